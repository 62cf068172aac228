//! What there is for requests, and what each of them has of it.
use crate::config::Limits;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const KIB: usize = 1024;

/// For all requests together. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Supply {
    /// Where requests are worked on.
    places: Arc<Semaphore>,
    /// KiB of bodies of requests that have no answer yet.
    memory: Arc<Semaphore>,
}

impl Supply {
    pub fn new(limits: &Limits) -> Self {
        let memory = (limits.bodies_bytes / KIB).min(Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(limits.concurrent_requests as usize)),
            memory: Arc::new(Semaphore::new(memory)),
        }
    }

    /// A place for one more request, unless all are taken.
    pub fn share(&self) -> Option<Share> {
        let place = self.places.clone().try_acquire_owned().ok()?;
        let held = Held { place: Some(place), memory: None };
        Some(Share { supply: self.clone(), held: Arc::new(Mutex::new(held)) })
    }
}

/// What one request has; given back when it is answered, or dropped.
#[derive(Debug, Clone)]
pub struct Share {
    supply: Supply,
    held: Arc<Mutex<Held>>,
}

#[derive(Debug, Default)]
struct Held {
    place: Option<OwnedSemaphorePermit>,
    memory: Option<OwnedSemaphorePermit>,
}

impl Share {
    pub fn give_back(&self) {
        *self.held() = Held::default();
    }

    pub fn leave_place(&self) {
        self.held().place = None;
    }

    pub fn has_place(&self) -> bool {
        self.held().place.is_some()
    }

    /// Waits for a place before those who come only now.
    pub async fn return_to_place(self) {
        let place = self.supply.places.clone().acquire_owned().await.ok();
        self.held().place = place;
    }

    /// Whether there is memory for so many more KiB of the body; then it is this request's.
    pub fn take_memory(&self, kib: usize) -> bool {
        let Ok(kib) = u32::try_from(kib) else { return false };
        let Ok(more) = self.supply.memory.clone().try_acquire_many_owned(kib) else { return false };
        let mut held = self.held();
        match &mut held.memory {
            Some(memory) => memory.merge(more),
            none => *none = Some(more),
        }
        true
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
