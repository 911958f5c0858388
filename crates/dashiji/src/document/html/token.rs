//! HTML to tags and text, in one pass, with the byte offset of each.
//!
//! `<p class=a>2月3日<br>` gives the tag `p`, the text 2月3日 and the tag `br`. A tokenizer of our own and no tree: a citation
//! needs the offset of every character, and the standard's tree rules take time square in the depth of nesting.

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, references not yet decoded, with its byte offset.
    Text(&'a str, usize),
    /// An opening tag.
    Open(Tag<'a>),
    /// A closing tag: its name.
    Close(&'a str),
}

/// An opening tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute as it stands.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .char_indices()
                .skip(1)
                .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
                .map_or(rest.len(), |(at, _)| at);
            let (found, after) = rest.split_at(end);
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('=') {
                Some(after) => value(after.trim_start()),
                None => ("", after),
            };
            if found.eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// An attribute's value at the start of `text`, and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at(end)
}

/// Reads a page token by token.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// Quotes and comment ends that are known to stand nowhere further on, so that nothing is searched for twice.
    missing: [bool; 3],
}

impl<'a> Tokens<'a> {
    /// A page from its start.
    pub fn new(page: &'a str) -> Self {
        Self { page, at: 0, missing: [false; 3] }
    }

    /// The byte offset reached.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Goes back or on to a byte offset that was reached before.
    pub fn seek(&mut self, at: usize) {
        self.at = at;
    }

    /// Passes over the text of an element that holds no tags (script, style, title) up to its closing tag, and returns
    /// it; `None` where the page ends first, and then the position stays.
    pub fn raw(&mut self, name: &str) -> Option<(&'a str, usize)> {
        let from = self.at;
        let bytes = self.page.as_bytes();
        let mut i = from;
        while let Some(n) = find(bytes.get(i..)?, b'<') {
            let at = i + n;
            let tag = bytes.get(at + 2..at + 2 + name.len());
            let closes = bytes.get(at + 1) == Some(&b'/')
                && tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
                && bytes.get(at + 2 + name.len()).is_none_or(|b| !b.is_ascii_alphanumeric());
            if closes {
                let text = self.page.get(from..at)?;
                self.at = bytes[at..].iter().position(|&b| b == b'>').map_or(bytes.len(), |n| at + n + 1);
                return Some((text, from));
            }
            i = at + 1;
        }
        None
    }

    /// The end of the tag that begins at `at` (past its `>`), and of its attributes; quoted `>` do not end it.
    fn tag_end(&mut self, at: usize) -> Option<(usize, usize)> {
        let bytes = self.page.as_bytes();
        let mut i = at;
        let mut expects_value = false;
        while let Some(&b) = bytes.get(i) {
            match b {
                b'>' => return Some((i + 1, i)),
                b'"' | b'\'' if expects_value => {
                    let which = usize::from(b == b'\'');
                    let close = if self.missing[which] { None } else { find(bytes.get(i + 1..)?, b) };
                    match close {
                        Some(n) => i += n + 1,
                        None => self.missing[which] = true,
                    }
                    expects_value = false;
                }
                b'=' => expects_value = true,
                b if b.is_ascii_whitespace() => {}
                _ => expects_value = false,
            }
            i += 1;
        }
        None
    }

    /// The end of markup that is no tag (comment, doctype, processing instruction) at `at`.
    fn markup_end(&mut self, at: usize) -> usize {
        let bytes = self.page.as_bytes();
        if bytes[at..].starts_with(b"<!--") {
            if bytes[at..].starts_with(b"<!-->") {
                return at + 5;
            }
            let end = if self.missing[2] { None } else { self.page[at + 4..].find("-->") };
            if let Some(n) = end {
                return at + 4 + n + 3;
            }
            self.missing[2] = true;
        }
        find(&bytes[at..], b'>').map_or(bytes.len(), |n| at + n + 1)
    }
}

/// The first place of a byte.
fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    bytes.iter().position(|&b| b == byte)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.page.as_bytes();
        let start = self.at;
        let mut from = start;
        loop {
            let Some(n) = find(bytes.get(from..)?, b'<') else {
                self.at = bytes.len();
                return (start < bytes.len()).then(|| Token::Text(&self.page[start..], start));
            };
            let at = from + n;
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let closing = next == b'/' && bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic);
            let markup = matches!(next, b'!' | b'?') || (next == b'/' && !closing && bytes.len() > at + 2);
            if !next.is_ascii_alphabetic() && !closing && !markup {
                from = at + 1;
                continue;
            }
            if at > start {
                self.at = at;
                return Some(Token::Text(&self.page[start..at], start));
            }
            if markup {
                self.at = self.markup_end(at);
                return self.next_after_markup();
            }
            let name_at = at + 1 + usize::from(closing);
            let length = bytes[name_at..]
                .iter()
                .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'>' | b'/' | b'<'))
                .count();
            let name = &self.page[name_at..name_at + length];
            let Some((end, inner)) = self.tag_end(name_at + length) else {
                // A tag cut off by the end of the page.
                self.at = bytes.len();
                return None;
            };
            self.at = end;
            let attributes = &self.page[name_at + length..inner];
            return Some(if closing { Token::Close(name) } else { Token::Open(Tag { name, attributes }) });
        }
    }
}

impl<'a> Tokens<'a> {
    /// The token after markup, without recursion over rows of comments.
    fn next_after_markup(&mut self) -> Option<Token<'a>> {
        let bytes = self.page.as_bytes();
        while bytes.get(self.at) == Some(&b'<') && matches!(bytes.get(self.at + 1), Some(b'!' | b'?')) {
            self.at = self.markup_end(self.at);
        }
        if self.at >= bytes.len() { None } else { Some(Token::Text("", self.at)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(page: &str) -> Vec<String> {
        let tokens = Tokens::new(page).filter(|token| !matches!(token, Token::Text("", _)));
        tokens
            .map(|token| match token {
                Token::Text(text, at) => {
                    assert_eq!(&page[at..at + text.len()], text);
                    text.to_owned()
                }
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn tags_and_text_are_told_apart_however_broken() {
        for (page, want) in [
            ("<p>甲</p>乙", vec!["<p>", "甲", "</p>", "乙"]),
            ("<a title=\"a>b\" href='c'>甲", vec!["<a>", "甲"]),
            ("<!DOCTYPE html><!-- <b> --><?x?>甲", vec!["甲"]),
            ("<!-->甲<!---->乙", vec!["甲", "乙"]),
            ("气温<0, a<b", vec!["气温<0, a"]),
            ("1<2>1", vec!["1<2>1"]),
            ("<p>甲<br/", vec!["<p>", "甲"]),
            ("<a title=\"甲>乙", vec!["<a>", "乙"]),
            ("<!-- 甲>乙", vec!["乙"]),
            ("</>甲</ p>", vec!["甲"]),
            ("<", vec!["<"]),
        ] {
            assert_eq!(tokens(page), want, "{page}");
        }
    }

    #[test]
    fn attributes_are_found_in_every_way_of_writing() {
        let mut page = Tokens::new("<META name = ArticleTitle content=\"青石县\" data-x='1' checked>");
        let Some(Token::Open(tag)) = page.next() else { panic!() };
        assert_eq!(tag.attribute("name"), Some("ArticleTitle"));
        assert_eq!(tag.attribute("CONTENT"), Some("青石县"));
        assert_eq!(tag.attribute("data-x"), Some("1"));
        assert_eq!(tag.attribute("checked"), Some(""));
        assert_eq!(tag.attribute("id"), None);
    }
}
