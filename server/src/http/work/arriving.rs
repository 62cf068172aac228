//! Bodies on their way in. While the rest of one is waited for, its request has no place: what comes slowly keeps
//! nobody from being worked on. It is waited for only so long.
use super::share::Share;
use crate::config::Limits;
use app::overload::Overload;
use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};
use tokio::{
    sync::oneshot,
    time::{Sleep, sleep},
};

const KIB: usize = 1024;
/// KiB that buy their sender one more second. Slower than any line that people upload documents over.
const KIB_A_SECOND: u32 = 8;

/// How long the rest of a body is waited for. What the portal itself takes to read it does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience(Duration);

impl Patience {
    pub fn new(limits: &Limits) -> Self {
        Self(limits.body_seconds.duration())
    }

    fn after(self, waited: Duration, kib: usize) -> Self {
        let earned = Duration::from_secs(1).saturating_mul(u32::try_from(kib).unwrap_or(u32::MAX));
        Self(self.0.saturating_sub(waited).saturating_add(earned / KIB_A_SECOND))
    }
}

type Arrived = Option<Result<Frame<Bytes>, axum::Error>>;

pub struct Arriving {
    body: Body,
    share: Share,
    patience: Patience,
    waiting: Option<Waiting>,
    /// Bytes that are no whole KiB yet.
    rest: usize,
    /// What is worked on as soon as there is a place again: the next frame, or the end.
    arrived: Option<Arrived>,
    returning: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    /// Who ends the request; nobody any more once it is given up.
    told: Option<oneshot::Sender<Overload>>,
}

struct Waiting {
    since: Instant,
    until: Pin<Box<Sleep>>,
}

impl Arriving {
    pub fn new(body: Body, share: Share, patience: Patience, told: oneshot::Sender<Overload>) -> Self {
        let (waiting, arrived, returning) = (None, None, None);
        Self { body, share, patience, waiting, rest: 0, arrived, returning, told: Some(told) }
    }

    /// Nothing is there: whoever has something to do can have the place.
    fn wait(&mut self, context: &mut Context<'_>) {
        self.share.leave_place();
        let patience = self.patience.0;
        let begin = || Waiting { since: Instant::now(), until: Box::pin(sleep(patience)) };
        if self.waiting.get_or_insert_with(begin).until.as_mut().poll(context).is_ready() {
            self.give_up(Overload::Slow);
        }
    }

    fn take_in(&mut self, arrived: Arrived) {
        let frame = arrived.as_ref().and_then(|frame| frame.as_ref().ok());
        self.rest += frame.and_then(Frame::data_ref).map_or(0, Bytes::len);
        let kib = self.rest / KIB;
        self.rest %= KIB;
        let waited = self.waiting.take().map(|waiting| waiting.since.elapsed());
        self.patience = self.patience.after(waited.unwrap_or_default(), kib);
        if kib > 0 && !self.share.take_memory(kib) {
            return self.give_up(Overload::Busy);
        }
        self.arrived = Some(arrived);
    }

    /// The request ends here, and this body is never asked again.
    fn give_up(&mut self, why: Overload) {
        if let Some(told) = self.told.take() {
            let _ = told.send(why);
        }
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Arrived> {
        let this = self.get_mut();
        if this.arrived.is_none() && this.told.is_some() {
            match Pin::new(&mut this.body).poll_frame(context) {
                Poll::Pending => this.wait(context),
                Poll::Ready(arrived) => this.take_in(arrived),
            }
        }
        if this.arrived.is_none() {
            return Poll::Pending;
        }
        if !this.share.has_place() {
            let share = &this.share;
            let returning = this.returning.get_or_insert_with(|| Box::pin(share.clone().return_to_place()));
            ready!(returning.as_mut().poll(context));
            this.returning = None;
        }
        Poll::Ready(this.arrived.take().flatten())
    }

    fn is_end_stream(&self) -> bool {
        self.arrived.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_is_used_up_by_waiting_and_bought_by_bytes() {
        let seconds = Duration::from_secs;
        let patience = Patience(seconds(20));
        assert_eq!(patience.after(seconds(5), 0), Patience(seconds(15)));
        assert_eq!(patience.after(seconds(5), 80), Patience(seconds(25)));
        assert_eq!(patience.after(seconds(21), 0), Patience(Duration::ZERO));
        assert_eq!(patience.after(Duration::ZERO, 1), Patience(seconds(20) + seconds(1) / 8));
    }
}
