//! What is left of a quota, as clients are told: `RateLimit` and `RateLimit-Policy`
//! (draft-ietf-httpapi-ratelimit-headers-10), the older `X-RateLimit-*` for the limit that is nearest, and
//! `Retry-After` where nothing is left.
use app::{quotas::QuotaLeft, time::Timestamp};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STATE: HeaderName = HeaderName::from_static("ratelimit");
const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// In the place of whatever the upstream says about limits of its own. Nothing without a quota. `refused`
/// calls are told when to come again.
pub fn add(headers: &mut HeaderMap, left: &[QuotaLeft], is_refused: bool, now: impl Fn() -> Timestamp) {
    let Some(nearest) = left.iter().min_by_key(|one| (one.left, std::cmp::Reverse(one.resets_at))) else {
        return;
    };
    let now = now();
    let list = |item: fn(&QuotaLeft, i64) -> String| {
        let items: Vec<_> = left.iter().map(|one| item(one, seconds_until(one, now))).collect();
        items.join(", ")
    };
    let policy =
        list(|one, _| format!("\"{}\";q={};w={}", one.window.as_str(), one.limit, one.window.seconds()));
    let state = list(|one, reset| format!("\"{}\";r={};t={reset}", one.window.as_str(), one.left));
    let mut set = |name: HeaderName, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    set(POLICY, policy);
    set(STATE, state);
    set(LIMIT, nearest.limit.to_string());
    set(REMAINING, nearest.left.to_string());
    set(RESET, seconds_until(nearest, now).to_string());
    if is_refused {
        set(header::RETRY_AFTER, seconds_until(nearest, now).to_string());
    }
}

/// Whole seconds, at least one.
fn seconds_until(one: &QuotaLeft, now: Timestamp) -> i64 {
    let milliseconds = (one.resets_at - now).num_milliseconds();
    (milliseconds.div_euclid(1000) + i64::from(milliseconds.rem_euclid(1000) > 0)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::quotas::Window;

    #[test]
    fn each_limit_is_told_and_the_nearest_in_the_old_way() {
        let now: Timestamp = "2026-11-21T10:42:30.5Z".parse().expect("a time");
        let one = |window: Window, limit, left| QuotaLeft {
            window,
            limit,
            left,
            resets_at: window.end(window.start(now)),
        };
        let left = [one(Window::Minute, 100, 0), one(Window::Day, 5_000, 812)];
        let mut headers = HeaderMap::new();
        add(&mut headers, &left, true, || now);
        assert_eq!(headers[POLICY], "\"minute\";q=100;w=60, \"day\";q=5000;w=86400");
        assert_eq!(headers[STATE], "\"minute\";r=0;t=30, \"day\";r=812;t=47850");
        assert_eq!(
            (&headers[LIMIT], &headers[REMAINING], &headers[RESET]),
            (
                &HeaderValue::from_static("100"),
                &HeaderValue::from_static("0"),
                &HeaderValue::from_static("30")
            )
        );
        assert_eq!(headers[header::RETRY_AFTER], "30");
        let mut none = HeaderMap::new();
        add(&mut none, &[], false, || now);
        assert!(none.is_empty());
    }
}
