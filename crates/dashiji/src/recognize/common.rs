//! Common words of two characters, from `lexicon/table-common-words.tsv`: what they leave of a stretch is a name of its own.

use crate::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// By the first character: the second characters of words, of verbs, and of verbs that no body's name holds.
static TABLE: LazyLock<BTreeMap<char, [&'static str; 3]>> = LazyLock::new(|| {
    include_str!("../../lexicon/table-common-words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let first = columns.next()?.chars().next()?;
            Some((fold(first), [columns.next()?, columns.next()?, columns.next()?]))
        })
        .collect()
});

/// Whether two folded characters are a common word.
pub(super) fn word(first: char, second: char) -> bool {
    TABLE.get(&first).is_some_and(|seconds| seconds.iter().any(|words| words.contains(second)))
}

/// Whether two folded characters are a common verb.
pub(super) fn verb(first: char, second: char) -> bool {
    TABLE.get(&first).is_some_and(|[_, verbs, deeds]| verbs.contains(second) || deeds.contains(second))
}

/// Whether two folded characters are a verb that no body's name holds.
pub(super) fn deed(first: char, second: char) -> bool {
    TABLE.get(&first).is_some_and(|[_, _, deeds]| deeds.contains(second))
}

/// Whether a folded character by itself is no part of a name: a pronoun, a preposition, a verb, a level.
pub(super) fn single(c: char) -> bool {
    TABLE.get(&'*').is_some_and(|[singles, ..]| singles.contains(c))
}

/// Whether a folded character by itself is a verb behind which a name may begin: 建|八五三农场, 修|县立小学.
pub(super) fn act(c: char) -> bool {
    TABLE.get(&'*').is_some_and(|[_, acts, deeds]| acts.contains(c) || deeds.contains(c))
}

/// Whether a folded character by itself is a verb that no name of a body holds: 设|车站.
pub(super) fn bare_deed(c: char) -> bool {
    TABLE.get(&'*').is_some_and(|[.., deeds]| deeds.contains(c))
}
