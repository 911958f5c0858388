//! A leaf of the base with its facts marked.

use crate::markup::Markup;
use crate::snapshot::Leaf;
use dashiji_page::marked::lay_as;
pub use dashiji_page::marked::{Fact, facts, lay};

/// The characters of a leaf with its facts marked; a quoted range is lit besides.
pub fn mark(leaf: &Leaf, facts: &[Fact], quote: Option<(u32, u32)>) -> Markup {
    let start = leaf.record.span.start;
    let chars: Vec<char> = leaf.text.chars().collect();
    lay(&chars, start, facts, quote)
}

/// The characters of a leaf behind its headline, with links on its facts: one of many on a page, so that nothing in it bears an id.
pub fn run(leaf: &Leaf, facts: &[Fact], after: Option<u32>) -> Markup {
    let span = leaf.record.span;
    let from = after.unwrap_or(span.start).clamp(span.start, span.end);
    let chars: Vec<char> = leaf.text.chars().skip((from - span.start) as usize).collect();
    let blank = chars.iter().take_while(|c| c.is_whitespace()).count();
    lay_as(chars.get(blank..).unwrap_or_default(), from + blank as u32, facts, None, false)
}
