//! What a file is written as: as told, else as its ending calls for. An ending that the command cannot write is refused, and so is one that
//! says something else than what is written.

use crate::trouble::Trouble;
use std::path::Path;

/// What is written, and the endings that call for it; the first is the usual one.
pub type Known<F> = (F, &'static [&'static str]);

/// Endings of files that are opened by what they are called: text under such a name is a broken file.
const OFFICE: [&str; 5] = ["docx", "xlsx", "pdf", "doc", "xls"];

/// The form of a file: as told, else by its ending; `None` for standard output without a word.
///
/// # Errors
/// Where the ending is none of the command's, or another form's than what was told.
pub fn form<F: Copy + PartialEq>(
    path: &Path,
    told: Option<F>,
    known: &[Known<F>],
) -> Result<Option<F>, Trouble> {
    if path == Path::new("-") {
        return Ok(told);
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let called: Vec<F> = known
        .iter()
        .filter(|(_, endings)| endings.contains(&ending.as_str()))
        .map(|(form, _)| *form)
        .collect();
    let refused = |only: Option<F>| {
        let fit = known.iter().filter(|(form, _)| only.is_none_or(|only| only == *form));
        let mut endings: Vec<String> =
            fit.filter_map(|(_, all)| all.first()).map(|ending| format!(".{ending}")).collect();
        let mut seen = std::collections::BTreeSet::new();
        endings.retain(|ending| seen.insert(ending.clone()));
        Err(Trouble::Ending(path.to_owned(), endings))
    };
    match told {
        None => called.first().map_or_else(|| refused(None), |form| Ok(Some(*form))),
        Some(told) if called.contains(&told) => Ok(Some(told)),
        // A text may bear any name but one that promises something else; a Word file or workbook none but its own.
        Some(told) => {
            let own = known.iter().find(|(form, _)| *form == told).map_or(&[][..], |(_, endings)| endings);
            let office = own.iter().any(|ending| OFFICE.contains(ending));
            if called.is_empty() && !ending.is_empty() && (office || OFFICE.contains(&ending.as_str()))
                || !called.is_empty()
            {
                return refused(Some(told));
            }
            Ok(Some(told))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Known<char>; 3] = [('w', &["docx"]), ('x', &["xlsx"]), ('j', &["jsonl", "json"])];

    #[test]
    fn the_ending_tells_and_a_word_wins_where_it_fits() {
        let cases = [
            ("a.docx", None, Some(Some('w'))),
            ("a.JSON", None, Some(Some('j'))),
            ("a.pdf", None, None),
            ("a", None, None),
            ("a", Some('w'), Some(Some('w'))),
            ("a.pdf", Some('w'), None),
            ("a.xlsx", Some('w'), None),
            ("a.txt", Some('j'), Some(Some('j'))),
            ("a.docx", Some('j'), None),
            ("-", None, Some(None)),
        ];
        for (name, told, want) in cases {
            assert_eq!(form(Path::new(name), told, &KNOWN).ok(), want, "{name} {told:?}");
        }
    }
}
