use super::lanes::Lane;
use sqlx::{Database, Postgres, Sqlite, Transaction, pool::PoolConnection};
use std::time::Duration;

/// One connection of one database, inside a transaction or not.
#[derive(Debug)]
pub enum Conn {
    Sqlite(Handle<Sqlite>),
    Postgres(Handle<Postgres>),
}

#[derive(Debug)]
pub struct Handle<D: Database> {
    pub(super) kind: Kind<D>,
    pub(super) deadline: Duration,
}

#[derive(Debug)]
pub(super) enum Kind<D: Database> {
    Read(PoolConnection<D>),
    Lane(Lane<D>),
    Write(Transaction<'static, D>),
}

impl<D: Database> Handle<D> {
    pub(super) fn connection(&mut self) -> &mut D::Connection {
        match &mut self.kind {
            Kind::Read(conn) => &mut *conn,
            Kind::Lane(lane) => lane.connection(),
            Kind::Write(tx) => &mut *tx,
        }
    }
}

impl Conn {
    /// For the few questions that each database is asked in its own words.
    pub fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// A verdict's connection waits for the next verdict, and any other goes back to its pool. One that is dropped
    /// instead, as after an error, is tried before it is used again.
    pub fn release(self) {
        match self {
            Self::Sqlite(Handle { kind: Kind::Lane(lane), .. }) => lane.leave(),
            Self::Postgres(Handle { kind: Kind::Lane(lane), .. }) => lane.leave(),
            _ => {}
        }
    }

    pub(super) fn deadline(&self) -> Duration {
        match self {
            Self::Sqlite(handle) => handle.deadline,
            Self::Postgres(handle) => handle.deadline,
        }
    }
}
