//! Idioms and set phrases of four characters, from `lexicon/table-idioms.tsv`, and those that a stretch misses by one character.
//!
//! In go four characters (防患未燃); out come which of them is wrong and the character that makes the idiom (3, 然), where the two sound or look alike.

use super::confused;
use crate::lexicon::characters;
use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Idiom = [char; 4];

/// Idioms by their first and by their last two characters: one wrong character leaves one of the two as it is.
static BY_HALVES: LazyLock<[BTreeMap<[char; 2], Vec<Idiom>>; 2]> = LazyLock::new(|| {
    let mut halves: [BTreeMap<[char; 2], Vec<Idiom>>; 2] = Default::default();
    let text = include_str!("../../../lexicon/table-idioms.tsv");
    for (first, rest) in
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
    {
        let rest: Vec<char> = rest.chars().map(fold).collect();
        for tail in rest.chunks_exact(3) {
            let Some(a) = first.chars().next().map(fold) else { continue };
            let idiom = [a, tail[0], tail[1], tail[2]];
            halves[0].entry([a, tail[0]]).or_default().push(idiom);
            halves[1].entry([tail[1], tail[2]]).or_default().push(idiom);
        }
    }
    halves
});

/// Whether four characters are an idiom.
pub(super) fn is(chars: Idiom) -> bool {
    BY_HALVES[0].get(&[chars[0], chars[1]]).is_some_and(|idioms| idioms.contains(&chars))
}

/// What four characters are one character off: its place and the right character.
pub(super) fn near(chars: Idiom) -> Option<(usize, char)> {
    let head = BY_HALVES[0].get(&[chars[0], chars[1]]).into_iter().flatten();
    let tail = BY_HALVES[1].get(&[chars[2], chars[3]]).into_iter().flatten();
    let off = |idiom: &Idiom| {
        let mut wrong = (0..4).filter(|&k| idiom[k] != chars[k]);
        let place = wrong.next()?;
        let alike = |a, b| confused::look_alike(a, b) || characters::sound_alike(a, b);
        (wrong.next().is_none() && alike(chars[place], idiom[place])).then_some((place, idiom[place]))
    };
    let mut found = head.chain(tail).filter_map(off);
    found.next().filter(|_| !is(chars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_that_sounds_or_looks_alike_is_told() {
        for (written, want) in [
            ("防患未燃", Some((3, '然'))),
            ("百拆不挠", Some((1, '折'))),
            ("奋不顾生", Some((3, '身'))),
            // Both are right.
            ("丰富多采", None),
            ("防患未然", None),
            // Neither sounds nor looks alike.
            ("防患未来", None),
            ("防范未燃", None),
        ] {
            let chars: Vec<char> = written.chars().map(fold).collect();
            let [a, b, c, d] = chars[..] else { panic!("{written}") };
            assert_eq!(near([a, b, c, d]), want, "{written}");
        }
    }
}
