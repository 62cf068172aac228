//! Who sees what of the catalog.
use app::{
    actor::{Actor, Role, Who},
    catalog::{LifecycleStage, ProductVersion, Readers, Visibility},
    id::DeveloperId,
};
use uuid::Uuid;

/// How much of the catalog somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// What is published for everyone.
    Public,
    /// What is published for developers, and the private products that they have a role for.
    Developer(DeveloperId),
    /// Drafts and retired versions too.
    Admin,
}

impl Sight {
    pub fn of(actor: &Actor) -> Self {
        match &actor.who {
            Who::Anonymous => Self::Public,
            Who::Developer(person) if person.role < Role::Admin => Self::Developer(person.developer_id),
            Who::Developer(_) | Who::System(_) => Self::Admin,
        }
    }

    /// Whether private products are seen without a role for them.
    pub fn is_admin(self) -> bool {
        self == Self::Admin
    }

    /// Whose roles count.
    pub fn reader(self) -> Option<DeveloperId> {
        match self {
            Self::Developer(id) => Some(id),
            Self::Public | Self::Admin => None,
        }
    }

    /// The same without drafts.
    pub fn of_published(self) -> Self {
        match self {
            Self::Admin => Self::Developer(DeveloperId(Uuid::nil())),
            other => other,
        }
    }

    /// A product shows once one of its versions does. `granted` says whether the reader has a role for it;
    /// [`super::store::seen_by`] is the same in SQL.
    pub fn sees_product(self, visibility: Visibility, live_versions: i64, granted: bool) -> bool {
        self.is_admin() || live_versions > 0 && self.sees(visibility, granted)
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
            Readers::SignedIn => self != Self::Public,
            Readers::Admins => self == Self::Admin,
        }
    }

    fn sees(self, visibility: Visibility, granted: bool) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::SignedIn => self != Self::Public,
            Visibility::Private => self.is_admin() || self.reader().is_some() && granted,
        }
    }
}
