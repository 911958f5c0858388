//! The words of a small table with what each says, found where they begin.
//!
//! In goes a run of folded characters, out comes the longest word that it begins with: `累计4318人` begins with 累计. Words
//! stand in buckets by their first character, so that most characters are sent away by one look.

/// How many buckets there are: twice as many as a table has first characters, or more.
const BUCKETS: usize = 1024;

/// Words, each with what it says.
#[derive(Debug)]
pub(crate) struct Terms<T> {
    /// For each bucket the place of its first word, and one past the last bucket.
    heads: Vec<u16>,
    /// By bucket, then by first character, longer before shorter.
    words: Vec<(Vec<char>, T)>,
}

fn bucket(c: char) -> usize {
    (c as u32).wrapping_mul(0x9E37_79B1) as usize >> 22 & (BUCKETS - 1)
}

impl<T> Terms<T> {
    /// The terms of a table of fewer than 65,536 words; of words that are the same the first is found.
    pub(crate) fn new(words: impl IntoIterator<Item = (Vec<char>, T)>) -> Self {
        let mut words: Vec<(Vec<char>, T)> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_by_key(|(word, _)| (bucket(word[0]), word[0], std::cmp::Reverse(word.len())));
        let heads = (0..=BUCKETS)
            .map(|wanted| words.partition_point(|(word, _)| bucket(word[0]) < wanted) as u16)
            .collect();
        Self { heads, words }
    }

    /// The longest word that a run of characters begins with: how many characters it has, and what it says.
    #[inline]
    pub(crate) fn longest(&self, run: &[char]) -> Option<(usize, &T)> {
        let first = *run.first()?;
        let at = bucket(first);
        let words = self.words.get(usize::from(self.heads[at])..usize::from(self.heads[at + 1]))?;
        let found = words.iter().find(|(word, _)| word[0] == first && run.starts_with(word));
        found.map(|(word, what)| (word.len(), what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found_where_it_begins() {
        let chars = |word: &str| word.chars().collect::<Vec<char>>();
        let terms = Terms::new([(chars("累"), 1), (chars("累计"), 2), (chars("共"), 3), (chars("共"), 4)]);
        for (run, want) in [
            ("累计4人", Some((2, 2))),
            ("累次", Some((1, 1))),
            ("共", Some((1, 3))),
            ("计", None),
            ("", None),
        ] {
            assert_eq!(terms.longest(&chars(run)).map(|(n, what)| (n, *what)), want, "{run}");
        }
    }
}
