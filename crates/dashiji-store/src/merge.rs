//! Two texts that were both made of a third, brought together sentence by sentence.
//!
//! In go what a writer saw, what they made of it, and what others made of it meanwhile; out come the sentences in order, each the same in
//! both, changed by one of them, or changed by both, and then both are kept: `县长赵立本主持。会期半天。` made `…会期一天。` here and `县长赵立本主持召开。…` there
//! is `县长赵立本主持召开。会期一天。`. Nothing that either wrote is left out: a sentence goes only where one took it out and the other left it
//! as it was.

use crate::alike::sentences_changed;
use serde::Serialize;
use std::ops::Range;

/// Some sentences of a merged text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// As it was, or changed by both in the same way.
    Same {
        /// The sentences.
        text: String,
    },
    /// Changed by the writer.
    Ours {
        /// What it was.
        before: String,
        /// What it is.
        text: String,
    },
    /// Changed by others meanwhile.
    Theirs {
        /// What it was.
        before: String,
        /// What it is.
        text: String,
    },
    /// Changed by both, otherwise: both are kept.
    Both {
        /// What it was.
        before: String,
        /// What the writer made of it.
        ours: String,
        /// What others made of it.
        theirs: String,
    },
}

/// Two texts brought together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Merge {
    /// The sentences in order.
    pub parts: Vec<Part>,
}

impl Merge {
    /// Brings together what two made of a text: changes of different sentences are made both, changes of the same are both kept.
    pub fn of(before: &str, ours: &str, theirs: &str) -> Self {
        let (base, own, other) = (sentences(before), sentences(ours), sentences(theirs));
        let (own, other) = (Side::of(&base, &own), Side::of(&base, &other));
        let mut merge = Self::default();
        let (mut at, mut i, mut j) = (0, 0, 0);
        loop {
            let first = [own.range(i), other.range(j)].into_iter().flatten().min_by_key(|r| (r.start, r.end));
            let Some(mut range) = first else { break };
            let (from_i, from_j) = (i, j);
            // All changes that touch the same sentences.
            loop {
                if let Some(next) = own.range(i).filter(|next| touch(next, &range)) {
                    range = range.start.min(next.start)..range.end.max(next.end);
                    i += 1;
                } else if let Some(next) = other.range(j).filter(|next| touch(next, &range)) {
                    range = range.start.min(next.start)..range.end.max(next.end);
                    j += 1;
                } else {
                    break;
                }
            }
            merge.push(Part::Same { text: base[at..range.start].concat() });
            let was = base[range.clone()].concat();
            let ours = own.text(&base, &range, from_i..i);
            let theirs = other.text(&base, &range, from_j..j);
            merge.push(match (from_i < i, from_j < j) {
                (true, true) if ours == theirs => Part::Same { text: ours },
                (true, true) => Part::Both { before: was, ours, theirs },
                (true, false) => Part::Ours { before: was, text: ours },
                (false, _) => Part::Theirs { before: was, text: theirs },
            });
            at = range.end;
        }
        merge.push(Part::Same { text: base[at..].concat() });
        merge
    }

    fn push(&mut self, part: Part) {
        match (self.parts.last_mut(), part) {
            (_, Part::Same { text }) if text.is_empty() => {}
            (Some(Part::Same { text: last }), Part::Same { text }) => last.push_str(&text),
            (_, part) => self.parts.push(part),
        }
    }

    /// Whether both changed the same sentences.
    pub fn is_disputed(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Both { .. }))
    }

    /// The text with what both made of it; where they differ what others made comes first and the writer's own after it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Same { text: own } | Part::Ours { text: own, .. } | Part::Theirs { text: own, .. } => {
                    text.push_str(own);
                }
                Part::Both { ours, theirs, .. } => {
                    text.push_str(theirs);
                    text.push_str(ours);
                }
            }
        }
        text
    }
}

/// A text cut behind each sentence, its marks and the blanks behind them with it.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    let (mut start, mut over) = (0, false);
    for (at, c) in text.char_indices() {
        let closes = matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n');
        let follows = matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '"') || c.is_whitespace();
        if over && !closes && !follows {
            cut.push(&text[start..at]);
            (start, over) = (at, false);
        }
        over |= closes;
    }
    if start < text.len() {
        cut.push(&text[start..]);
    }
    cut
}

/// What one made of a text: ranges of its sentences, in order, each with what stands there now.
struct Side(Vec<(Range<usize>, String)>);

impl Side {
    fn of(base: &[&str], made: &[&str]) -> Self {
        let changes = sentences_changed(base, made);
        let changes = changes.into_iter().map(|(was, is)| (was, made[is].concat())).collect();
        Self(changes)
    }

    fn range(&self, k: usize) -> Option<Range<usize>> {
        self.0.get(k).map(|(range, _)| range.clone())
    }

    /// What stands in a range of the base's sentences, some changes made.
    fn text(&self, base: &[&str], range: &Range<usize>, changes: Range<usize>) -> String {
        let (mut at, mut text) = (range.start, String::new());
        for (changed, new) in &self.0[changes] {
            text.push_str(&base[at..changed.start].concat());
            text.push_str(new);
            at = changed.end;
        }
        text + &base[at..range.end].concat()
    }
}

/// Whether two changes are of the same sentences, or put something in at the same place.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a == b || a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_cut_behind_its_sentences() {
        for (text, cut) in [
            ("甲来。乙去！", vec!["甲来。", "乙去！"]),
            ("他说：“来。”众人应。", vec!["他说：“来。”", "众人应。"]),
            ("3月5日\n\n开会", vec!["3月5日\n\n", "开会"]),
            ("", vec![]),
        ] {
            assert_eq!(sentences(text), cut, "{text}");
        }
    }

    #[test]
    fn what_one_changed_is_taken_and_what_both_changed_is_kept_twice() {
        let before = "县长主持。会期半天。午后散会。";
        let one = Merge::of(before, "县长主持。会期一天。午后散会。", "县长主持召开。会期半天。午后散会。");
        assert_eq!((one.text().as_str(), one.is_disputed()), ("县长主持召开。会期一天。午后散会。", false));
        let both = Merge::of(before, "县长主持。会期一天。午后散会。", "县长主持。会期两天。午后散会。");
        assert!(both.is_disputed());
        assert_eq!(both.text(), "县长主持。会期两天。会期一天。午后散会。");
        let same = Merge::of(before, "县长主持。午后散会。", "县长主持。午后散会。");
        assert_eq!((same.text().as_str(), same.is_disputed()), ("县长主持。午后散会。", false));
        assert_eq!(Merge::of(before, "", before).text(), "");
    }

    /// A text of so many sentences, each with a word of its own, changed at some places: put in, written anew, or taken out.
    fn changed(text: &str, edits: &[(u8, u8)], by: &str) -> String {
        let mut list: Vec<String> = sentences(text).into_iter().map(str::to_owned).collect();
        for (k, (kind, at)) in edits.iter().enumerate() {
            let at = usize::from(*at) % (list.len() + 1);
            match kind % 3 {
                0 => list.insert(at, format!("{by}{k}记。")),
                1 if at < list.len() => {
                    let word = format!("{by}{k}改");
                    list[at].insert_str(0, &word);
                }
                2 if at < list.len() => drop(list.remove(at)),
                _ => {}
            }
        }
        list.concat()
    }

    proptest! {
        #[test]
        fn nothing_that_either_wrote_is_left_out(
            n in 0usize..8, ours in prop::collection::vec((0u8..3, 0u8..12), 0..6),
            theirs in prop::collection::vec((0u8..3, 0u8..12), 0..6),
        ) {
            let before = (0..n).map(|k| format!("第{k}事。")).collect::<Vec<_>>().concat();
            let (own, other) = (changed(&before, &ours, "甲"), changed(&before, &theirs, "乙"));
            let merge = Merge::of(&before, &own, &other);
            let text = merge.text();
            for (side, by) in [(&own, "甲"), (&other, "乙")] {
                for (k, kind) in ["记", "改"].iter().flat_map(|kind| (0..6).map(move |k| (k, kind))) {
                    let word = format!("{by}{k}{kind}");
                    prop_assert!(!side.contains(&word) || text.contains(&word), "{word}: {text}");
                }
            }
            // What neither took out is there.
            for k in 0..n {
                let word = format!("第{k}事。");
                prop_assert!(!(own.contains(&word) && other.contains(&word)) || text.contains(&word));
            }
            prop_assert_eq!(Merge::of(&before, &own, &before).text(), own.clone());
            prop_assert_eq!(Merge::of(&before, &before, &other).text(), other.clone());
            prop_assert_eq!(Merge::of(&before, &own, &own).text(), own);
        }
    }

    /// Two people with drafts that they began at different times, a thousand edits between them: whatever either wrote is in the text, unless somebody
    /// who saw it took it out.
    #[test]
    fn two_writers_lose_no_word_in_a_thousand_edits() {
        for seed in 1..=4u64 {
            let mut state = seed;
            let mut chance = |n: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as usize % n
            };
            let mut text = (0..12).map(|k| format!("第{k}事已毕。")).collect::<Vec<_>>().concat();
            let mut drafts: [Option<(String, String)>; 2] = [None, None];
            let (mut written, mut gone): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
            let mut edits = 0;
            while edits < 1000 {
                let who = chance(2);
                if drafts[who].is_none() {
                    drafts[who] = Some((text.clone(), text.clone()));
                }
                let Some((_, draft)) = &mut drafts[who] else { continue };
                let mut list: Vec<String> = sentences(draft).into_iter().map(str::to_owned).collect();
                let at = chance(list.len().max(1));
                let word = format!("〔{seed}-{edits}〕");
                match chance(4) {
                    0 if list.len() > 6 => {
                        let out = list.remove(at);
                        gone.extend(written.iter().filter(|word| out.contains(word.as_str())).cloned());
                    }
                    1 if at < list.len() => {
                        list[at].insert_str(0, &word);
                        written.push(word);
                    }
                    _ => {
                        list.insert(at, format!("{word}记一事。"));
                        written.push(word);
                    }
                }
                *draft = list.concat();
                edits += 1;
                if chance(3) == 0
                    && let Some((seen, draft)) = drafts[who].take()
                {
                    text = Merge::of(&seen, &draft, &text).text();
                }
            }
            for (seen, draft) in drafts.into_iter().flatten() {
                text = Merge::of(&seen, &draft, &text).text();
            }
            let lost: Vec<&String> =
                written.iter().filter(|word| !gone.contains(word) && !text.contains(word.as_str())).collect();
            assert!(lost.is_empty(), "seed {seed}: {lost:?}");
        }
    }
}
