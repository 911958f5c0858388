//! What is said of a file that cannot be read, and of one that was read in a way to know of.

use crate::{Error, Remark};
use dashiji::document::{self, Binary};
use dashiji_publish::{Argument, Messages};

/// What a document is that cannot be read, and what to do.
pub fn unreadable(error: &Error, messages: &Messages) -> String {
    let told = |words: &dyn std::fmt::Display| Argument::from(words.to_string());
    let mut arguments = vec![("error", told(error))];
    let key = match error {
        Error::Document(error) => {
            arguments.push(("at", told(&error.offset())));
            unreadable_text(error).to_owned()
        }
        Error::Kind { kind } => format!("unreadable-{}", kind.code()),
        Error::Bomb { part, most } => {
            arguments.extend([("part", told(part)), ("most", told(most))]);
            "unreadable-bomb".to_owned()
        }
        Error::Broken { part, why } => {
            arguments.extend([("part", told(part)), ("why", told(why))]);
            "unreadable-broken".to_owned()
        }
        Error::Doctype { part } => {
            arguments.push(("part", told(part)));
            "unreadable-doctype".to_owned()
        }
        Error::TooMany { part, what, most } => {
            let what = messages.say(&format!("many-{}", what.replace(' ', "-")));
            arguments.extend([("part", told(part)), ("what", told(&what)), ("most", told(most))]);
            "unreadable-too-many".to_owned()
        }
        Error::Pictures { pictures } => {
            arguments.push(("count", told(pictures)));
            "unreadable-pictures".to_owned()
        }
        Error::Column { part, column, known } => {
            arguments.extend([("part", told(part)), ("column", told(column)), ("known", told(known))]);
            "unreadable-column".to_owned()
        }
        _ => "unreadable-other".to_owned(),
    };
    messages.tell(&key, &arguments)
}

/// The message for what is no text.
fn unreadable_text(error: &document::Error) -> &'static str {
    match error {
        document::Error::Empty { .. } => "unreadable-empty",
        document::Error::TooLarge { .. } => "unreadable-too-large",
        document::Error::Binary { kind, .. } => match kind {
            Binary::Pdf => "unreadable-pdf",
            Binary::Zip => "unreadable-archive",
            Binary::Ole => "unreadable-ole",
            Binary::Rtf => "unreadable-rtf",
            Binary::Image => "unreadable-image",
            Binary::Compressed => "unreadable-compressed",
            Binary::Caj => "unreadable-caj",
            _ => "unreadable-binary",
        },
        _ => "unreadable-other",
    }
}

/// What a reader should know of an office file.
pub fn remark(path: &str, remark: &Remark, messages: &Messages) -> String {
    let mut told = vec![("path", Argument::from(path))];
    let mut number = |name: &'static str, count: usize| told.push((name, Argument::from(count)));
    let key = match remark {
        Remark::Macros => "remark-macros",
        Remark::Links { count } => {
            number("count", *count);
            "remark-links"
        }
        Remark::Embedded { count } => {
            number("count", *count);
            "remark-embedded"
        }
        Remark::Changes { inserted, deleted } => {
            number("inserted", *inserted);
            number("deleted", *deleted);
            "remark-changes"
        }
        Remark::Hidden { characters } => {
            number("count", *characters);
            "remark-hidden"
        }
        Remark::Months { sheet, cells, count } => {
            told.push(("count", (*count).into()));
            told.push(("sheet", sheet.as_str().into()));
            told.push(("cells", cells.as_str().into()));
            "remark-months"
        }
        Remark::Unmapped { sheet, columns } => {
            told.push(("sheet", sheet.as_str().into()));
            told.push(("columns", columns.as_str().into()));
            if sheet.is_empty() { "remark-unmapped" } else { "remark-unmapped-sheet" }
        }
    };
    messages.tell(key, &told)
}
