//! Two texts that were both made of a third, brought together sentence by sentence.
//!
//! In go what a writer saw, what they made of it, and what others made of it meanwhile; out come the sentences in order, each the same in
//! both, changed by one of them, or changed by both, and then both are kept: `县长赵立本主持。会期半天。` made `…会期一天。` here and `县长赵立本主持召开。…` there
//! is `县长赵立本主持召开。会期一天。`. Nothing that either wrote is left out: a sentence goes only where one took it out and the other left it
//! as it was.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

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
    /// Brings together what two made of a text.
    pub fn of(before: &str, ours: &str, theirs: &str) -> Self {
        let (base, own, other) = (sentences(before), sentences(ours), sentences(theirs));
        let (to_own, to_other) = (kept(&base, &own), kept(&base, &other));
        let mut merge = Self::default();
        let (mut at, mut in_own, mut in_other) = (0, 0, 0);
        loop {
            // The next sentence that both left as it was.
            let next = (at..base.len()).find_map(|k| Some((k, to_own[k]?, to_other[k]?)));
            let (end, own_end, other_end) = next.unwrap_or((base.len(), own.len(), other.len()));
            merge.take(&base[at..end], &own[in_own..own_end], &other[in_other..other_end]);
            let Some((k, a, b)) = next else { break };
            merge.push(Part::Same { text: base[k].to_owned() });
            (at, in_own, in_other) = (k + 1, a + 1, b + 1);
        }
        merge
    }

    /// Sentences between two that both left: changed by one, by both, or by nobody.
    fn take(&mut self, before: &[&str], ours: &[&str], theirs: &[&str]) {
        if before == ours && before == theirs {
            return self.push(Part::Same { text: before.concat() });
        }
        let (before_text, ours_text, theirs_text) = (before.concat(), ours.concat(), theirs.concat());
        self.push(if ours == theirs {
            Part::Same { text: ours_text }
        } else if before == theirs {
            Part::Ours { before: before_text, text: ours_text }
        } else if before == ours {
            Part::Theirs { before: before_text, text: theirs_text }
        } else {
            Part::Both { before: before_text, ours: ours_text, theirs: theirs_text }
        });
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

/// For each sentence of a text, the one of another that is the same and stands in the same order.
fn kept(base: &[&str], other: &[&str]) -> Vec<Option<usize>> {
    let mut to = vec![None; base.len()];
    for op in capture_diff_slices(Algorithm::Myers, base, other) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for k in 0..len {
                to[old_index + k] = Some(new_index + k);
            }
        }
    }
    to
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
            let before: String = (0..n).map(|k| format!("第{k}事。")).collect();
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
            let mut text: String = (0..12).map(|k| format!("第{k}事已毕。")).collect();
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
