//! Styles, as far as they show in the text: the list a style numbers, a break before it, whether it hides its characters.

use crate::error::Error;
use crate::xml::{Token, Tokens, attribute, local, on};
use std::collections::BTreeMap;

/// A style of paragraphs or characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Style {
    /// Its name in small letters: `heading 1`, `title`, `toc 2`.
    pub name: String,
    base: Option<String>,
    /// The list it numbers.
    pub list: Option<String>,
    /// The level of the list.
    pub level: Option<usize>,
    /// Whether a page begins before it.
    pub page_break: Option<bool>,
    /// Whether its characters are hidden.
    pub hidden: Option<bool>,
}

/// All styles of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Styles {
    styles: BTreeMap<String, Style>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(crate) fn read(part: &str, xml: &str) -> Result<Self, Error> {
        let mut styles = Self::default();
        let mut tokens = Tokens::new(part, xml);
        let mut open: Vec<String> = Vec::new();
        let mut style: Option<(String, Style)> = None;
        while let Some(token) = tokens.next()? {
            let (element, empty) = match token {
                Token::Start(_, element) => (element, false),
                Token::Empty(_, element) => (element, true),
                Token::End => {
                    if open.pop().as_deref() == Some("style")
                        && let Some((id, style)) = style.take()
                    {
                        styles.styles.insert(id, style);
                    }
                    continue;
                }
                Token::Text(_) | Token::Character(_) => continue,
            };
            let value = || attribute(&element, "val").unwrap_or_default();
            let name = local(&element);
            if styles.styles.len() > super::RELATIONS {
                return Err(Error::TooMany { part: part.to_owned(), what: "styles", most: super::RELATIONS });
            }
            if name == "style" {
                style = Some((attribute(&element, "styleId").unwrap_or_default(), Style::default()));
            } else if let Some((_, style)) = &mut style {
                match name {
                    "name" => style.name = value().to_lowercase(),
                    "basedOn" => style.base = Some(value()),
                    "numId" => style.list = Some(value()),
                    "ilvl" => style.level = value().parse().ok(),
                    "vanish" => style.hidden = Some(on(&element)),
                    "pageBreakBefore" => style.page_break = Some(on(&element)),
                    _ => {}
                }
            }
            if !empty {
                open.push(name.to_owned());
            }
        }
        Ok(styles)
    }

    /// What a style comes to with those it is based on.
    pub(crate) fn resolved(&self, id: &str) -> Style {
        let mut style = self.styles.get(id).cloned().unwrap_or_default();
        let own = style.base.take();
        let mut base = own.as_deref();
        // A ring of styles ends where Word itself gives up.
        for _ in 0..16 {
            let Some(next) = base.and_then(|id| self.styles.get(id)) else { break };
            style.list = style.list.or_else(|| next.list.clone());
            style.level = style.level.or(next.level);
            style.page_break = style.page_break.or(next.page_break);
            style.hidden = style.hidden.or(next.hidden);
            base = next.base.as_deref();
        }
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_takes_what_it_does_not_say_from_its_base() {
        let xml = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="2"/></w:style>
            <w:style w:type="paragraph" w:styleId="2"><w:name w:val="Base"/><w:basedOn w:val="1"/>
              <w:pPr><w:pageBreakBefore/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
          </w:styles>"#;
        let style = Styles::read("styles", xml).unwrap().resolved("1");
        assert_eq!(
            (style.name.as_str(), style.list.as_deref(), style.level),
            ("heading 1", Some("7"), Some(1))
        );
        assert_eq!(style.page_break, Some(true));
    }
}
