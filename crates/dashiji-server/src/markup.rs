//! Text to markup: what a document says never becomes markup, and cannot turn the page's reading direction.
//!
//! In goes any string, `<b>赵立本</b>`; out comes `&lt;b&gt;赵立本&lt;/b&gt;`. Controls that are not blanks and marks that
//! reorder or hide what follows (U+202E) are shown as `\u{FFFD}`, so that what is read is what stands there.

use askama::filters::Escaper;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::{self, Write};

/// The escaper of all templates.
#[derive(Debug, Clone, Copy)]
pub struct Html;

impl Escaper for Html {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        write_escaped(&mut dest, string)
    }
}

fn write_escaped(out: &mut impl Write, words: &str) -> fmt::Result {
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
    #[cfg(test)]
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

/// A page or a value of a day that is past: its links stay on that day.
///
/// Every quotation mark of a document stands as `&quot;` in a page, so that `href="/` and `<form ` are always our own.
pub fn dated(mut answer: crate::answer::Answer, day: &str) -> crate::answer::Answer {
    let value: String = form_urlencoded::byte_serialize(day.as_bytes()).collect();
    if answer.kind.starts_with("text/html") {
        let mut out = String::with_capacity(answer.body.len() * 5 / 4);
        let mut rest = answer.body.as_str();
        while let Some(at) = rest.find(['h', '<']) {
            let (before, tail) = rest.split_at(at);
            out.push_str(before);
            rest = tail;
            if let Some(link) = rest.strip_prefix("href=\"/")
                && !link.starts_with("assets/")
                && let Some(end) = link.find('"')
            {
                out.push_str("href=\"/");
                out.push_str(&dated_link(&link[..end], &value, "&amp;"));
                rest = &link[end..];
            } else if rest.starts_with("<form ")
                && let Some(end) = rest.find('>')
            {
                out.push_str(&rest[..=end]);
                if !rest[..end].contains("data-other-day") {
                    let _ = write!(
                        out,
                        "<input type=\"hidden\" name=\"{}\" value=\"{value}\">",
                        crate::room::AS_OF
                    );
                }
                rest = &rest[end + 1..];
            } else {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        answer.body = out;
    } else if answer.kind.contains("json")
        && let Ok(mut told) = serde_json::from_str::<serde_json::Value>(&answer.body)
    {
        dated_value(&mut told, &value);
        answer.body = told.to_string();
    }
    answer
}

fn dated_link(link: &str, day: &str, and: &str) -> String {
    let (link, fragment) = link.split_once('#').map_or((link, ""), |(link, fragment)| (link, fragment));
    let mark = if fragment.is_empty() { "" } else { "#" };
    if link.contains("as-of=") {
        return format!("{link}{mark}{fragment}");
    }
    let join = if link.contains('?') { and } else { "?" };
    format!("{link}{join}{}={day}{mark}{fragment}", crate::room::AS_OF)
}

fn dated_value(value: &mut serde_json::Value, day: &str) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    serde_json::Value::String(link)
                        if matches!(key.as_str(), "link" | "next") && link.starts_with('/') =>
                    {
                        *link = dated_link(link, day, "&");
                    }
                    inner => dated_value(inner, day),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(|inner| dated_value(inner, day)),
        _ => {}
    }
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
    fn links_of_a_day_that_is_past_stay_on_it() {
        let page = "<link href=\"/assets/a.css\"><a href=\"/people\">甲</a><a href=\"/entry/d1.e4?quote=1-2#quote\">href=&quot;/乙</a><form action=\"/search\"><input>";
        let dated = dated(crate::answer::Answer::html(200, page.to_owned()), "2024-05-01");
        assert_eq!(
            dated.body,
            "<link href=\"/assets/a.css\"><a href=\"/people?as-of=2024-05-01\">甲</a>\
             <a href=\"/entry/d1.e4?quote=1-2&amp;as-of=2024-05-01#quote\">href=&quot;/乙</a>\
             <form action=\"/search\"><input type=\"hidden\" name=\"as-of\" value=\"2024-05-01\"><input>"
        );
    }

    #[test]
    fn a_name_stays_one_part_of_the_address() {
        assert_eq!(address("person", "a/b?c#d 赵"), "/person/a%2Fb%3Fc%23d%20%E8%B5%B5");
    }
}
