//! Word files (DOCX): bytes -> the text that is read, with the way back to every character's bytes.
//!
//! In goes a file as Word, WPS and LibreOffice write it; out comes a paragraph a line and a row a line (`1952年 ⇥ 3月5日 ⇥
//! 县医院落成`), the footnotes behind the text, and for each stretch its paragraph and page. Tracked changes are read as
//! accepted. [`annotate`] puts comments and tracked changes into the same file.

mod annotate;
mod equation;
mod layout;
mod numbering;
mod story;
mod styles;
mod symbol;

pub use annotate::{Annotated, Mark, Signature, annotate};
pub(crate) use layout::{Layout, Placed};
pub(crate) use story::Note;

use crate::Remark;
use crate::container::{Package, target};
use crate::error::Error;
use crate::xml::{Token, Tokens, attribute, local};
use dashiji::document::Extract;
use numbering::Numbering;
use story::{Aids, Story};
use styles::Styles;

/// Name and version of this extractor; a new version may give other text.
pub const EXTRACTOR: &str = "dashiji-docx/1";

/// Characters of a text.
const CHARACTERS: usize = 200_000_000;

/// Relationships of a part, styles and lists of a file.
pub(crate) const RELATIONS: usize = 100_000;

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// The last word of its type, `comments`.
    pub kind: String,
    pub id: String,
    /// The member it leads to; nothing where that is outside of the file.
    pub target: Option<String>,
}

/// A part as it was read.
#[derive(Debug)]
pub(crate) struct Part {
    pub name: String,
    pub xml: String,
    pub story: Story,
}

/// A file as it was read.
#[derive(Debug)]
pub(crate) struct Word {
    /// Main text, footnotes, endnotes, those that there are.
    pub parts: Vec<Part>,
    pub layout: Layout,
    /// Code points of the main text; the notes stand behind it.
    pub main: u32,
    pub remarks: Vec<Remark>,
    pub title: Option<String>,
}

/// Reads a file to its text.
pub(crate) fn extract(bytes: &[u8]) -> Result<(Extract, Vec<Remark>), Error> {
    let word = read(bytes)?;
    let split =
        word.layout.text.char_indices().nth(word.main as usize).map_or(word.layout.text.len(), |(at, _)| at);
    let mut text = word.layout.text;
    let notes = text.split_off(split);
    Ok((
        Extract {
            text,
            notes,
            extractor: Some(EXTRACTOR.to_owned()),
            title: word.title,
            locations: word.layout.locations,
            encoding: None,
        },
        word.remarks,
    ))
}

/// Reads a file with all that is needed to write into it.
pub(crate) fn read(bytes: &[u8]) -> Result<Word, Error> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let relations = relations(&mut package, &main)?;
    let related = |kind: &str| {
        relations.iter().find(|relation| relation.kind == kind).and_then(|relation| relation.target.clone())
    };
    let xml = package.text(&main)?.ok_or_else(|| Error::broken(&main, "it is missing"))?;
    let styles = optional(&mut package, related("styles"), Styles::read)?;
    let numbering = optional(&mut package, related("numbering"), Numbering::read)?;
    let continuous = story::continuous_sections(&main, &xml)?;
    let aids = Aids { styles: &styles, numbering: &numbering, continuous: &continuous, contents: true };
    let story = story::read(&main, &xml, aids)?;
    let mut layout = Layout::default();
    layout.flow(&story.blocks);
    if layout.text.len() > CHARACTERS {
        return Err(Error::TooMany { part: main, what: "characters", most: CHARACTERS });
    }
    let length = layout.length;
    let remarks = remarks(&package, &relations, &story);
    if layout.text.trim().is_empty() && story.pictures > 0 {
        return Err(Error::Pictures { pictures: story.pictures });
    }
    let mut parts = vec![Part { name: main, xml, story }];
    for (kind, relation) in [(Note::Foot, "footnotes"), (Note::End, "endnotes")] {
        let Some(name) = related(relation) else { continue };
        let Some(xml) = package.text(&name)? else { continue };
        let story = story::read(&name, &xml, aids)?;
        layout.part = parts.len();
        notes(&mut layout, kind, &story);
        parts.push(Part { name, xml, story });
    }
    let title = layout.title.clone().or(core_title(&mut package)?);
    Ok(Word { parts, main: length, layout, remarks, title })
}

/// Lays out the notes that the text refers to, in its order.
fn notes(layout: &mut Layout, kind: Note, story: &Story) {
    let mut seen = std::collections::BTreeSet::new();
    let wanted: Vec<String> = layout
        .notes
        .iter()
        .filter(|(k, id)| *k == kind && seen.insert(id.clone()))
        .map(|(_, id)| id.clone())
        .collect();
    let known: std::collections::BTreeMap<&str, &Vec<story::Block>> =
        story.notes.iter().rev().map(|(id, blocks)| (id.as_str(), blocks)).collect();
    for (number, id) in (1..).zip(wanted) {
        let Some(blocks) = known.get(id.as_str()) else { continue };
        let (words, name) = match kind {
            Note::Foot => ("〔注", "footnote"),
            Note::End => ("〔尾注", "endnote"),
        };
        layout.part_name = Some(format!("{name} {number}"));
        if number == 1 {
            layout.push("\n");
        }
        layout.push(&format!("{words}{number}〕"));
        layout.held(|layout| layout.flow(blocks));
    }
    layout.part_name = None;
}

/// The main part: what the package's relations name, or the usual one.
pub(crate) fn main_part(package: &mut Package<'_>) -> Result<String, Error> {
    let found = relations(package, "")?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .and_then(|relation| relation.target);
    Ok(found.filter(|name| package.has(name)).unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// The relations of a part; of the package itself where the name is empty.
pub(crate) fn relations(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Error> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let member = relations_name(part);
    let Some(xml) = package.text(&member)? else { return Ok(Vec::new()) };
    let mut tokens = Tokens::new(&member, &xml);
    let mut relations = Vec::new();
    while let Some(token) = tokens.next()? {
        let (Token::Start(_, element) | Token::Empty(_, element)) = token else { continue };
        if local(&element) != "Relationship" {
            continue;
        }
        if relations.len() >= RELATIONS {
            return Err(Error::TooMany { part: member.clone(), what: "relations", most: RELATIONS });
        }
        let kind = attribute(&element, "Type").unwrap_or_default();
        let inside = attribute(&element, "TargetMode").is_none_or(|mode| mode != "External");
        let leads = attribute(&element, "Target").unwrap_or_default();
        relations.push(Relation {
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            id: attribute(&element, "Id").unwrap_or_default(),
            target: inside.then(|| target(folder, &leads)),
        });
    }
    Ok(relations)
}

/// The member that holds a part's relations.
pub(crate) fn relations_name(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
    if part.is_empty() {
        "_rels/.rels".to_owned()
    } else if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    }
}

fn optional<T: Default>(
    package: &mut Package<'_>,
    name: Option<String>,
    read: fn(&str, &str) -> Result<T, Error>,
) -> Result<T, Error> {
    let Some(name) = name else { return Ok(T::default()) };
    match package.text(&name)? {
        Some(xml) => read(&name, &xml),
        None => Ok(T::default()),
    }
}

/// The title of the file's properties.
fn core_title(package: &mut Package<'_>) -> Result<Option<String>, Error> {
    let Some(xml) = package.text("docProps/core.xml")? else { return Ok(None) };
    let mut tokens = Tokens::new("docProps/core.xml", &xml);
    let (mut within, mut title) = (false, String::new());
    // Properties are no text: where they are damaged the text still stands.
    while let Ok(Some(token)) = tokens.next() {
        match token {
            Token::Start(_, element) => within = local(&element) == "title",
            Token::Text(words) if within => title.push_str(words),
            Token::Character(c) if within => title.push(c),
            Token::End => within = false,
            _ => {}
        }
    }
    Ok(Some(title.trim().to_owned()).filter(|title| !title.is_empty()))
}

/// What a reader should know of the file.
fn remarks(package: &Package<'_>, relations: &[Relation], story: &Story) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if package.names().any(|name| name.ends_with("vbaproject.bin")) {
        remarks.push(Remark::Macros);
    }
    let links = relations.iter().filter(|r| r.target.is_none() && r.kind != "hyperlink").count();
    if links > 0 {
        remarks.push(Remark::Links { count: links });
    }
    if story.embedded > 0 {
        remarks.push(Remark::Embedded { count: story.embedded });
    }
    if story.changes != (0, 0) {
        remarks.push(Remark::Changes { inserted: story.changes.0, deleted: story.changes.1 });
    }
    if story.hidden > 0 {
        remarks.push(Remark::Hidden { characters: story.hidden });
    }
    remarks
}
