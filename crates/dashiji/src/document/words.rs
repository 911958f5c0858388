//! The words of page furniture, from `lexicon/table-furniture.tsv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word of furniture is; the words are the table's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Crumb,
    Source,
    Published,
    Title,
    Key,
    Word,
    Tail,
    List,
    Begin,
    Today,
    Mark,
    Site,
    Home,
    Leaf,
    Work,
    Nobody,
}

impl Kind {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "crumb" => Self::Crumb,
            "source" => Self::Source,
            "published" => Self::Published,
            "title" => Self::Title,
            "key" => Self::Key,
            "word" => Self::Word,
            "tail" => Self::Tail,
            "list" => Self::List,
            "begin" => Self::Begin,
            "today" => Self::Today,
            "mark" => Self::Mark,
            "site" => Self::Site,
            "home" => Self::Home,
            "leaf" => Self::Leaf,
            "work" => Self::Work,
            "nobody" => Self::Nobody,
            _ => return None,
        })
    }
}

/// The words, by first character, longer before shorter.
#[derive(Debug, Default)]
pub(super) struct Words {
    rows: BTreeMap<char, Vec<(Vec<char>, Kind)>>,
}

static TABLE: LazyLock<Words> =
    LazyLock::new(|| Words::of(include_str!("../../lexicon/table-furniture.tsv")));

/// The words of furniture.
pub(super) fn table() -> &'static Words {
    &TABLE
}

impl Words {
    fn of(table: &str) -> Self {
        let mut words = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, kind)) = line.split_once('\t') else { continue };
            let (Some(kind), Some(first)) = (Kind::parse(kind), word.chars().next()) else { continue };
            words.rows.entry(first).or_default().push((word.chars().collect(), kind));
        }
        for row in words.rows.values_mut() {
            row.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        words
    }

    /// The words that begin at `at`, longer before shorter, with how many characters they take; blanks may part theirs.
    fn at<'a>(&'a self, chars: &'a [char], at: usize) -> impl Iterator<Item = (usize, Kind)> + 'a {
        let rest = chars.get(at..).unwrap_or(&[]);
        let first = rest.first().map_or('\0', char::to_ascii_lowercase);
        let upper =
            if first.is_ascii_lowercase() { self.rows.get(&first.to_ascii_uppercase()) } else { None };
        let rows = self.rows.get(&first).into_iter().chain(upper).flatten();
        rows.filter_map(move |(word, kind)| Some((length(word, rest)?, *kind)))
    }

    /// A key with its colon at `at` (`来源:`), or with a date behind it: the position of its value, and its kind.
    pub fn key(&self, chars: &[char], at: usize) -> Option<(usize, Kind)> {
        let found = self.at(chars, at);
        let keys = found
            .filter(|(_, kind)| matches!(kind, Kind::Source | Kind::Published | Kind::Title | Kind::Key));
        for (length, kind) in keys {
            let mut end = at + length;
            end += gloss(chars.get(end..).unwrap_or(&[]));
            while chars.get(end) == Some(&' ') {
                end += 1;
            }
            if chars.get(end) == Some(&':') {
                return Some((end + 1, kind));
            }
            if kind == Kind::Published && super::date::day(chars, end).is_some() {
                return Some((end, kind));
            }
        }
        None
    }

    /// How long the button at `at` is.
    pub fn word(&self, chars: &[char], at: usize) -> Option<usize> {
        let found = self.at(chars, at);
        found.filter(|(_, kind)| matches!(kind, Kind::Word | Kind::Key | Kind::Home)).map(|(n, _)| n).next()
    }

    /// Where a line begins with a word of `kind` and a colon or mark behind it: the position after the word.
    pub fn opens(&self, chars: &[char], kind: Kind) -> Option<usize> {
        let start = chars.iter().position(|c| c.is_alphanumeric()).unwrap_or(0);
        let found = self.at(chars, start).filter(|&(_, k)| k == kind).map(|(n, _)| start + n).next()?;
        let marked = chars.get(found).is_none_or(|c| !c.is_alphanumeric());
        marked.then_some(found)
    }

    /// Whether a line that follows the entries begins with a word of tails: alone, or with a mark or figure behind it.
    pub fn opens_tail(&self, chars: &[char]) -> bool {
        self.at(chars, 0).any(|(n, kind)| match kind {
            Kind::Begin => true,
            Kind::Tail | Kind::List => {
                chars.get(n).is_none_or(|c| !c.is_alphanumeric() || c.is_ascii_digit())
            }
            _ => false,
        })
    }

    /// Whether a word of `kind` stands anywhere.
    pub fn has(&self, chars: &[char], kind: Kind) -> bool {
        (0..chars.len()).any(|i| self.at(chars, i).any(|(_, k)| k == kind))
    }

    /// Whether a line ends with a word of `kind`.
    pub fn ends(&self, chars: &[char], kind: Kind) -> bool {
        let from = chars.len().saturating_sub(6);
        (from..chars.len()).any(|i| self.at(chars, i).any(|(n, k)| k == kind && i + n == chars.len()))
    }

    /// Whether `chars` is exactly a word of `kind`.
    pub fn is(&self, chars: &[char], kind: Kind) -> bool {
        self.at(chars, 0).any(|(n, k)| k == kind && n == chars.len())
    }
}

/// How many characters a gloss in brackets takes at the start of `rest`: machine-made traditional text has the reading
/// behind some characters, `發(fā)布時間`.
fn gloss(rest: &[char]) -> usize {
    if rest.first() != Some(&'(') {
        return 0;
    }
    let letters = rest[1..].iter().take(8).take_while(|c| c.is_lowercase()).count();
    if letters > 0 && rest.get(letters + 1) == Some(&')') { letters + 2 } else { 0 }
}

/// How many characters of `rest` a word takes that stands at its start; blanks may part the characters of a Chinese word.
fn length(word: &[char], rest: &[char]) -> Option<usize> {
    let spaced = word.iter().all(|c| !c.is_ascii());
    let mut i = 0;
    for (k, c) in word.iter().enumerate() {
        if k > 0 && spaced {
            i += gloss(rest.get(i..)?);
            while rest.get(i) == Some(&' ') {
                i += 1;
            }
        }
        if !rest.get(i)?.eq_ignore_ascii_case(c) {
            return None;
        }
        i += 1;
    }
    Some(i)
}
