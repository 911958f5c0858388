//! What stands before a last word and names nothing: how many there are (49家医院), what only describes (各级医院).

use super::Finder;
use crate::lexicon::Class;
use crate::lexicon::lists_of_words as lists;
use crate::text::{Span, chars};

impl Finder<'_, '_> {
    /// 49家医院, 两所学校: a number before the name.
    pub(super) fn counted(&self, left: usize, start: usize) -> bool {
        let c = self.passage.at(left);
        // 第一师, 五家渠市, 五峰县.
        let named = c == '第' || self.passage.hits.has(left, Class::Division);
        !named
            && left < start + 1
            && (c.is_ascii_digit() || chars!("一二三四五六七八九十百千两几数多").has(c))
            && {
                (left + 1..(left + 6)).any(|k| chars!("家所个名座支批条处间层栋幢").has(self.passage.at(k)))
            }
    }

    /// 全县有497家医疗机构, 捐5万元修陈列馆: a number with its measure inside.
    pub(super) fn counts(&self, start: usize, end: usize) -> bool {
        (start + 1..end)
            .any(|k| self.passage.before(k).is_ascii_digit() && lists::BODY_COUNTED.has(self.passage.at(k)))
    }

    /// Whether what stands before the last word only describes.
    pub(super) fn generic(&self, core: Span) -> bool {
        let mut at = core.lo();
        while at < core.hi() {
            let word = self.longest(at, Class::Describing).filter(|&end| end <= core.hi());
            let Some(end) = word else { return false };
            at = end;
        }
        true
    }

    /// Whether it only describes, and with no line of work: 郑州市|定点|医院, but not 河南|农业|大学.
    pub(super) fn general(&self, core: Span) -> bool {
        let trade = |k: usize| {
            self.passage
                .hits
                .longest(k, Class::Describing)
                .is_some_and(|hit| self.passage.value(hit, Class::Describing) == "trade")
        };
        self.generic(core) && !trade(core.lo())
    }

    pub(super) fn longest(&self, at: usize, class: Class) -> Option<usize> {
        self.passage.hits.longest(at, class).map(|hit| hit.end as usize)
    }
}
