//! How characters are read, and how often they stand alone, from `lexicon/table-characters.tsv`.
//!
//! In go characters; out comes whether they sound alike (然, 燃) and what one costs as a word by itself (的 little, 葺 much).

use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word costs that the dictionary has once, in bits: its words are counted to 60 million in all.
const RAREST: u32 = 26;
/// How often a character stands alone, in bits, that the table says nothing of.
const SELDOM: u32 = 7;

#[derive(Default)]
struct Character {
    syllables: Vec<String>,
    alone: Option<u32>,
}

static CHARACTERS: LazyLock<BTreeMap<char, Character>> = LazyLock::new(|| {
    let mut characters: BTreeMap<char, Character> = BTreeMap::new();
    let text = include_str!("../../lexicon/table-characters.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    for (row, syllable) in rows {
        let syllable = plain(syllable);
        let mut last = '\0';
        for c in row.chars() {
            if c.is_ascii_lowercase() {
                characters.entry(last).or_default().alone = Some(u32::from(c) - u32::from('a'));
            } else {
                last = fold(c);
                characters.entry(last).or_default().syllables.push(syllable.clone());
            }
        }
    }
    characters
});

/// A syllable as those say it who tell no zh from z, no ing from in.
fn plain(syllable: &str) -> String {
    let initial = syllable.replacen("zh", "z", 1).replacen("ch", "c", 1).replacen("sh", "s", 1);
    initial.strip_suffix('g').map_or_else(|| initial.clone(), str::to_owned)
}

/// What a character costs as a word by itself, in bits.
pub(crate) fn alone(c: char) -> u32 {
    RAREST.saturating_sub(CHARACTERS.get(&c).and_then(|c| c.alone).unwrap_or(SELDOM))
}

/// Whether two characters are read alike, or nearly, tones apart.
pub(crate) fn sound_alike(a: char, b: char) -> bool {
    let both = CHARACTERS.get(&a).zip(CHARACTERS.get(&b));
    both.is_some_and(|(a, b)| a.syllables.iter().any(|syllable| b.syllables.contains(syllable)))
}
