//! Text to markup: what a document says never becomes markup, and cannot turn the page's reading direction.
//!
//! In goes any string, `<b>赵立本</b>`; out comes `&lt;b&gt;赵立本&lt;/b&gt;`. Controls that are not blanks and marks that
//! reorder or hide what follows (U+202E) are shown as `\u{FFFD}`, so that what is read is what stands there.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::{self, Write};

/// Writes words of any origin so that they are no markup.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_escaped(out: &mut impl Write, words: &str) -> fmt::Result {
    let mut from = 0;
    for (at, c) in words.char_indices() {
        let instead = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            c if is_unseen(c) => "\u{FFFD}",
            _ => continue,
        };
        out.write_str(&words[from..at])?;
        out.write_str(instead)?;
        from = at + c.len_utf8();
    }
    out.write_str(&words[from..])
}

/// Words of any origin as a form gives them back, to the character: they are no markup, and nothing stands for anything else.
pub use dashiji_publish::finding::escape as typed;

/// Whether a character is a control, or turns or hides what stands after it.
pub fn is_unseen(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

/// Markup that is ready: what was put into it is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds markup of our own; never with a document's words in it.
    pub fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Adds words of any origin.
    pub fn text(&mut self, words: &str) -> &mut Self {
        let _ = write_escaped(&mut self.0, words);
        self
    }

    /// Adds ` name="value"`.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// Adds markup.
    pub fn add(&mut self, other: &Self) -> &mut Self {
        self.0.push_str(&other.0);
        self
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What stays as it is in a part of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A name as one part of an address.
pub fn encoded(name: &str) -> String {
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// `/group/name`.
pub fn address(group: &str, name: &str) -> String {
    format!("/{group}/{}", encoded(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_become_markup() {
        let mut markup = Markup::new();
        markup
            .raw("<a")
            .attribute("title", "\"><script>alert('甲')</script>")
            .raw(">")
            .text("a&b")
            .raw("</a>");
        assert_eq!(
            markup.as_str(),
            "<a title=\"&quot;&gt;&lt;script&gt;alert(&#39;甲&#39;)&lt;/script&gt;\">a&amp;b</a>"
        );
    }

    #[test]
    fn marks_that_turn_the_line_are_shown() {
        let mut markup = Markup::new();
        markup.text("甲\u{202E}乙\u{0}\n丙");
        assert_eq!(markup.as_str(), "甲\u{FFFD}乙\u{FFFD}\n丙");
    }

    #[test]
    fn a_name_stays_one_part_of_the_address() {
        assert_eq!(address("person", "a/b?c#d 赵"), "/person/a%2Fb%3Fc%23d%20%E8%B5%B5");
    }
}
