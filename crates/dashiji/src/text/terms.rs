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
    words: Vec<Term<T>>,
}

/// A word of a table.
#[derive(Debug)]
struct Term<T> {
    first: char,
    /// `'\0'` where the word has but one character.
    second: char,
    word: Vec<char>,
    what: T,
}

fn bucket(c: char) -> usize {
    (c as u32).wrapping_mul(0x9E37_79B1) as usize >> 22 & (BUCKETS - 1)
}

impl<T> Terms<T> {
    /// The terms of a table of fewer than 65,536 words; of words that are the same the first is found.
    pub(crate) fn new(words: impl IntoIterator<Item = (Vec<char>, T)>) -> Self {
        let term = |(word, what): (Vec<char>, T)| {
            let first = *word.first()?;
            Some(Term { first, second: word.get(1).copied().unwrap_or_default(), word, what })
        };
        let mut words: Vec<Term<T>> = words.into_iter().filter_map(term).collect();
        words.sort_by_key(|term| (bucket(term.first), term.first, std::cmp::Reverse(term.word.len())));
        let heads = (0..=BUCKETS)
            .map(|wanted| words.partition_point(|term| bucket(term.first) < wanted) as u16)
            .collect();
        Self { heads, words }
    }

    /// The longest word that a run of characters begins with: how many characters it has, and what it says.
    #[inline]
    pub(crate) fn longest(&self, run: &[char]) -> Option<(usize, &T)> {
        let first = *run.first()?;
        let at = bucket(first);
        let (from, to) = (usize::from(self.heads[at]), usize::from(self.heads[at + 1]));
        if from == to {
            return None;
        }
        let second = run.get(1).copied().unwrap_or_default();
        let found = self.words[from..to].iter().find(|term| {
            term.first == first
                && (term.second == '\0' || term.second == second)
                && (term.word.len() < 3 || run.starts_with(&term.word))
        });
        found.map(|term| (term.word.len(), &term.what))
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
