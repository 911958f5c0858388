//! Lines on a terminal: words in ink, wrapped by the width that characters take there.
//!
//! In goes a paragraph of runs, `赵立本` strong and `@1203` dim; out come lines no wider than the sheet, a wide character
//! counting two columns. A line neither begins with a closing mark nor ends with an opening one, and is not broken at a
//! no-break space. Control characters and marks
//! that turn the writing direction are shown as `�`, so that no document can command the terminal.

use std::io::{self, Write};
use unicode_width::UnicodeWidthChar;

/// A space at which no line is broken.
pub(crate) const NO_BREAK: char = '\u{a0}';

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Strong,
    Dim,
    Date,
    Kind,
    Label,
}

impl Ink {
    /// The terminal's code (SGR) for it.
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Dim => "2",
            Self::Date => "36",
            Self::Kind => "33",
            Self::Label => "32",
        }
    }
}

/// Words in one ink.
pub(crate) type Run = (Ink, String);

/// Where lines are written.
pub(crate) struct Sheet<'a, W> {
    pub out: &'a mut W,
    pub width: usize,
    pub colour: bool,
}

impl<W: Write> Sheet<'_, W> {
    /// An empty line.
    pub fn blank(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// A label and a paragraph beside it; what does not fit goes on below the paragraph's beginning.
    pub fn row(&mut self, indent: usize, label: (&str, usize), runs: &[Run]) -> io::Result<()> {
        let (label, column) = label;
        write!(self.out, "{:indent$}", "")?;
        self.ink(Ink::Label, &shown(label))?;
        write!(self.out, "{:1$}", "", (column).saturating_sub(width(label)))?;
        self.paragraph(indent + column, runs)
    }

    /// A paragraph whose first line begins here, at column `indent`, and whose others do so too.
    pub fn paragraph(&mut self, indent: usize, runs: &[Run]) -> io::Result<()> {
        let room = self.width.saturating_sub(indent).max(20);
        let (mut used, mut space) = (0, 0);
        let mut line: Vec<Run> = Vec::new();
        for atom in atoms(runs) {
            if atom.is_space() {
                space = usize::from(used > 0);
                continue;
            }
            if used > 0 && used + space + atom.columns > room {
                self.line(&mut line)?;
                write!(self.out, "\n{:indent$}", "")?;
                (used, space) = (0, 0);
            }
            used += space + atom.columns;
            for (ink, words) in atom.runs {
                join(&mut line, ink, &" ".repeat(std::mem::take(&mut space)), &words);
            }
        }
        self.line(&mut line)?;
        self.blank()
    }

    /// Writes what is gathered of a line, each stretch of one ink as a whole, so that its words can be searched for.
    fn line(&mut self, line: &mut Vec<Run>) -> io::Result<()> {
        line.drain(..).try_for_each(|(ink, words)| self.ink(ink, &words))
    }

    fn ink(&mut self, ink: Ink, words: &str) -> io::Result<()> {
        if self.colour && ink != Ink::Plain {
            write!(self.out, "\x1b[{}m{words}\x1b[0m", ink.code())
        } else {
            self.out.write_all(words.as_bytes())
        }
    }
}

/// Puts words behind those of a line, with a space before them; words of one ink are one stretch.
fn join(line: &mut Vec<Run>, ink: Ink, space: &str, words: &str) {
    match line.last_mut() {
        Some((last, before)) if *last == ink => {
            before.push_str(space);
            before.push_str(words);
        }
        _ => {
            if !space.is_empty() {
                line.push((Ink::Plain, space.to_owned()));
            }
            line.push((ink, words.to_owned()));
        }
    }
}

/// The columns that words take.
pub(crate) fn width(words: &str) -> usize {
    words.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    // The dash, ellipsis and quotes of Chinese print are drawn wide by few terminals; one column is what the rest take.
    c.width().unwrap_or(1)
}

/// A character that a terminal may show as it is.
fn safe(c: char) -> char {
    let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match c {
        '\n' | '\r' | '\t' | '\u{a0}' | '\u{3000}' => ' ',
        c if c.is_control() || turns => '\u{fffd}',
        c => c,
    }
}

/// Words on one line that a terminal may show as they are.
pub(crate) fn safe_line(words: &str) -> String {
    shown(words)
}

/// Words that a terminal may show as they are.
fn shown(words: &str) -> String {
    words.chars().map(safe).collect()
}

/// What may not be parted: a word of narrow characters, or a wide character with the marks that cling to it.
struct Atom {
    runs: Vec<Run>,
    columns: usize,
}

impl Atom {
    fn is_space(&self) -> bool {
        self.columns == 1 && self.runs[0].1 == " "
    }

    fn push(&mut self, ink: Ink, c: char) {
        self.columns += columns(c);
        match self.runs.last_mut() {
            Some((last, words)) if *last == ink => words.push(c),
            _ => self.runs.push((ink, c.to_string())),
        }
    }
}

fn atoms(runs: &[Run]) -> Vec<Atom> {
    let closes = |c: char| "、，。；：！？）〕】》」』”’,.;:!?)]}%…@".contains(c);
    let opens = |c: char| "（〔【《「『“‘([{@".contains(c);
    let narrow = |c: char| columns(c) == 1;
    let mut atoms: Vec<Atom> = Vec::new();
    let mut last = ' ';
    for (ink, raw) in runs.iter().flat_map(|(ink, words)| words.chars().map(move |c| (*ink, c))) {
        let c = safe(raw);
        let bound = raw == NO_BREAK || last == NO_BREAK;
        let glued = c != ' ' && last != ' ' && (closes(c) || opens(last) || (narrow(c) && narrow(last)));
        match atoms.last_mut() {
            _ if c == ' ' && last == ' ' => {}
            Some(atom) if bound || glued => atom.push(ink, c),
            _ => atoms.push(Atom { runs: vec![(ink, c.to_string())], columns: columns(c) }),
        }
        last = if raw == NO_BREAK { NO_BREAK } else { c };
    }
    atoms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(width: usize, indent: usize, words: &str) -> String {
        let mut out = Vec::new();
        Sheet { out: &mut out, width, colour: false }
            .paragraph(indent, &[(Ink::Plain, words.to_owned())])
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_are_no_wider_than_the_sheet() {
        let laid = laid(24, 4, "县委、县政府召开全县防汛工作会议,部署2021年防汛准备;会议要求,各镇加强巡查。");
        for line in laid.lines() {
            // A closing mark may hang over by its own width.
            assert!(width(line) <= 26, "{line}");
        }
        assert!(laid.lines().skip(1).all(|line| line.starts_with("    ")), "{laid}");
        assert!(laid.contains("2021"), "a number stays whole: {laid}");
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        let laid = laid(20, 0, &"甲乙丙丁戊己庚辛壬癸，".repeat(3));
        assert!(laid.lines().all(|line| !line.starts_with('，')), "{laid}");
    }

    #[test]
    fn a_number_and_its_word_stay_together() {
        let laid = laid(20, 0, "甲乙丙丁戊己庚辛壬 41\u{a0}条");
        assert_eq!(laid.lines().last(), Some("41 条"), "{laid}");
    }

    #[test]
    fn a_mark_clings_to_the_words_before_it_in_another_ink() {
        let mut out = Vec::new();
        let runs: Vec<Run> = (0..9)
            .flat_map(|_| {
                [
                    (Ink::Strong, "霍山县".to_owned()),
                    (Ink::Dim, "@1040".to_owned()),
                    (Ink::Plain, "； ".to_owned()),
                ]
            })
            .collect();
        Sheet { out: &mut out, width: 30, colour: true }.paragraph(0, &runs).unwrap();
        let laid = String::from_utf8(out)
            .unwrap()
            .replace("\u{1b}[1m", "")
            .replace("\u{1b}[2m", "")
            .replace("\u{1b}[0m", "");
        assert!(laid.lines().all(|line| !line.starts_with(['；', '@', ' '])), "{laid}");
        assert_eq!(laid.matches("县@1040；").count(), 9, "{laid}");
    }

    #[test]
    fn words_of_one_ink_stand_in_one_sequence() {
        let mut out = Vec::new();
        let runs = [(Ink::Strong, "县委书记赵立本 2021年".to_owned()), (Ink::Dim, "调研@3".to_owned())];
        Sheet { out: &mut out, width: 60, colour: true }.paragraph(0, &runs).unwrap();
        let laid = String::from_utf8(out).unwrap();
        assert!(laid.contains("县委书记赵立本 2021年"), "{laid:?}");
        assert_eq!(laid.matches("\u{1b}[0m").count(), 2, "{laid:?}");
    }

    #[test]
    fn a_document_cannot_command_the_terminal() {
        let laid = laid(40, 0, "甲\u{1b}[2J乙\u{202e}丙\n丁");
        assert!(!laid.contains('\u{1b}') && !laid.contains('\u{202e}'));
        assert_eq!(laid.lines().count(), 1);
    }
}
