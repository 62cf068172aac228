/// What a colour means. Slices map their statuses to a tone; the design system never sees a status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Over, or not begun.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// It works.
    Success,
    /// Somebody has to wait or act.
    Warning,
    /// It is refused, broken or about to be lost.
    Danger,
}

impl Tone {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}
