//! Traditional and variant characters, from `lexicon/variants.tsv`.

const TABLE: &str = include_str!("../../lexicon/variants.tsv");

/// Pairs of a character and the simplified one it is matched as.
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (from, to) = line.split_once('\t')?;
        Some((from.chars().next()?, to.chars().next()?))
    })
}
