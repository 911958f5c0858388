//! The XML of office files, token by token: namespaces as what they mean, byte ranges, bounded depth, no document types.
//!
//! `<w:t>3月5日</w:t>` gives a start in [`Space::Word`], a text with its bytes, and an end, whatever prefix the file has for it.

use crate::error::Error;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use std::ops::Range;

/// How deep elements may stand in one another.
const DEPTH: usize = 240;

/// Namespaces that are in force at one place.
const NAMESPACES: usize = 400;

/// Bytes of the attributes of one element.
const ATTRIBUTES: usize = 1 << 16;

/// What a namespace means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// WordprocessingML, transitional or strict.
    Word,
    /// SpreadsheetML, transitional or strict.
    Sheet,
    /// Formulas.
    Math,
    /// Markup compatibility: alternate content.
    Alternate,
    /// Relationships of a package.
    Relations,
    /// Any other, or none.
    Other,
}

impl Space {
    fn of(name: &str) -> Self {
        match name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Self::Sheet,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Alternate,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relations,
            _ => Self::Other,
        }
    }
}

/// A token.
#[derive(Debug)]
pub(crate) enum Token<'a> {
    /// `<w:p …>`.
    Start(Space, BytesStart<'a>),
    /// `<w:tab/>`.
    Empty(Space, BytesStart<'a>),
    /// `</w:p>`.
    End,
    /// Characters as they stand, free of references.
    Text(&'a str),
    /// One character that a reference stands for.
    Character(char),
}

/// The tokens of a part.
pub(crate) struct Tokens<'a> {
    part: &'a str,
    xml: &'a str,
    reader: NsReader<&'a [u8]>,
    depth: usize,
    /// Where the last token stands.
    pub(crate) range: Range<usize>,
}

impl std::fmt::Debug for Tokens<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("part", &self.part).field("range", &self.range).finish_non_exhaustive()
    }
}

impl<'a> Tokens<'a> {
    /// Of the part of this name.
    pub(crate) fn new(part: &'a str, xml: &'a str) -> Self {
        let mut reader = NsReader::from_str(xml);
        reader.config_mut().check_end_names = true;
        // Word declares some forty at the root, and again in drawings within drawings.
        reader.resolver_mut().set_max_namespace_bindings(NAMESPACES);
        Self { part, xml, reader, depth: 0, range: 0..0 }
    }

    /// The next token; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'a>>, Error> {
        loop {
            let start = self.reader.buffer_position() as usize;
            let (resolved, event) = match self.reader.read_resolved_event() {
                Ok(found) => found,
                Err(error) => {
                    let at = self.reader.error_position();
                    return Err(Error::broken(self.part, format!("{error}, byte {at}")));
                }
            };
            let space = match resolved {
                ResolveResult::Bound(name) => Space::of(name.0),
                _ => Space::Other,
            };
            let end = self.reader.buffer_position() as usize;
            self.range = start..end;
            return Ok(Some(match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(self.too_many("levels", DEPTH));
                    }
                    self.bounded(&element)?;
                    Token::Start(space, element)
                }
                Event::Empty(element) => {
                    self.bounded(&element)?;
                    Token::Empty(space, element)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::End
                }
                Event::Text(_) => Token::Text(self.xml.get(start..end).unwrap_or_default()),
                Event::CData(_) => {
                    // <![CDATA[ and ]]>
                    self.range = (start + 9).min(end)..end.saturating_sub(3).max((start + 9).min(end));
                    Token::Text(self.xml.get(self.range.clone()).unwrap_or_default())
                }
                Event::GeneralRef(reference) => Token::Character(self.character(&reference)?),
                Event::DocType(_) => return Err(Error::Doctype { part: self.part.to_owned() }),
                Event::Eof => {
                    if self.depth > 0 {
                        return Err(Error::broken(self.part, "it breaks off"));
                    }
                    return Ok(None);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    fn character(&self, reference: &quick_xml::events::BytesRef<'_>) -> Result<char, Error> {
        if let Some(c) = reference.resolve_char_ref().map_err(|error| Error::broken(self.part, error))? {
            return Ok(c);
        }
        match &**reference {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => Err(Error::Doctype { part: self.part.to_owned() }),
        }
    }

    fn bounded(&self, element: &BytesStart<'_>) -> Result<(), Error> {
        if element.len() > ATTRIBUTES {
            return Err(self.too_many("bytes of attributes in one element", ATTRIBUTES));
        }
        Ok(())
    }

    fn too_many(&self, what: &'static str, most: usize) -> Error {
        Error::TooMany { part: self.part.to_owned(), what, most }
    }
}

/// An element's name without its prefix.
pub(crate) fn local<'e>(element: &'e BytesStart<'_>) -> &'e str {
    element.name().local_name().into_inner()
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .and_then(|attribute| {
            quick_xml::escape::unescape(&attribute.value).ok().map(std::borrow::Cow::into_owned)
        })
}

/// Whether a switch such as `<w:vanish/>` or `<w:b w:val="0"/>` is on.
pub(crate) fn on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// Characters as they may stand in an element or attribute; what XML cannot hold is left out.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(xml: &str) -> Result<String, Error> {
        let mut tokens = Tokens::new("test", xml);
        let mut out = String::new();
        while let Some(token) = tokens.next()? {
            match token {
                Token::Text(text) => out.push_str(text),
                Token::Character(c) => out.push(c),
                _ => {}
            }
        }
        Ok(out)
    }

    #[test]
    fn references_of_xml_are_characters_and_others_are_refused() {
        assert_eq!(all("<a>甲&amp;&#x4E59;<![CDATA[<丙>]]></a>").unwrap(), "甲&乙<丙>");
        assert!(matches!(all("<a>&lol;</a>"), Err(Error::Doctype { .. })));
        let bomb = "<!DOCTYPE a [<!ENTITY lol \"lol\">]><a>&lol;</a>";
        assert!(matches!(all(bomb), Err(Error::Doctype { .. })));
    }

    #[test]
    fn depth_attributes_and_namespaces_are_bounded() {
        let deep = "<a>".repeat(5000);
        assert!(matches!(all(&deep), Err(Error::TooMany { what: "levels", .. })));
        let wide = format!("<a {}/>", "b=\"1\" ".repeat(50_000));
        assert!(matches!(all(&wide), Err(Error::TooMany { .. })));
        // Each namespace in force is looked through for each element; the library bounds them.
        let declaring = (0..100).map(|n| format!(" xmlns:a{n}=\"b\"")).collect::<Vec<_>>().concat();
        assert!(matches!(all(&format!("<a{declaring}>").repeat(5)), Err(Error::Broken { .. })));
        let one_after_another = format!("<a>{}</a>", "<b xmlns=\"c\"></b>".repeat(2000));
        assert!(all(&one_after_another).is_ok());
    }

    #[test]
    fn a_part_that_breaks_off_is_damaged() {
        for xml in ["<a><b>", "<a></b>", "<a", "<a>&"] {
            assert!(matches!(all(xml), Err(Error::Broken { .. })), "{xml}");
        }
    }
}
