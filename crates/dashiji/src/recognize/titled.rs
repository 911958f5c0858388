//! What stands in 《》: documents and publications, their short forms and numbers.

use super::{Mentions, Passage};
use crate::text::Span;

/// A title in 《》.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// Without the brackets.
    pub span: Span,
}

/// Every title in 《》 of an entry.
pub fn find(_passage: &Passage<'_>, _mentions: &Mentions) -> Vec<Titled> {
    Vec::new()
}
