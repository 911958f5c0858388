//! Wholes against their parts.

use super::{Book, Holds, Kind, NEAR};

impl Book<'_> {
    /// Wholes against all their parts.
    pub(super) fn parts(&mut self) {
        for total in 0..self.told.len() {
            let over: Vec<(usize, char)> = self.told[total].over.iter().map(|&k| (k, '+')).collect();
            if !over.is_empty() {
                self.sum(Kind::Parts, over, total, |_| Holds::False);
            }
        }
        for whole in 0..self.told.len() {
            let near = whole.saturating_sub(NEAR)..(whole + NEAR + 1).min(self.told.len());
            let parts: Vec<usize> = near.filter(|&k| self.told[k].whole == Some(whole)).collect();
            if parts.len() < 2 {
                continue;
            }
            let terms: Vec<(usize, char)> = parts.iter().map(|&k| (k, '+')).collect();
            let (low, _, slack, _) = self.weigh(&terms, whole);
            let exhaustive = self.exhaustive(whole, &parts);
            // Parts named after 其中 need not be all of it.
            if low.0 > slack.0 && !exhaustive {
                continue;
            }
            self.sum(Kind::Parts, terms, whole, |_| Holds::False);
        }
    }

    /// Whether the text says that the parts are the whole.
    fn exhaustive(&self, whole: usize, parts: &[usize]) -> bool {
        let first = parts[0];
        if first < whole {
            return true;
        }
        let lead = self.told[first].lead;
        let among: String = (lead.lo()..lead.hi()).map(|i| self.text.at(i)).collect();
        if self.text.at(self.told[whole].span.hi()) == '(' || !among.contains("其中") {
            return true;
        }
        let last = parts.iter().map(|&k| self.told[k].span.hi()).max().unwrap_or_default();
        (last..last + 12).any(|i| matches!(self.text.at(i), '组' | '构') && self.text.at(i + 1) == '成')
    }
}
