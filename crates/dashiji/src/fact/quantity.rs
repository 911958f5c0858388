//! Figures of an entry: value, unit, what is counted, kind, as-of date, what is part of what.
//!
//! In go the figures that were recognized, out comes one record each, in order. `截至3月1日,已有100.46万名党员捐款` is a running
//! total of 党员 as of that day; in `共120名,由18名医师、102名护士组成` the two are parts of the first; `148人` of a headline and
//! `148名` of its body are one.

mod kind;
mod noun;

use self::kind::{Cues, Judged, kind};
use self::noun::{counted, numbered};
use super::{QuantityKind, QuantityRecord, TimeRecord};
use crate::confidence::Ground;
use crate::lexicon::Class;
use crate::recognize::numeral::Share;
use crate::recognize::quantity::{QuantityMention, Sort};
use crate::recognize::{Mentions, Passage, beginning};
use crate::text::{Span, chars, is_han};
use std::borrow::Cow;

/// How far a part stands behind its whole.
const PART_REACH: u32 = 160;

/// The figures of an entry, in order.
pub fn quantities(
    passage: &Passage<'_>,
    mentions: &Mentions,
    times: &[TimeRecord],
    date: Option<&TimeRecord>,
) -> Vec<QuantityRecord> {
    let mut records: Vec<QuantityRecord> = Vec::with_capacity(mentions.quantities.len());
    // 2.14 before 省文化厅… is the entry's day.
    let dateline = date.map(|date| Span { start: date.start, end: date.end });
    let dated = |figure: &QuantityMention| {
        dateline.is_some_and(|day| figure.span.start < day.end && day.start < figure.span.end)
    };
    let figures = if mentions.quantities.iter().any(dated) {
        Cow::Owned(mentions.quantities.iter().filter(|figure| !dated(figure)).cloned().collect::<Vec<_>>())
    } else {
        Cow::Borrowed(&mentions.quantities)
    };
    for (k, figure) in figures.iter().enumerate() {
        let cues = Cues::around(passage, figure);
        let told = kind(passage, mentions, figure, &cues);
        // 辖5街道、12镇、8乡: what is said of the first is said of the others.
        let series = (told.kind == QuantityKind::Increment && cues.nearest.is_none())
            .then(|| series_kind(passage, &figures[..k], &records, figure))
            .flatten();
        let told = series.map_or(told, |kind| Judged { kind, ground: Ground::KindTold, rival: None });
        let kind = told.kind;
        let unit = match (figure.unit, figure.share) {
            (Some(unit), _) => Some(passage.slice(unit).to_owned()),
            (None, Share::Percent) => Some("%".to_owned()),
            (None, Share::Permille) => Some("‰".to_owned()),
            (None, _) => None,
        };
        let mut record = QuantityRecord {
            text: passage.slice(figure.span).to_owned(),
            start: figure.span.start,
            end: figure.span.end,
            value: figure.value.number(),
            value_max: figure.high.map(crate::recognize::numeral::Decimal::number),
            unit,
            of: if figure.ordinal {
                numbered(passage, mentions, figure)
            } else {
                counted(passage, figure, figures.get(k + 1))
            }
            .map(|span| passage.slice(span).to_owned()),
            kind,
            kind_doubt: told.doubt(passage, mentions, figure).map(Box::new),
            sure: told.rival.is_none(),
            approx: figure.approx,
            as_of: as_of(passage, figure, kind, &cues, times, date),
            scope: scope(passage, mentions, figure, kind),
            basis: None,
            part_of: None,
            same_as: None,
        };
        if kind == QuantityKind::Component {
            record.part_of = whole(&figures[..k], &records, figure);
            // 造林1.2万亩,其中经果林4300亩,参加群众达2.3万人次: what counts another kind of thing is no part.
            let other = records
                .iter()
                .rev()
                .take(4)
                .any(|last| last.kind == QuantityKind::Component && last.part_of.is_some());
            if record.part_of.is_none() && cues.component_before && other {
                let cues = Cues { component: false, ..cues };
                let told = self::kind(passage, mentions, figure, &cues);
                record.kind = told.kind;
                record.sure = told.rival.is_none();
                record.kind_doubt = told.doubt(passage, mentions, figure).map(Box::new);
                record.as_of = as_of(passage, figure, record.kind, &cues, times, date);
                record.scope = scope(passage, mentions, figure, record.kind);
            }
        }
        record.basis = super::figure::basis(passage.text, figure.span, record.unit.as_deref());
        record.same_as = told_before(passage, &figures[..k], &records, figure, &record);
        records.push(record);
    }
    records
}

/// The kind of the figure before, where only 、 and a short noun stand between.
fn series_kind(
    passage: &Passage<'_>,
    figures: &[QuantityMention],
    records: &[QuantityRecord],
    figure: &QuantityMention,
) -> Option<QuantityKind> {
    let (before, record) = figures.last().zip(records.last())?;
    let between = Span::new(before.span.hi(), figure.span.lo());
    let listed = between.len() <= 10
        && (between.lo()..between.hi()).any(|k| passage.at(k) == '、')
        && (between.lo()..between.hi()).all(|k| is_han(passage.at(k)) || passage.at(k) == '、');
    // 156213户,632480人: households and those who live in them.
    let unit = |figure: &QuantityMention| figure.unit.map(|unit| passage.at(unit.lo()));
    let peopled = record.kind == QuantityKind::Stock
        && between.len() == 1
        && passage.at(between.lo()) == ','
        && unit(before) == Some('户')
        && matches!(unit(figure), Some('人' | '口'));
    if peopled {
        return Some(QuantityKind::Stock);
    }
    // 设车站14个,桥梁86座: a bare noun goes on with the list over a comma.
    let bare = (3..=6).contains(&between.len())
        && passage.at(between.lo()) == ','
        && (between.lo() + 1..between.hi()).all(|k| is_han(passage.at(k)))
        && (between.lo() + 1..between.hi()).all(|k| !deeds(passage, k));
    if bare
        && matches!(record.kind, QuantityKind::Stock | QuantityKind::Attribute)
        && record.kind_doubt.is_none()
        && !matches!(before.sort, Sort::Measure | Sort::Money | Sort::Ratio)
        && alike(before, figure)
    {
        return Some(record.kind);
    }
    let passed_on = matches!(
        record.kind,
        QuantityKind::Stock | QuantityKind::Attribute | QuantityKind::Cumulative | QuantityKind::Planned
    );
    (listed && passed_on && alike(before, figure)).then_some(record.kind)
}

/// Whether a verb begins at a place.
fn deeds(passage: &Passage<'_>, k: usize) -> bool {
    let verbs = [Class::PartVerb, Class::Verb, Class::StageVerb, Class::OrganizerVerb, Class::NameVerb];
    verbs.into_iter().any(|class| passage.hits.has(k, class))
        || passage.hits.longest(k, Class::TypeWord).is_some_and(|hit| {
            let value = passage.value(hit, Class::TypeWord);
            !value.ends_with("noun") && !value.starts_with("none")
        })
}

/// Whether two figures count the same kind of thing.
fn alike(one: &QuantityMention, other: &QuantityMention) -> bool {
    let class = |sort: Sort| match sort {
        Sort::Person | Sort::None => 0,
        Sort::Thing | Sort::General | Sort::Place => 1,
        Sort::Measure => 2,
        Sort::Money => 3,
        _ => 4,
    };
    let (a, b) = (class(one.sort), class(other.sort));
    a == b || a.max(b) == 1
}

/// The figure that a part belongs to: the nearest before that is no part itself and not smaller.
fn whole(figures: &[QuantityMention], records: &[QuantityRecord], part: &QuantityMention) -> Option<usize> {
    (0..records.len()).rev().take(12).find(|&k| {
        let (Some(figure), Some(record)) = (figures.get(k), records.get(k)) else { return false };
        !matches!(record.kind, QuantityKind::Component | QuantityKind::Ordinal | QuantityKind::Count)
            && part.span.start - figure.span.end <= PART_REACH
            && alike(figure, part)
            && (figure.sort != Sort::Measure || part.sort == Sort::Measure)
            && (figure.sort == part.sort || figure.sort != Sort::Person || part.sort != Sort::Thing)
            && figure.value.float() >= part.value.float()
    })
}

/// The same figure told before: equal value, and unit or thing alike.
fn told_before(
    passage: &Passage<'_>,
    figures: &[QuantityMention],
    records: &[QuantityRecord],
    figure: &QuantityMention,
    record: &QuantityRecord,
) -> Option<usize> {
    let headline = |span: Span| passage.headline.is_some_and(|h| h.contains(span));
    (0..records.len()).take(64).find(|&k| {
        let (Some(other), Some(told)) = (figures.get(k), records.get(k)) else { return false };
        if other.value != figure.value
            || other.high != figure.high
            || other.ordinal != figure.ordinal
            || told.same_as.is_some()
        {
            return false;
        }
        let same_unit = told.unit == record.unit;
        if figure.ordinal {
            return same_unit && related(told.of.as_deref(), record.of.as_deref());
        }
        if told.kind == QuantityKind::Count || record.kind == QuantityKind::Count || !alike(other, figure) {
            return false;
        }
        let persons = other.sort == Sort::Person && figure.sort == Sort::Person;
        let retold = headline(other.span) && !headline(figure.span);
        let near = related(told.of.as_deref(), record.of.as_deref());
        (same_unit || persons) && (near || retold && figure.value.float() >= 2.0)
            || retold && figure.value.float() >= 10.0 && near
    })
}

/// Whether two nouns share two characters.
fn related(one: Option<&str>, other: Option<&str>) -> bool {
    fn pairs(noun: &str) -> impl Iterator<Item = (char, char)> + '_ {
        noun.chars().zip(noun.chars().skip(1))
    }
    let (Some(one), Some(other)) = (one, other) else { return false };
    pairs(one).any(|pair| pairs(other).any(|o| o == pair))
}

/// The day a running total holds for.
fn as_of(
    passage: &Passage<'_>,
    figure: &QuantityMention,
    kind: QuantityKind,
    cues: &Cues,
    times: &[TimeRecord],
    date: Option<&TimeRecord>,
) -> Option<String> {
    let running = kind == QuantityKind::Cumulative || cues.running_here || cues.running_before;
    if !running || !matches!(kind, QuantityKind::Cumulative | QuantityKind::Component | QuantityKind::Stock) {
        return None;
    }
    let sentence = passage.sentence(figure.span.lo())?.span;
    let told = times.partition_point(|time| (time.start as usize) < figure.span.lo());
    let named = times.iter().take(told).rev().take(8).find(|time| {
        let start = time.start as usize;
        sentence.covers(start)
            && ["截至", "截止", "截止到", "截至到", "到", "至", "止于"]
                .iter()
                .any(|word| passage.ends(start, word))
    });
    named.or(date).filter(|time| time.is_resolved()).map(|time| time.to.clone())
}

/// The place or body counted: 全省, or the place the clause begins with.
fn scope(
    passage: &Passage<'_>,
    mentions: &Mentions,
    figure: &QuantityMention,
    kind: QuantityKind,
) -> Option<String> {
    if matches!(kind, QuantityKind::Ordinal | QuantityKind::Count) {
        return None;
    }
    let clause = passage.clause(figure.span.lo())?;
    let start = figure.span.lo();
    let floor = clause.lo().max(start.saturating_sub(40));
    let all = (floor..start).find(|&k| {
        passage.at(k) == '全' && chars!("国省市县区州乡镇村校厂院公社系行球境").has(passage.at(k + 1))
    });
    if let Some(k) = all {
        let end = if matches!(passage.at(k + 1), '公' | '系' | '行') { k + 3 } else { k + 2 };
        return Some(passage.slice(Span::new(k, end)).to_owned());
    }
    beginning(&mentions.places, clause.lo(), clause.lo() + 5, |p| p.span)
        .iter()
        .find(|place| place.span.hi() <= start)
        .map(|place| passage.slice(place.span).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::recognize::quantity;
    use crate::text::Text;

    fn read(headline: &str, body: &str) -> Vec<QuantityRecord> {
        let text = Text::new(format!("{headline}{body}"));
        let n = headline.chars().count();
        let head = (n > 0).then(|| Span::new(0, n));
        let passage = Passage::new(&text, Lexicon::builtin(), text.span(), head, Span::new(n, text.len()));
        let mut mentions = Mentions::default();
        mentions.quantities = quantity::find(&passage, &mentions);
        quantities(&passage, &mentions, &[], None)
    }

    #[test]
    fn the_words_before_a_figure_tell_its_kind() {
        use QuantityKind::{Attribute, Component, Cumulative, Increment, Ordinal, Planned, Stock};
        for (body, kinds) in [
            ("投资3000万元。", vec![Increment]),
            ("死亡3人，伤11人。", vec![Increment, Increment]),
            ("截至目前，全市累计造林12万亩。", vec![Cumulative]),
            ("是年，全县62430户，319702口。", vec![Stock, Stock]),
            ("目前，已派出10批，队员990人。", vec![Cumulative, Cumulative]),
            ("全县总人口为213465人，其中男108211人，女105254人。", vec![Stock, Component, Component]),
            ("共120名，由18名医师、102名护士组成。", vec![Increment, Component, Component]),
            ("计划投资2.4亿元。", vec![Planned]),
            ("公路全长12.5公里，路基宽9米。", vec![Attribute, Attribute]),
            ("图书馆馆藏图书260万册。", vec![Stock]),
            ("全市有中学32所。", vec![Stock]),
            ("参加会议的有代表120人。", vec![Increment]),
            ("病床由20张增至35张。", vec![Stock, Stock]),
            ("比上年增长5.6%。", vec![Attribute]),
            ("第十批队员出发。", vec![Ordinal]),
            ("辖5街道、12镇、8乡。", vec![Stock, Stock, Stock]),
            ("6.2万亩农作物受灾。", vec![Increment]),
            ("每股发行价12.6元。", vec![Attribute]),
            ("县拨救济粮15万公斤。", vec![Increment]),
            ("拨救济粮15万公斤。", vec![Increment]),
            ("队员来自12个单位。", vec![Attribute]),
            ("来自12个县的635名运动员参加。", vec![Attribute, Increment]),
            ("队员来自9个县和市直共14家医院。", vec![Attribute, Attribute]),
        ] {
            let found: Vec<QuantityKind> = read("", body).iter().map(|q| q.kind).collect();
            assert_eq!(found, kinds, "{body}");
        }
    }

    #[test]
    fn parts_point_to_their_whole() {
        let all = read("", "派出医疗队员120名，其中医师18名、护士102名。");
        assert_eq!(all.iter().map(|q| q.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
        let all = read("", "总投资745.9万元，其中国家投资369.26万元，地方投资376.64万元。");
        assert_eq!(all.iter().map(|q| q.part_of).collect::<Vec<_>>(), [None, Some(0), Some(0)]);
    }

    #[test]
    fn what_counts_another_kind_of_thing_is_no_part() {
        use QuantityKind::{Component, Increment};
        let records = read("", "全县造林1.2万亩,其中经果林4300亩、用材林7700亩,参加干部群众达2.3万人次。");
        let kinds: Vec<QuantityKind> = records.iter().map(|record| record.kind).collect();
        assert_eq!(kinds[1..3], [Component, Component]);
        assert_ne!(kinds[3], Component);
        assert_eq!(kinds[0], Increment);
    }

    #[test]
    fn a_figure_told_again_points_to_the_first() {
        let all = read("云溪第五批援藏队148人出发 ", "3月5日，云溪第五批援藏队148名队员出发。");
        assert_eq!(all.iter().map(|q| q.same_as).collect::<Vec<_>>(), [None, None, Some(0), Some(1)]);
    }

    #[test]
    fn what_is_counted_stands_behind_or_before() {
        for (body, of) in [
            ("120名医疗队员奔赴灾区。", "医疗队员"),
            ("粮食总产量达1.2亿公斤。", "粮食总产量"),
            ("运来500吨货物。", "货物"),
            ("死亡3人。", "死亡"),
            ("与会委员165名。", "与会委员"),
            ("全长12.5公里。", "全长"),
            ("组成40人检查团。", "检查团"),
        ] {
            assert_eq!(read("", body)[0].of.as_deref(), Some(of), "{body}");
        }
    }
}
