//! Who may call what: the one decision, asked by gateways, try-it and the portal itself.

/// What is kept between verdicts.
#[derive(Debug, Clone, Default)]
pub struct Verdicts {}
