//! Wholes against their parts.

use super::{Book, Holds, Kind, NEAR};
use std::collections::BTreeMap;

impl Book<'_> {
    /// Wholes against all their parts.
    pub(super) fn parts(&mut self) {
        for total in 0..self.told.len() {
            let over: Vec<(usize, char)> = self.told[total].over.iter().map(|&k| (k, '+')).collect();
            if !over.is_empty() {
                self.sum(Kind::Parts, over, total, |_| Holds::False);
            }
        }
        let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (k, told) in self.told.iter().enumerate() {
            if let Some(whole) = told.whole.filter(|whole| whole.abs_diff(k) <= NEAR) {
                of.entry(whole).or_default().push(k);
            }
        }
        for (whole, parts) in of.into_iter().filter(|(_, parts)| parts.len() > 1) {
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
        // 其中煤炭1815万吨、矿石1642万吨、其他990万吨: what is left over is a part as well.
        let rest = |&k: &usize| {
            let name = &self.told[k].name;
            ["其他", "其它", "其余"].iter().any(|word| name.starts_with(word))
        };
        if parts.last().is_some_and(rest) {
            return true;
        }
        let last = parts.iter().map(|&k| self.told[k].span.hi()).max().unwrap_or_default();
        (last..last + 12).any(|i| matches!(self.text.at(i), '组' | '构') && self.text.at(i + 1) == '成')
    }
}
