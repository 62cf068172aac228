//! Who sees what of the catalog.
use app::{
    actor::{Actor, Role, Who},
    catalog::{LifecycleStage, ProductVersion, Readers, Visibility},
};

/// How much of the catalog somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// What is published for everyone.
    Public,
    /// What is published.
    SignedIn,
    /// Drafts and retired versions too.
    Admin,
}

impl Sight {
    pub fn of(actor: &Actor) -> Self {
        match &actor.who {
            Who::Anonymous => Self::Public,
            Who::Developer(person) if person.role < Role::Admin => Self::SignedIn,
            Who::Developer(_) | Who::System(_) => Self::Admin,
        }
    }

    /// A product shows once one of its versions does.
    pub fn sees_product(self, visibility: Visibility, live_versions: i64) -> bool {
        self == Self::Admin || live_versions > 0 && self.sees(visibility)
    }

    pub fn sees_version(self, version: &ProductVersion) -> bool {
        self.sees_stage(version.lifecycle.stage())
    }

    pub fn sees_stage(self, stage: LifecycleStage) -> bool {
        self == Self::Admin || stage.is_callable()
    }

    /// Of a product that is seen.
    pub fn sees_document(self, readers: Readers) -> bool {
        match readers {
            Readers::Everyone => true,
            Readers::SignedIn => self >= Self::SignedIn,
            Readers::Admins => self == Self::Admin,
        }
    }

    fn sees(self, visibility: Visibility) -> bool {
        visibility == Visibility::Public || self >= Self::SignedIn
    }
}
