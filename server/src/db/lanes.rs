//! Connections for verdicts, which go from one verdict to the next. The pool asks the database whether a
//! connection is alive before each use and after it: that would be three questions where one is meant.
use sqlx::{Database, Pool, pool::PoolConnection};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So that a connection's age and health are looked at now and then.
const BACK_TO_THE_POOL_AFTER: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(super) struct Lanes<D: Database>(Arc<Inner<D>>);

#[derive(Debug)]
struct Inner<D: Database> {
    pool: Pool<D>,
    /// As many as the pool has connections.
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Idle<D>>>,
}

#[derive(Debug)]
struct Idle<D: Database> {
    conn: PoolConnection<D>,
    tried: Instant,
}

/// A connection and the place for it.
#[derive(Debug)]
pub(super) struct Lane<D: Database> {
    idle: Idle<D>,
    lanes: Lanes<D>,
    _place: OwnedSemaphorePermit,
}

impl<D: Database> Clone for Lanes<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<D: Database> Lanes<D> {
    pub(super) fn new(pool: Pool<D>) -> Self {
        let places = usize::try_from(pool.options().get_max_connections()).unwrap_or(1);
        Self(Arc::new(Inner { pool, places: Arc::new(Semaphore::new(places)), idle: Mutex::default() }))
    }

    pub(super) fn pool(&self) -> &Pool<D> {
        &self.0.pool
    }

    pub(super) async fn enter(&self) -> Result<Lane<D>, sqlx::Error> {
        let place = self.0.places.clone().acquire_owned();
        let place = tokio::time::timeout(self.0.pool.options().get_acquire_timeout(), place)
            .await
            .map_err(|_| sqlx::Error::PoolTimedOut)?
            .map_err(|_| sqlx::Error::PoolClosed)?;
        let waiting = self.lock().pop();
        let idle = match waiting {
            Some(idle) => idle,
            None => Idle { conn: self.0.pool.acquire().await?, tried: Instant::now() },
        };
        Ok(Lane { idle, lanes: self.clone(), _place: place })
    }

    /// How many wait for a verdict.
    pub(super) fn idle(&self) -> usize {
        self.lock().len()
    }

    /// One connection was lost: the others are tried before they are used again.
    pub(super) fn doubt(&self) {
        self.lock().clear();
    }

    pub(super) async fn close(&self) {
        self.0.places.close();
        self.doubt();
        self.0.pool.close().await;
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Idle<D>>> {
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<D: Database> Lane<D> {
    pub(super) fn connection(&mut self) -> &mut D::Connection {
        &mut self.idle.conn
    }

    /// Nothing is under way on the connection.
    pub(super) fn leave(self) {
        if self.idle.tried.elapsed() < BACK_TO_THE_POOL_AFTER && !self.lanes.0.places.is_closed() {
            self.lanes.lock().push(self.idle);
        }
    }
}
