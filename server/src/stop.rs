//! How work beside the requests learns that it is over: `stop` has turned true, or nobody can turn it any more.
use std::time::Duration;
use tokio::sync::watch::Receiver;

pub fn is_over(stop: &Receiver<bool>) -> bool {
    *stop.borrow() || stop.has_changed().is_err()
}

/// Waits so long, or until it is over.
pub async fn pause(stop: &mut Receiver<bool>, most: Duration) {
    tokio::select! {
        () = tokio::time::sleep(most) => {}
        _ = stop.changed() => {}
    }
}
