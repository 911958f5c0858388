//! What a figure does, by the words around it.

use super::look::{Look, daily};
use super::role::{Cue, Role, cues};
use super::told::{Deed, Told};
use super::words::{CHANGES, FALLS, GROWS, compared, contains_any, ends_with_any, is_ratio, moved};
use crate::fact::QuantityKind;
use crate::lexicon::lists_of_words as lists;
use crate::text::{is_han, words};

/// Longest noun that goes on with a list over a comma.
const BARE: usize = 6;
/// Characters behind a figure that may tell what it does.
const TAIL: usize = 6;

impl Look<'_> {
    /// What the figure does.
    pub(super) fn deed(
        &self,
        told: &mut Told,
        words: &[char],
        ahead: &[Cue],
        behind: &[Cue],
        opening: &[Cue],
    ) {
        let behind_none = behind.is_empty();
        let has = |role: Role| ahead.iter().any(|cue| cue.role == role);
        let behind = |role: Role| behind.iter().any(|cue| cue.role == role);
        let close = |role: Role| ahead.iter().any(|cue| cue.role == role && words.len() - cue.end <= 1);
        told.mean &= !is_ratio(&told.unit);
        let grows = !close(Role::New) && (ends_with_any(words, &GROWS) || ends_with_any(words, &FALLS));
        let apart = has(Role::Than);
        if is_ratio(&told.unit) {
            let change = apart || grows || contains_any(words, &CHANGES);
            told.deed = if change && !has(Role::Level) { Deed::Change } else { Deed::Rate };
            told.said = true;
            return;
        }
        if !close(Role::Fix)
            && (apart
                || told.unit.ends_with('点')
                || grows && words.len() <= 5 && self.follows(told)
                || compared(words))
            && !has(Role::Level)
            && !told.unit.is_empty()
        {
            let moves = moved(words);
            if grows || contains_any(words, &CHANGES) || moves.is_some() {
                (told.deed, told.said) = (Deed::Delta, true);
                told.outward = moves.unwrap_or_else(|| contains_any(words, &FALLS));
                return;
            }
        }
        // 比规划减少8户、36人: the second falls as the first does.
        if let Some(before) = self.sofar.last()
            && told.listed
            && before.deed == Deed::Delta
            && before.clause == told.clause
            && before.unit != told.unit
            && ahead.is_empty()
        {
            (told.deed, told.said, told.outward) = (Deed::Delta, true, before.outward);
            told.plan.clone_from(&before.plan);
            return;
        }
        let decisive = ahead.iter().rev().map(|cue| cue.role).find(|role| {
            !matches!(
                role,
                Role::Period(_)
                    | Role::Part
                    | Role::All
                    | Role::Than
                    | Role::Nothing
                    | Role::Word
                    | Role::Other
                    | Role::Act
            )
        });
        // 疏导滞留车辆740辆, 新增住院病人3人: a word that names what there is says nothing behind the deed that is done to it.
        let decisive = if decisive == Some(Role::Holding) {
            let deed = ahead.iter().rev().map(|cue| cue.role).find(|role| {
                matches!(role, Role::In | Role::Out | Role::New | Role::Done | Role::Fix | Role::Act)
            });
            if deed == Some(Role::Act) { None } else { deed.or(decisive) }
        } else {
            decisive
        };
        let flow = ahead.iter().rev().find_map(|cue| match cue.role {
            Role::Out => Some(true),
            Role::In => Some(false),
            _ => None,
        });
        // 已拨付530万元: so much so far. 截至17时,接收捐款86.4万元: by then.
        let so_far = told.period.is_none()
            && (ahead.windows(2).any(|pair| {
                pair[0].role == Role::Done
                    && pair[0].end == pair[1].start
                    && matches!(pair[1].role, Role::In | Role::Out)
                    && decisive == Some(pair[1].role)
            }) || self.by_then(told) && matches!(decisive, Some(Role::In | Role::Out)));
        // 到年底共有88个: what there is by then.
        let held = has(Role::Stock)
            && !has(Role::Total)
            && flow.is_none()
            && ahead
                .iter()
                .any(|cue| cue.role == Role::Sum && (words[cue.end - 1] == '有' || cue.end == words.len()));
        let total = (has(Role::Total) || has(Role::Sum) || so_far) && !held;
        // 产生丝38.5吨, in a year: so much of it.
        let produces =
            told.yearly && words.first() == Some(&'产') && words.get(1).is_some_and(|c| is_han(*c));
        let planned = has(Role::Plan) && !total && !has(Role::Done);
        let deed = if has(Role::Excess) {
            let inside = words.last() == Some(&'(');
            Some(if inside { Deed::Mark } else { Deed::Excess })
        } else if has(Role::Peak) || behind(Role::Peak) || has(Role::Mark) {
            Some(Deed::Apart)
        } else if told.unit == "天" && (contains_any(words, words!["连续", "安全"])) {
            Some(Deed::Total)
        } else if told.unit.is_empty() && contains_any(words, words!["指数"]) {
            Some(Deed::Stock)
        } else if has(Role::Each) && !total {
            Some(Deed::Each)
        } else if has(Role::Target) && !has(Role::Done) {
            Some(Deed::Target)
        } else if planned {
            Some(Deed::Plan)
        } else if total {
            told.outward = flow == Some(true) || flow.is_none() && behind(Role::Out);
            Some(Deed::Total)
        } else if close(Role::Fix) {
            Some(Deed::Fix)
        } else if held {
            Some(Deed::Stock)
        } else if words == ['计']
            && self.sofar.last().is_some_and(|b| b.deed == Deed::Each && b.sentence == told.sentence)
        {
            // 送水22车次,每车10吨,计220吨: what it comes to, of what was counted.
            let counted = self.sofar.iter().rev().filter(|b| b.sentence == told.sentence);
            let counted = counted.into_iter().find(|b| b.deed != Deed::Each);
            told.content = counted.map(|b| b.content.clone()).unwrap_or_default();
            Some(Deed::New)
        } else if decisive == Some(Role::Level) && (has(Role::Output) || produces)
            || decisive.is_none() && produces
        {
            // 总产降到1.374亿斤: of its year.
            Some(Deed::New)
        } else if let [_, ..] = words
            && words.iter().filter(|c| is_han(**c)).count() == 1
            && words.last().is_some_and(|c| lists::FIGURE_ALONE_LEFT.has(*c))
        {
            // 撤出9艘,留11艘
            Some(Deed::Left)
        } else {
            match decisive {
                Some(Role::Done) if told.period.is_some() => Some(Deed::New),
                Some(Role::Done) => Some(Deed::Total),
                Some(Role::New) => {
                    Some(if flow == Some(true) || behind(Role::Out) { Deed::Out } else { Deed::New })
                }
                Some(Role::Output) => Some(Deed::New),
                Some(Role::State) => None,
                // 剩余261人全部返回: what was left is so no more.
                Some(Role::Left) if behind(Role::All) => {
                    Some(if behind(Role::Out) { Deed::Out } else { Deed::New })
                }
                // 滞留的175辆全部放行
                Some(Role::Holding | Role::Stock) if behind(Role::All) && behind(Role::Out) => {
                    Some(Deed::Out)
                }
                Some(Role::Left) => Some(Deed::Left),
                Some(Role::Level) if told.period == Some(1) && daily(words) => Some(Deed::New),
                Some(Role::Stock | Role::Holding | Role::Level) => Some(Deed::Stock),
                Some(Role::In) => Some(Deed::In),
                Some(Role::Out) => Some(Deed::Out),
                Some(Role::Fix) => Some(Deed::Fix),
                _ if behind(Role::All) => {
                    told.outward = behind(Role::Out);
                    Some(Deed::Total)
                }
                _ if told.period.is_some() => Some(if behind(Role::Out) { Deed::Out } else { Deed::New }),
                // 1190人仍住宾馆; 560人在册: the word behind tells.
                None if told.kind != QuantityKind::Component => self.told_behind(told),
                _ => None,
            }
        };
        // 失联6人: so many there are at an hour, where others of the kind follow.
        if deed.is_none()
            && (decisive == Some(Role::State) || behind(Role::State))
            && told.kind == QuantityKind::Increment
        {
            (told.deed, told.state) = (Deed::Stock, true);
            return;
        }
        told.mean &= deed == Some(Deed::Each);
        if let Some(deed) = deed {
            (told.deed, told.said) = (deed, true);
            // 7月份共发出1330顶,调入1500顶: one total goes on.
            let goes_on = self.sofar.last().is_some_and(|b| {
                b.sentence == told.sentence && (b.running || b.summed && b.flows) && b.deed == Deed::Total
            });
            if goes_on && matches!(deed, Deed::In | Deed::Out) && told.period.is_none() {
                (told.deed, told.outward, told.summed) = (Deed::Total, deed == Deed::Out, true);
                told.carried = true;
                told.period = self.sofar.last().and_then(|b| b.period);
            }
            return;
        }
        let before = self.sofar.last().filter(|b| b.sentence == told.sentence);
        // 概算总投资18.6亿元,桩基248根: a bare noun goes on with what there is or is to be.
        if let Some(before) = before
            && before.said
            && matches!(before.deed, Deed::Stock | Deed::Plan | Deed::Target)
            && ahead.is_empty()
            && behind_none
            && (1..=BARE).contains(&words.len())
            && words.iter().all(|c| is_han(*c))
            && before.span.hi() + 1 == told.clause
            && (before.deed != Deed::Stock || before.unit != told.unit && before.governs)
        {
            (told.deed, told.said) = (before.deed, true);
            return;
        }
        if let Some(before) = before {
            let short = words.len() <= 10 && !words.iter().any(|c| c.is_ascii_digit() || *c == '的');
            let passed = told.listed && short && !is_ratio(&before.unit) && before.deed != Deed::Each
                || matches!(before.deed, Deed::In | Deed::Out) && told.kind == QuantityKind::Increment
                || before.deed == Deed::Stock && before.said && self.opened(told);
            if passed && !matches!(before.deed, Deed::Delta | Deed::Mark | Deed::Excess | Deed::Apart) {
                (told.deed, told.said, told.outward) = (before.deed, before.said, before.outward);
                told.passed = !told.listed;
                (told.summed, told.running, told.governs) = (before.summed, before.running, before.governs);
                if told.plan.is_empty() {
                    told.plan.clone_from(&before.plan);
                }
                told.period = told.period.or(before.period);
                return;
            }
        }
        for cue in opening.iter().rev() {
            match cue.role {
                Role::Stock => return (told.deed, told.said) = (Deed::Stock, true),
                Role::Total => return (told.deed, told.said) = (Deed::Total, true),
                Role::Plan => return (told.deed, told.said) = (Deed::Plan, true),
                _ => {}
            }
        }
    }

    /// Whether a figure in the same unit stands before one in its sentence, which it can be a change of: 水泵增加6台 alone is so many more.
    fn follows(&self, told: &Told) -> bool {
        let here = self.sofar.iter().rev().take_while(|b| b.sentence == told.sentence);
        here.into_iter().any(|b| b.unit == told.unit || told.unit.is_empty())
    }

    /// What the word right behind a figure says, where no other figure follows it: 1190人仍住宾馆, 23人住院, 320户已恢复.
    fn told_behind(&self, told: &Told) -> Option<Deed> {
        let end = told.span.hi();
        let tail: Vec<char> = (end..end + TAIL).map(|i| self.text.at(i)).take_while(|c| is_han(*c)).collect();
        if self.text.at(end + tail.len()).is_ascii_digit() {
            return None;
        }
        let first = cues(&tail).into_iter().next().filter(|cue| cue.start == 0)?;
        match first.role {
            Role::Left => Some(Deed::Left),
            Role::Holding | Role::Stock => Some(Deed::Stock),
            Role::Out => Some(Deed::Out),
            Role::In => Some(Deed::In),
            _ => None,
        }
    }

    /// The first figure of the sentence that begins at a place; figures stand in order.
    fn first_of(&self, sentence: usize) -> Option<&Told> {
        let at = self.sofar.partition_point(|t| t.sentence < sentence);
        self.sofar.get(at).filter(|t| t.sentence == sentence)
    }

    /// Whether its sentence begins with a day up to which all its figures are told (截至14日17时).
    fn by_then(&self, told: &Told) -> bool {
        let first = self.first_of(told.sentence).map_or(told.clause, |t| t.clause);
        let opening: Vec<char> = (told.sentence..first).map(|i| self.text.at(i)).collect();
        contains_any(&opening, words!["截至", "截止", "截至目前"])
    }

    /// Whether the sentence opened with a clause that says what all its figures are.
    fn opened(&self, told: &Told) -> bool {
        let Some(first) = self.first_of(told.sentence) else { return false };
        let opening: Vec<char> = (first.sentence..first.clause).map(|i| self.text.at(i)).collect();
        cues(&opening).iter().any(|cue| cue.role == Role::Stock)
    }
}
