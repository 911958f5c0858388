//! Parts of a page, for whoever shows one: the words of both languages, dates as texts write them, text with its facts marked, the facts
//! beside it, findings and figures as markup.
//!
//! In go values of the engine; out come words and [`markup::Markup`]. Nothing here knows of a base, of addresses asked for, or of a socket:
//! the reading room and the page that is one file show the same parts.

pub mod beside;
pub mod card;
pub mod dates;
pub mod day;
pub mod figures;
pub mod marked;
pub mod markup;
pub mod words;

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("../style.css");
