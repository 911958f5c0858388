//! Where a code of GB/T 2260 lies: in its county, prefecture and province, by its own digits and by what became of it.
//!
//! `512221` (开县, of 四川省 until 1997) lies in 510000 and, as what is now 500154, in 500000 too: who asks for 重庆市 finds it.

use dashiji::lexicon::{Class, Lexicon};
use dashiji::resolve::division;
use std::collections::BTreeSet;

/// How many divisions that came after one are followed; a prefecture that was broken up lies in each of its parts' provinces.
const FOLLOWED: usize = 64;

/// The codes a code lies in, itself among them, in order.
pub(super) fn within(code: &str) -> Vec<String> {
    let Ok(code) = code.parse::<u32>() else { return vec![code.to_owned()] };
    let mut seen = BTreeSet::new();
    let mut all = BTreeSet::new();
    let mut next = vec![code];
    while let Some(code) = next.pop() {
        if seen.len() >= FOLLOWED || !seen.insert(code) {
            continue;
        }
        let (province, prefecture) = (code / 10_000 * 10_000, code / 100 * 100);
        all.insert(province);
        // 4190xx and the districts under a municipality have no prefecture of their own in the list.
        if !division::rows(prefecture).is_empty() {
            all.insert(prefecture);
        }
        all.insert(code);
        let rows = division::rows(code);
        if rows.iter().all(|row| row.to != 0)
            && let Some(last) = rows.last()
        {
            next.extend(division::successors(last));
        }
    }
    all.into_iter().filter(|code| *code != 0).map(|code| format!("{code:06}")).collect()
}

/// The codes that a name or six digits may mean, in order; empty where the list has none. A short form that several divisions have means
/// the largest of them: 河南 the province, not 河南蒙古族自治县.
pub(super) fn codes(asked: &str) -> Vec<String> {
    if asked.len() == 6 && asked.bytes().all(|b| b.is_ascii_digit()) {
        return vec![asked.to_owned()];
    }
    let terms = Lexicon::builtin().lookup(asked);
    let of = |class: Class| -> BTreeSet<u32> {
        terms.iter().filter(|term| term.class == class && term.region != 0).map(|term| term.region).collect()
    };
    let mut codes = of(Class::Division);
    if codes.is_empty() {
        codes = of(Class::DivisionShort);
        let largest = codes.iter().map(|code| division::level(*code)).min();
        codes.retain(|code| Some(division::level(*code)) == largest);
    }
    codes.into_iter().map(|code| format!("{code:06}")).collect()
}

/// What a code is called today, or was last.
pub(super) fn name(code: &str) -> Option<&'static str> {
    division::of_code(code.parse().ok()?, None).map(|row| row.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_county_lies_in_its_prefecture_and_province() {
        assert_eq!(within("410105"), ["410000", "410100", "410105"]);
        assert_eq!(within("419001"), ["410000", "419001"]);
    }

    #[test]
    fn what_moved_to_another_province_lies_in_both() {
        // 万县 went from 四川省 to 重庆市 in 1997.
        let all = within("512222");
        assert!(all.contains(&"510000".to_owned()) && all.contains(&"500000".to_owned()), "{all:?}");
    }

    #[test]
    fn a_name_may_mean_several_divisions() {
        assert_eq!(codes("河南省"), ["410000"]);
        assert_eq!(codes("河南"), ["410000"]);
        assert_eq!(codes("410105"), ["410105"]);
        assert!(codes("朝阳区").len() > 1);
        assert!(codes("无此地名").is_empty());
    }
}
