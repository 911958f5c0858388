//! The last word of a body's name: which it is, how it asks to be led, and where it is only part of another word.

use super::{DIVISIONS, ENDINGS, Ending, Finder, OrganizationKind, OrganizationMention};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::recognize::common;
use crate::recognize::lattice::{Score, Weight};
use crate::text::{Span, chars, is_han};

impl Finder<'_, '_> {
    /// The longest last word at `i`.
    pub(super) fn ending(&self, i: usize) -> Option<(Hit, Ending)> {
        if !self.passage.hits.classes(i).meets(ENDINGS) {
            return None;
        }
        let mut best: Option<(Hit, Ending)> = None;
        for hit in self.passage.hits.at(i) {
            if hit.end as usize == i + 1 && self.passage.relative(i) {
                continue;
            }
            let ending = if hit.is(Class::Organ) {
                Ending::Organ
            } else if hit.is(Class::Org) {
                Ending::Whole
            } else if hit.is(Class::Department) {
                Ending::Department
            } else if hit.is(Class::BodySuffix) {
                if self.passage.value(hit, Class::BodySuffix) == "team" { Ending::Team } else { Ending::Body }
            } else if hit.is(Class::OrgSuffix) {
                suffix(self.passage.value(hit, Class::OrgSuffix))
            } else if hit.is(Class::SiteSuffix) {
                suffix(self.passage.value(hit, Class::SiteSuffix))
            } else {
                continue;
            };
            // 办: none of its own where a common word ends or begins with it (主办, 办理).
            // 农|民进|入: a short name that only two words make.
            let seam = hit.is(Class::Org)
                && hit.end as usize == i + 2
                // 华|北大|旱: nor where a name reaches into it.
                && (common::word(self.passage.before(i), self.passage.at(i))
                    && common::word(self.passage.at(i + 1), self.passage.at(i + 2))
                    || self.crossing(i + 1));
            if seam {
                continue;
            }
            // 第三师范附属小学|校舍: the last character begins a word, and a shorter last word stands before it.
            let over = hit.is(Class::OrgSuffix)
                && hit.end as usize > i + 2
                && self.school_goes_on(hit.end as usize)
                && self
                    .passage
                    .hits
                    .at(i)
                    .iter()
                    .any(|other| other.is(Class::OrgSuffix) && other.end + 1 == hit.end);
            // 学|院党委: an organ's word that begins with the end of a body's kind.
            let kind = hit.is(Class::Organ)
                && chars!("院校厂矿场局所社站").has(self.passage.at(i))
                && i > self.floor
                && self
                    .passage
                    .hits
                    .at(i - 1)
                    .iter()
                    .any(|other| other.is(Class::OrgSuffix) && other.end as usize == i + 1);
            // 联合|会商: the last character begins a word of what they do together.
            let together = self.passage.begins(i, "联合会")
                && hit.end as usize == i + 3
                && common::word('会', self.passage.at(i + 3));
            if over || kind || together {
                continue;
            }
            let rare = self.rare_hit(hit);
            let common = common::word(self.passage.before(i), self.passage.at(i))
                || common::word(self.passage.at(i), self.passage.at(i + 1));
            if rare && common {
                continue;
            }
            if best.is_none_or(|(other, _)| hit.end > other.end) {
                best = Some((*hit, ending));
            }
        }
        best
    }

    /// Whether the name of a place of two characters ends at `k`.
    fn crossing(&self, k: usize) -> bool {
        self.passage
            .hits
            .at(k.saturating_sub(2))
            .iter()
            .any(|hit| hit.end as usize == k && (hit.classes.meets(DIVISIONS) || hit.is(Class::Region)))
    }

    /// Whether the last word is one character that common words end with (办, 馆).
    pub(super) fn rare(&self, i: usize, end: usize) -> bool {
        self.passage.hits.at(i).iter().any(|hit| hit.end as usize == end && self.rare_hit(hit))
    }

    fn rare_hit(&self, hit: &Hit) -> bool {
        (hit.is(Class::OrgSuffix) || hit.is(Class::SiteSuffix))
            && self.passage.lexicon.terms(hit).any(|term| term.value == "rare")
    }

    /// 乡有|公司: a verb of one character right before a last word.
    pub(super) fn had(&self, i: usize) -> bool {
        self.passage.before(i) == '有' && !common::word(self.passage.at(i.wrapping_sub(2)), '有')
    }

    /// 委员会 is no body in 委员会议, 组织部 none in 组织部长, 学院 none in 学院路.
    pub(super) fn ends_cleanly(&self, end: usize, ending: Ending) -> bool {
        let next = self.passage.at(end);
        let last = self.passage.before(end);
        // 灰山港|镇: the name goes on as a town's.
        let town = matches!(ending, Ending::Bare | Ending::Strong | Ending::Slot)
            && self.passage.hits.at(end).iter().any(|hit| {
                hit.is(Class::PlaceSuffix)
                    && matches!(self.passage.value(hit, Class::PlaceSuffix), "town" | "village")
            })
            && !self.passage.hits.has(end, Class::BodyWord);
        if town {
            return false;
        }
        // 纸坊|沟土坝: the name goes on as that of a valley or hill.
        let ground = matches!(ending, Ending::Bare | Ending::Strong | Ending::Slot)
            && lists::BODY_VALLEYS.has(next)
            && !common::word(next, self.passage.at(end + 1))
            && !common::word(last, next);
        if ground {
            return false;
        }
        // 水口寺|两村: the last word is the end of a place's name.
        let counted = lists::NUMBER_SEVERAL.has(next)
            && chars!("省市县区州乡镇村庄寨").has(self.passage.at(end + 1))
            && matches!(ending, Ending::Bare | Ending::Strong | Ending::Slot | Ending::Named);
        if counted {
            return false;
        }
        let chief = next == '长' && !self.passage.begins_any(end, &lists::BODY_WORDS_OF_CHANG);
        let word = match next {
            '长' => chief && ending != Ending::Organ,
            // 县议会|议决.
            '议' => matches!(last, '会' | '协') && !self.passage.begins(end, "议决"),
            '定' | '商' | '调' | '助' | '同' | '作' => last == '协',
            '路' | '街' => true,
            '员' if ending == Ending::Organ => self.passage.begins(end, "员会"),
            '员' => matches!(last, '队' | '团' | '会' | '委' | '专'),
            '友' | '际' => last == '校',
            '门' => last == '部',
            // 旅游专|列, 大专|业.
            '列' | '业' | '家' | '款' | '车' | '线' | '用' | '利' | '题' | '项' => last == '专',
            '伍' => last == '队',
            _ => false,
        };
        !word
    }

    /// Whether a longer word begins with a last word or with its last character: 中学|生, 机关|报, 政治局|面, 誓师大|会.
    pub(super) fn runs_into(&self, i: usize, end: usize) -> bool {
        let passage = self.passage;
        // 银行|家属楼: the longer word's last character belongs to the next, unless the longer is of people, as 大学生.
        let longer = passage.hits.at(i).iter().any(|hit| {
            let to = hit.end as usize;
            let apart = passage.before(to) == '生' || !common::word(passage.before(to), passage.at(to));
            to > end && apart && hit.is(Class::Word) && !hit.classes.meets(ENDINGS)
        });
        let (last, next) = (passage.before(end), passage.at(end));
        // 县十二届人大|三次会议: an organ is whole.
        let organ = passage.hits.at(i).iter().any(|hit| hit.end as usize == end && hit.is(Class::Organ));
        let over = (end == i + 1 || last == '大' && !organ)
            && !chars!("内外里中上下前后间旁等长").has(next)
            && common::word(last, next)
            && !common::word(next, passage.at(end + 1))
            && !passage.hits.at(end).iter().any(|hit| hit.end as usize > end + 1);
        // 集|中学|习: two words meet in the middle of it.
        let suffix = |hit: &Hit| {
            hit.end as usize == end
                && hit.is(Class::OrgSuffix)
                && !hit.is(Class::Organ)
                && !hit.is(Class::Department)
        };
        let seam = end == i + 2
            && passage.hits.at(i).iter().any(suffix)
            && common::word(passage.before(i), passage.at(i))
            && common::word(last, next);
        // 洛川县|学习: a division's name ends in it, and what is left begins a word.
        let of_division = end == i + 2
            && passage.hits.at(i).iter().any(suffix)
            && passage.hits.ending(i + 1, Class::Division).is_some()
            && common::word(last, next);
        longer || over || seam || of_division
    }

    /// Whether a longer common word (干部, 大局) covers a last word that begins at `i`.
    pub(super) fn word_over(&self, i: usize, end: usize) -> bool {
        const WORDS: [Class; 6] = [
            Class::BodyWord,
            Class::Verb,
            Class::OrganizerVerb,
            Class::Function,
            Class::PartVerb,
            Class::StageVerb,
        ];
        let words = WORDS.into_iter().fold(ClassSet::default(), ClassSet::with);
        // 临时院|务会议: the name of a meeting begins in the last word and goes on.
        let meeting = (i..end).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                hit.end as usize > end
                    && hit.span().len() > 2
                    && hit.is(Class::TypeWord)
                    && self.passage.value(hit, Class::TypeWord).ends_with("noun")
                    && !hit.classes.meets(ENDINGS)
            })
        });
        meeting
            || (i.saturating_sub(3)..=i).any(|k| {
                self.passage.hits.at(k).iter().any(|hit| {
                    let over = hit.end as usize >= end && (hit.end - hit.start) as usize > end - i;
                    over && hit.classes.meets(words)
                })
            })
    }

    /// 中国一拖: a firm by 中国 and a short name, where a list of bodies or 在 makes it plain. Gives its end.
    pub(super) fn national(&mut self, i: usize) -> Option<usize> {
        if self.passage.at(i) != '中' || !self.passage.begins(i, "中国") || i < self.floor {
            return None;
        }
        let listed = matches!(self.passage.before(i), '、' | '和' | '与' | '及')
            && self.found.last().is_some_and(|last| last.span.hi() + 1 == i);
        if !listed && !self.passage.bounds.place(i) {
            return None;
        }
        let end = (i + 4..i + 7)
            .find(|&k| lists::BODY_CLOSED.has(self.passage.at(k)) || self.passage.bounds.open(k))?;
        let plain = (i + 2..end).all(|k| {
            is_han(self.passage.at(k))
                && !self.passage.bounds.open(k)
                && !self.passage.hits.has(k, Class::Describing)
        });
        let known = self.passage.hits.at(i).iter().any(|hit| hit.end as usize > i + 2);
        let after = matches!(self.passage.at(end), ',' | '、' | '和' | '与' | '等');
        if !plain || !after || known || self.passage.ends_any(end, &lists::BODY_NO_END) {
            return None;
        }
        let (span, kind) = (Span::new(i, end), OrganizationKind::Institution);
        self.node(span, kind, Score::of(Weight::BodyListed));
        self.found.push(OrganizationMention { span, kind });
        Some(end)
    }

    /// 到|应流股份|调研: a firm's short form of a made-up word, where only a name can stand and a bound follows. Its first
    /// character may be a bounding word (应) by itself.
    pub(super) fn made_up(&self, left: usize, i: usize, end: usize) -> Option<usize> {
        let ends = !is_han(self.passage.at(end)) || self.passage.bounds.open(end);
        if !ends || !self.passage.begins(i, "股份") {
            return None;
        }
        (left.saturating_sub(1)..=left).rev().find(|&from| {
            (2..=4).contains(&(i - from))
                && from >= self.floor
                && (self.passage.bounds.place(from) || !is_han(self.passage.before(from)))
                && (from..i).all(|k| {
                    is_han(self.passage.at(k))
                        && !self
                            .passage
                            .hits
                            .at(k)
                            .iter()
                            .any(|hit| hit.end as usize <= i && hit.end > hit.start + 1)
                })
        })
    }

    /// Whether `left..end` stands in a list after a body, and a bound follows.
    pub(super) fn in_list(&self, left: usize, end: usize) -> bool {
        let listed = matches!(self.passage.before(left), '、' | '和' | '与')
            && self.found.last().is_some_and(|last| last.span.hi() + 1 == left);
        let ends = !is_han(self.passage.at(end)) || self.passage.bounds.open(end);
        listed && ends && !self.generic(Span::new(left, end))
    }
}

pub(super) fn suffix(value: &str) -> Ending {
    match value {
        "bare" | "rare" => Ending::Bare,
        "slot" => Ending::Slot,
        "tail" => Ending::Tail,
        "unit" => Ending::Unit,
        "whole" => Ending::Named,
        "listed" => Ending::Listed,
        "cell" => Ending::Cell,
        _ => Ending::Strong,
    }
}
