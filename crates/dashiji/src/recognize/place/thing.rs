//! Names of things that are called after places and are none: 郑州铁海快线, 徐州大桥, 江苏省五一劳动奖章, “青岛最美教师”.

use super::{Finder, NAMING};
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, Hit};
use crate::recognize::lattice::{Kind, Node, Weight};
use crate::text::{Span, Words, chars, is_han};

/// How far behind a place the last word of an award may stand, and of another thing.
const AWARD: usize = 10;
const THING: usize = 5;
/// The longest quoted name.
const QUOTE: usize = 12;

impl Finder<'_, '_> {
    /// The end of a name with a place in it that is no place: 郑州铁海快线, 中欧班列(郑州), 河南省援湖北医疗卫生队伍.
    pub(super) fn product(&self, i: usize) -> Option<usize> {
        // 赴青州旅游专列: gone to.
        if self.passage.bounds.place(i) {
            return None;
        }
        let leads = |k: usize| {
            self.passage
                .hits
                .at(k)
                .iter()
                .filter(|hit| {
                    hit.is(Class::Division)
                        || hit.is(Class::DivisionShort)
                        || hit.is(Class::Region)
                        || hit.is(Class::ProvinceLetter)
                })
                .map(|hit| hit.end as usize)
                .max()
        };
        let end = leads(i)?;
        let stop = (end..end + 8)
            .find(|&k| {
                !is_han(self.passage.at(k)) || self.passage.bounds.open(k) || self.passage.at(k) == '的'
            })
            .unwrap_or(end + 8);
        let after =
            |k: usize, words: &Words| self.passage.word(k, words).map(|word| k + word.chars().count());
        let line = (end..stop).find_map(|k| after(k, &lists::THING_LINES));
        if let Some(mut line) = line.filter(|&line| line > end + 1) {
            // 中欧班列(郑州)
            if self.passage.at(line) == '('
                && let Some(close) = (line..line + 8).find(|&k| self.passage.at(k) == ')')
            {
                line = close + 1;
            }
            return Some(line);
        }
        // 河南省|支援|湖北|各医疗队: told of as a body, though not by its name.
        let verb = (end..end + 6)
            .take_while(|&k| is_han(self.passage.at(k)))
            .find_map(|k| after(k, &lists::THING_AIDING))?;
        let target = leads(verb)?;
        (target..target + 10)
            .take_while(|&k| is_han(self.passage.at(k)))
            .find_map(|k| after(k, &lists::THING_TEAMS))
    }

    /// Proposes what is called after the place that begins at `i` as a word that hides it.
    pub(super) fn things(&mut self, i: usize) {
        let passage = self.passage;
        let places: Vec<Hit> =
            passage.hits.at(i).iter().filter(|hit| hit.classes.meets(NAMING)).copied().collect();
        for place in places {
            let from = place.end as usize;
            // 桃源县第四次代表大会: a session of a body.
            let body = place.is(Class::Division) || place.is(Class::DivisionShort);
            if let Some(end) = self.session(from).filter(|_| body) {
                self.nodes.push(Node::wall(Span::new(i, end), Kind::Word, Weight::Product));
            }
            let full = place.is(Class::Division) && !place.is(Class::DivisionShort);
            let mut other = false;
            for k in from..from + AWARD {
                for hit in passage.hits.at(k).iter().filter(|hit| hit.is(Class::ThingSuffix)) {
                    let fits = match passage.value(hit, Class::ThingSuffix) {
                        "award" => true,
                        "way" => !full && k == from,
                        _ => !full && (k == from || k <= from + THING && (other || hit.span().len() > 1)),
                    };
                    let quarter = passage.begins(k, "街道");
                    if fits && !quarter && hit.end as usize <= passage.span.hi() {
                        let span = Span { start: place.start, end: hit.end };
                        self.nodes.push(Node::wall(span, Kind::Word, Weight::Product));
                    }
                }
                let c = passage.at(k);
                if !is_han(c)
                    || matches!(c, '的' | '至' | '段')
                    || passage.bounds.open(k)
                    || passage.bounds.cut(k + 1)
                {
                    break;
                }
                other |=
                    passage.hits.at(k).iter().any(|hit| hit.classes.meets(NAMING) && hit.span().len() > 1);
            }
        }
    }

    /// The end of 第四次, 六届 at `k`.
    fn session(&self, k: usize) -> Option<usize> {
        let passage = self.passage;
        let from = if passage.at(k) == '第' { k + 1 } else { k };
        let numeral = |c: char| c.is_ascii_digit() || chars!("一二三四五六七八九十百").has(c);
        let end = (from..from + 5).find(|&k| !numeral(passage.at(k))).filter(|&end| end > from)?;
        (matches!(passage.at(end), '届' | '次') && (from > k || passage.at(end) == '届')).then_some(end + 1)
    }

    /// Proposes a quoted name that begins at `i` with a place and goes on, or is a ship's or a brand's, as a word that hides it.
    pub(super) fn quoted(&mut self, i: usize) {
        let passage = self.passage;
        let end = (i..i + QUOTE).find(|&k| !is_han(passage.at(k)) && !passage.at(k).is_ascii_alphanumeric());
        let Some(end) = end.filter(|&end| passage.at(end) == '”') else { return };
        let whole = passage.hits.at(i).iter().any(|hit| hit.end as usize == end && hit.classes.meets(NAMING));
        let verb = (i + 1..end).any(|k| passage.bounds.open(k));
        if !whole && !verb || whole && passage.begins_any(end + 1, &lists::THING_QUOTED) {
            self.nodes.push(Node::wall(Span::new(i, end), Kind::Word, Weight::Product));
        }
    }
}
