//! The design system: knows no domain noun.
