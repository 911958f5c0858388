//! How characters are read, and how often they stand alone, from `lexicon/table-characters.tsv`.
//!
//! In go characters; out comes whether they sound alike (然, 燃) and what one costs as a word by itself (的 little, 葺 much).

use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a word costs that the dictionary has once, in bits: its words are counted to 60 million in all.
const RAREST: u8 = 26;
/// How often a character stands alone, in bits, that the table says nothing of.
const SELDOM: u8 = 7;

/// The ideographs that are asked for most stand in a row.
const FIRST: usize = 0x4e00;
const LAST: usize = 0x9fff;

struct Characters {
    syllables: BTreeMap<char, Vec<String>>,
    /// What each ideograph costs as a word by itself.
    alone: Vec<u8>,
}

static CHARACTERS: LazyLock<Characters> = LazyLock::new(|| {
    let mut syllables: BTreeMap<char, Vec<String>> = BTreeMap::new();
    let mut alone = vec![RAREST - SELDOM; LAST - FIRST + 1];
    let text = include_str!("../../lexicon/table-characters.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    for (row, syllable) in rows {
        let syllable = plain(syllable);
        let mut last = '\0';
        for c in row.chars() {
            if !c.is_ascii_lowercase() {
                last = fold(c);
                syllables.entry(last).or_default().push(syllable.clone());
            } else if let Some(cost) = (last as usize).checked_sub(FIRST).and_then(|k| alone.get_mut(k)) {
                *cost = RAREST.saturating_sub(c as u8 - b'a');
            }
        }
    }
    Characters { syllables, alone }
});

/// A syllable as those say it who tell no zh from z, no ing from in.
fn plain(syllable: &str) -> String {
    let initial = syllable.replacen("zh", "z", 1).replacen("ch", "c", 1).replacen("sh", "s", 1);
    initial.strip_suffix('g').map_or_else(|| initial.clone(), str::to_owned)
}

/// What a character costs as a word by itself, in bits.
pub(crate) fn alone(c: char) -> u32 {
    let cost = (c as usize).checked_sub(FIRST).and_then(|k| CHARACTERS.alone.get(k));
    u32::from(cost.copied().unwrap_or(RAREST - SELDOM))
}

/// Whether two characters are read alike, or nearly, tones apart.
pub(crate) fn sound_alike(a: char, b: char) -> bool {
    let both = CHARACTERS.syllables.get(&a).zip(CHARACTERS.syllables.get(&b));
    both.is_some_and(|(a, b)| a.iter().any(|syllable| b.contains(syllable)))
}
