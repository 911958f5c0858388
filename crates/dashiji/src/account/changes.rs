//! Changes told in the unit itself: 较10日增加6200人, 比规划减少16人, 比上届的7600万元多1520万元.

use super::{Book, Holds, Kind, NEAR};
use crate::fact::figure::Deed;

impl Book<'_> {
    /// Changes told in the unit itself (较10日增加6200人): the figure before in its sentence against the one it is held against.
    pub(super) fn changes(&mut self) {
        for k in 0..self.told.len() {
            if self.told[k].deed != Deed::Delta {
                continue;
            }
            let told = &self.told[k];
            let here = (0..k).rev().take(NEAR).take_while(|&b| self.told[b].entry == told.entry);
            if let Some((now, was)) = self.ends(k) {
                let sign = if self.told[k].outward { '-' } else { '+' };
                let kind = if sign == '-' { Kind::StockFlow } else { Kind::Flow };
                // What a level is held against is one.
                if !self.told[was].said && self.told[was].deed == Deed::New {
                    self.told[was].deed = self.told[now].deed;
                }
                self.sum(kind, vec![(was, '+'), (k, sign)], now, |_| Holds::False);
                continue;
            }
            let Some(now) = here.filter(|&b| self.of[b].is_some()).find(|&b| self.suits(b, k)) else {
                continue;
            };
            let Some(group) = self.of[now] else { continue };
            let members = &self.groups[group].members;
            let at = members.binary_search(&now).unwrap_or_default();
            let year = |m: usize| self.told[m].day.as_deref().and_then(|d| d.get(..4)?.parse::<i32>().ok());
            let yearly = self.is_yearly(k);
            let like = |m: &&usize| {
                self.told[**m].deed == self.told[now].deed
                    && (!yearly
                        || self.told[**m].period == self.told[now].period
                            && year(**m).zip(year(now)).is_some_and(|(a, b)| b - a == 1))
            };
            let before = members[..at].iter().rev().take(NEAR).filter(like);
            let named = self.held_against(k);
            let against = self.year_against(k);
            let base = before
                .clone()
                .find(|m| {
                    against.is_some() && year(**m) == against
                        || named.is_some()
                            && (self.day_of_month(**m) == named || year(**m).map(|y| y as u32) == named)
                })
                .or_else(|| before.clone().next());
            let planned = self.planned(k).or_else(|| {
                let plan = &self.told[now].plan;
                let same = |&b: &usize| {
                    self.told[b].plan == *plan
                        && self.told[b].unit == self.told[now].unit
                        && self.told[b].scope.is_none()
                };
                (!plan.is_empty()).then(|| (0..now).rev().take(NEAR * 4).find(same)).flatten()
            });
            // 比规划减少16人, and no plan is told: nothing to hold it against.
            let unplanned = planned.is_none() && self.against_plan(k);
            let Some(base) = planned.or(base.copied()).filter(|_| !unplanned) else { continue };
            // What is held against an earlier day is a level.
            for level in [base, now] {
                let of_years = self.told[base].yearly && self.told[now].yearly;
                if self.told[level].deed == Deed::New && !self.told[level].said && !yearly && !of_years {
                    self.told[level].deed = Deed::Stock;
                }
            }
            self.groups[group].stock |= self.told[now].deed == Deed::Stock;
            let sign = if self.told[k].outward { '-' } else { '+' };
            let kind = if sign == '-' { Kind::StockFlow } else { Kind::Flow };
            self.sum(kind, vec![(base, '+'), (k, sign)], now, |_| Holds::False);
        }
    }

    /// The plan that a change is held against (比调整后概算节约).
    fn planned(&self, k: usize) -> Option<usize> {
        let plan = &self.told[k].plan;
        let target = |&b: &usize| {
            (self.told[b].plan.contains(plan.as_str())
                || plan.contains(&self.told[b].plan) && !self.told[b].plan.is_empty())
                && self.told[b].unit == self.told[k].unit
                && matches!(self.told[b].deed, Deed::Target | Deed::Plan)
                && self.told[b].scope.is_none()
        };
        self.against_plan(k).then(|| (0..k).rev().take(NEAR * 4).find(target)).flatten()
    }

    /// Whether a change is told against a plan (比规划减少).
    fn against_plan(&self, k: usize) -> bool {
        !self.told[k].plan.is_empty()
    }

    /// The characters that lead to a figure.
    pub(super) fn lead(&self, k: usize) -> Vec<char> {
        (self.told[k].lead.lo()..self.told[k].lead.hi()).map(|i| self.text.at(i)).collect()
    }

    /// Whether a change can be of a figure: one unit, or both without one (points of an index).
    fn suits(&self, figure: usize, change: usize) -> bool {
        let (a, b) = (&self.told[figure].unit, &self.told[change].unit);
        a == b || a.is_empty() && b.ends_with('点')
    }

    /// Whether a change is against the year before.
    pub(super) fn is_yearly(&self, k: usize) -> bool {
        let words: String = self.lead(k).into_iter().collect();
        ["上年", "去年", "同比", "同期", "前一年"].iter().any(|word| words.contains(word))
    }

    /// The year that a change is held against (比1985年, 比一九七三年).
    pub(super) fn year_against(&self, k: usize) -> Option<i32> {
        let lead = self.lead(k);
        let from = lead.iter().rposition(|c| matches!(c, '比' | '较'))?;
        let digit = |c: char| "〇一二三四五六七八九".chars().position(|n| n == c || c == '零' && n == '〇');
        let mut digits = String::new();
        for &c in &lead[from + 1..] {
            match c.to_digit(10).or_else(|| digit(c).map(|n| n as u32)) {
                Some(n) => digits += &n.to_string(),
                None if c == '年' && digits.len() == 4 => return digits.parse().ok(),
                None => digits.clear(),
            }
        }
        None
    }

    /// The day of the month that a change is held against (较10日).
    fn held_against(&self, k: usize) -> Option<u32> {
        let mut number = None;
        for c in self.lead(k) {
            match c.to_digit(10) {
                Some(d) => number = Some(number.unwrap_or(0) % 1000 * 10 + d),
                None if c == '日' || c == '年' && number.is_some_and(|n| n > 1000) => return number,
                None => number = None,
            }
        }
        None
    }

    fn day_of_month(&self, k: usize) -> Option<u32> {
        self.told[k].day.as_deref()?.get(8..10)?.parse().ok()
    }
}
