//! Units of armies by their number: 八路军第一一五师.

use super::{Finder, Lead};
use crate::text::chars;

impl Finder<'_, '_> {
    /// 八路军第一一五师, 独立第二旅, 129师: a unit by its number, with the army before it.
    pub(super) fn unit(&self, i: usize, end: usize, lead: Lead) -> Option<usize> {
        // 军医, 军区, 师范 are no units.
        if chars!("医区校官人事民级范生员结").has(self.passage.at(end)) {
            return None;
        }
        let numeral = |c: char| c.is_ascii_digit() || chars!("〇零一二三四五六七八九十百").has(c);
        let mut from = i;
        // 步兵, 独立 and the like between number and unit.
        for words in ["步兵", "骑兵", "炮兵", "坦克", "装甲", "工兵", "混成", "独立", "团", "纵", "混成独立"]
        {
            if self.passage.ends(from, words) && from >= lead.left + words.chars().count() {
                from -= words.chars().count();
            }
        }
        let from = if numeral(self.passage.before(from)) { from } else { i };

        let mut start = from;
        while start > lead.left && numeral(self.passage.before(start)) {
            start -= 1;
        }
        let ordinal = self.passage.before(start) == '第' && start > lead.left;
        if start == from || !ordinal && from - start < 2 {
            return None;
        }
        let mut start = if ordinal { start - 1 } else { start };
        if let Some(last) = self.found.last()
            && last.span.hi() >= lead.left
            && last.span.hi() <= start
            && start - last.span.hi() <= 2
        {
            start = last.span.lo();
        }
        for words in [
            "独立",
            "暂编",
            "新编",
            "步兵",
            "骑兵",
            "解放军",
            "国民党",
            "日军",
            "红军",
            "陆军",
            "武警",
            "铁道兵",
            "工程兵",
        ] {
            if self.passage.ends(start, words) && start >= lead.left + words.chars().count() {
                start -= words.chars().count();
            }
        }
        if self.passage.begins(start, "解放军")
            && self.passage.ends(start, "中国人民")
            && start >= self.floor + 4
        {
            start -= 4;
        }
        Some(start)
    }
}
