//! Places that no table holds, by their last word and by what stands around them: 花果山, 登州府, 五里铺.
//!
//! Every last word in the text ends a few names, one for each beginning. None is refused for its shape: 现场, 李大江 are
//! proposed as well, and what speaks against them is counted.

use super::Finder;
use super::NAMING;
use super::around::{COMMON, NAMED};
use crate::fact::PlaceKind;
use crate::lexicon::lists_of_words as lists;
use crate::lexicon::{Class, ClassSet, Hit};
use crate::recognize::lattice::{Kind, Named, Node, Payload, Score, Weight};
use crate::recognize::person::characters;
use crate::recognize::{common as verbs, gauge};
use crate::resolve::division;
use crate::text::{Span, chars, is_han};

/// How many characters may stand before the last word, and before that of a township of a people (回族乡).
const STEM: usize = 5;
const PEOPLES: usize = 10;

/// Names for which less speaks than this are not proposed: enough lies below what neighbours can add.
const FAINT: i32 = -16;

/// The longest name that is known by nothing but where it stands.
const SLOT: usize = 3;

/// The longest such name in transcription.
const TRANSCRIBED: usize = 6;

/// Words of doing, which no name holds.
const VERBS: ClassSet = ClassSet::of(&[
    Class::TypeWord,
    Class::PartVerb,
    Class::OrganizerVerb,
    Class::StageVerb,
    Class::RoleWord,
    Class::Verb,
    Class::Function,
    Class::PlaceAfter,
]);

/// Verbs by which a name that is known by nothing else must be followed.
const DEEDS: ClassSet =
    ClassSet::of(&[Class::TypeWord, Class::PartVerb, Class::OrganizerVerb, Class::StageVerb, Class::Verb]);

impl Finder<'_, '_> {
    /// Proposes, in the order of the text, the known names, those with a last word of the table of tails, and those that
    /// stand where a name must.
    pub(super) fn endings(&mut self) {
        let passage = self.passage;
        let mut before = '\0';
        for (k, &c) in (passage.span.lo()..).zip(passage.text.folded(passage.span)) {
            let classes = passage.hits.classes(k);
            let called = passage.bounds.place(k);
            if classes.has(Class::PlaceName) {
                self.named_so(k);
            }
            if called {
                self.series(k);
            }
            if matches!(c, '至' | '到') {
                self.line(k);
            }
            if chars!("一二两三四五六七八九十等间之").has(c) {
                self.gathered(k);
            }
            if matches!(c, '站' | '闸') {
                self.gauge(k + 1);
            }
            if classes.has(Class::PlaceTail) {
                for hit in passage.hits.at(k).iter().filter(|hit| hit.is(Class::PlaceTail)) {
                    self.ending(hit);
                }
            }
            let led = chars!("、和与及从自经由").has(before);
            let may = called || led || self.closed(k) || self.light(k);
            if may && is_han(c) {
                self.slot(k);
            }
            before = c;
        }
    }

    /// Proposes a mountain, a water, an old division or a foreign place that the lexicon knows by its name.
    fn named_so(&mut self, i: usize) {
        let Some(hit) = self.passage.hits.longest(i, Class::PlaceName) else { return };
        let kind = match self.passage.value(hit, Class::PlaceName) {
            "natural" => PlaceKind::Natural,
            "old" => PlaceKind::Division,
            "foreign" => PlaceKind::Region,
            _ => PlaceKind::Village,
        };
        let span = hit.span();
        if kind == PlaceKind::Region
            && let Some(end) = self.level_end(span.hi())
        {
            self.put(
                Span::new(i, end),
                kind,
                self.about(Score::of(Weight::PlaceKnown).and(Weight::PlaceLocal), i, span.hi(), true),
            );
        }
        self.put(span, kind, self.about(Score::of(Weight::PlaceKnown), i, span.hi(), true));
    }

    /// Proposes the name of a station that gauges a water as a word that hides what it is called after: 青溪河|石门站.
    fn gauge(&mut self, end: usize) {
        if gauge::told(self.passage, end)
            && let Some(from) = gauge::water(self.passage, end)
        {
            self.nodes.push(Node::wall(Span::new(from, end), Kind::Word, Weight::Product));
        }
    }

    /// Proposes a place with a score, unless too little speaks for it.
    pub(super) fn put(&mut self, span: Span, kind: PlaceKind, score: Score) {
        if score.total() > FAINT {
            // 汶川: what the table knows at home keeps its code.
            let short = |hit: &&Hit| {
                hit.end == span.end
                    && hit.is(Class::DivisionShort)
                    && !gauge::is_water(self.passage, span.hi())
                    && (self.passage.region == 0
                        || self.home(hit)
                        || self.told_in_full(hit)
                        || self.only(hit))
            };
            let hit = self.passage.hits.at(span.lo()).iter().find(short);
            let named = hit.map(|hit| Named { hit: *hit, class: Class::DivisionShort });
            let kind = if named.is_some() { PlaceKind::Division } else { kind };
            self.nodes.push(Node::new(span, Kind::Place, score, Payload::Place(kind, named)));
        }
        if score.total() > 0 {
            let below = matches!(
                score.grounds().first(),
                Some((Weight::PlaceTailTown | Weight::PlaceTailVillage, _))
            );
            self.close(span.hi(), below && span.len() > 2);
        }
    }

    /// Whether all that a short form may mean is one county, wherever it lies: 蕲春, 汶川.
    fn only(&self, short: &Hit) -> bool {
        let terms = self.passage.lexicon.terms(short).filter(|term| term.class == Class::DivisionShort);
        let mut lasting = terms.map(|term| division::lasting(term.region));
        let Some(first) = lasting.next() else { return false };
        division::level(first) == 2 && lasting.all(|code| code == first)
    }

    /// Whether the entry tells a division that a short form may mean by its full name: 松江区 … 在霍山、松江签约.
    fn told_in_full(&self, short: &Hit) -> bool {
        let lexicon = self.passage.lexicon;
        let codes = |hit: &Hit, class: Class| -> Vec<u32> {
            lexicon.terms(hit).filter(|term| term.class == class).map(|term| term.region).collect()
        };
        let meant = codes(short, Class::DivisionShort);
        let full = self.passage.hits.iter().filter(|hit| hit.is(Class::Division));
        full.flat_map(|hit| codes(hit, Class::Division)).any(|code| meant.contains(&code))
    }

    /// Proposes the names that end with one last word.
    fn ending(&mut self, hit: &Hit) {
        let passage = self.passage;
        let (k, end) = (hit.start as usize, hit.end as usize);
        let (base, kind) = match passage.value(hit, Class::PlaceTail) {
            "sure" => (Weight::PlaceTailSure, PlaceKind::Natural),
            "natural" => (Weight::PlaceTailNatural, PlaceKind::Natural),
            "old" => (Weight::PlaceTailOld, PlaceKind::Division),
            "state" => (Weight::PlaceTailState, PlaceKind::Division),
            "unlisted" => (Weight::PlaceTailUnlisted, PlaceKind::Division),
            "region" => (Weight::PlaceTailRegion, PlaceKind::Region),
            "town" => (Weight::PlaceTailTown, PlaceKind::Town),
            "village" => (Weight::PlaceTailVillage, PlaceKind::Village),
            _ => (Weight::PlaceTailHamlet, PlaceKind::Village),
        };
        let peoples = passage.before(k) == '族' || self.spelled(k.saturating_sub(STEM + 1), k);
        let reach = if peoples { PEOPLES } else { STEM };
        let listed = || (k.saturating_sub(6)..k).any(|j| passage.at(j) == '、');
        // 黄桥镇|镇办厂: a town does not end a town's name.
        let twice = kind == PlaceKind::Town && chars!("镇乡").has(passage.before(k));
        let counted = twice
            || chars!("两二三四五六七八九十数几多各").has(passage.before(k))
                && (kind != PlaceKind::Village || listed());
        // 涪州|渡|乌江: a verb before what is crossed.
        let crosses = end == k + 1
            && chars!("渡坎过越").has(passage.at(k))
            && passage.hits.at(end).iter().any(|hit| hit.end > hit.start + 1 && hit.classes.meets(NAMED));
        if crosses {
            return;
        }
        // 阿尔金山|北坡: a word that only tells where at a known place.
        let side = passage.hits.ending(end, Class::PlaceAfter).is_some_and(|after| {
            let from = after.start as usize;
            from < k && (passage.hits.classes_ending(from).meets(NAMED) || self.fenced(from))
        });
        if side {
            return;
        }
        // 保定|府: the prefecture of old whose seat the table has.
        let seat = passage.hits.ending(k, Class::DivisionShort).filter(|short| short.span().len() > 1);
        if let Some(seat) = seat.filter(|_| base == Weight::PlaceTailOld && passage.at(k) == '府') {
            let i = seat.span().lo();
            let known = Score::of(base)
                .and(Weight::PlaceKnown)
                .when(verbs::act(passage.before(i)), Weight::PlaceCalled);
            let score = self.about(known, i, end, false);
            self.put(Span::new(i, end), kind, score);
            return;
        }
        // 慈利县|江垭: the last word begins another name.
        if counted || self.parts(k, k) || self.fenced(k) || passage.before(k) == '等' || self.post(k, end) {
            return;
        }
        for i in (k.saturating_sub(reach).max(passage.span.lo())..k).rev() {
            // No name goes over a mark, and none over the end of a bounding word but for a surname behind a place: 渔沃乡|于洲集村.
            let fenced = i + 1 < k && self.parts(i + 1, k);
            let surname = || {
                let before = self.fenced(i + 1) || passage.bounds.join(i + 1);
                self.closed(i) && passage.hits.has(i, Class::Surname) && !before
            };
            if !is_han(passage.at(i)) || fenced && !surname() {
                return;
            }
            // 设|南岳, 来|栾川: a verb of one character begins no name.
            let verb = verbs::bare_deed(passage.at(i)) && i + 1 < k && !self.common(i, i + 2);
            if (fenced || !self.parts(i + 1, k))
                && !verb
                && self.name_like(i, k)
                && !self.told_otherwise(i, end)
                && !self.only_tail(i, end)
            {
                self.named_by(i, hit, base, kind);
            }
            if fenced {
                return;
            }
        }
    }

    /// Proposes a name from its beginning to the end of its last word.
    fn named_by(&mut self, i: usize, last: &Hit, base: Weight, kind: PlaceKind) {
        let (k, end) = (last.start as usize, last.end as usize);
        let stem = k - i;
        let peoples = self.passage.before(k) == '族';
        let spelled = stem > 3 && self.spelled(i, k);
        let below = matches!(base, Weight::PlaceTailTown | Weight::PlaceTailVillage);
        let general = matches!(base, Weight::PlaceTailRegion | Weight::PlaceTailOld)
            && (self.common(i, k)
                || base == Weight::PlaceTailRegion && (i..k).any(|j| j + 2 <= k && self.common(j, j + 2)));
        let mut score = Score::of(base)
            // 郑|县: counties of old were often called by one character.
            .when(
                stem == 1
                    && !(base == Weight::PlaceTailHamlet && self.behind_town(i))
                    && !(self.passage.at(k) == '县' && self.passage.bounds.place(i)),
                Weight::PlaceSingle,
            )
            .when(general, Weight::PlaceCrossed)
            .when(self.worded(i, k, end, below), Weight::PlaceWorded)
            .when(self.verbal(i, k) || self.level_acts(i) || self.begins_moving(i, k), Weight::PlaceCrossed)
            .when(stem > 2 && self.light(i + 1), Weight::PlaceSurname)
            // 永城渡|浍河: what was done to it.
            .when(
                stem > 1
                    && chars!("渡越犯陷攻围占袭抵掠焚窜逾溯沿据赴").has(self.passage.at(i))
                    && self.light(i + 1),
                Weight::PlaceCrossed,
            )
            .when(!spelled && self.two(i, k), Weight::PlaceTwo);
        if stem > 3 && !peoples && !spelled {
            score = score.plus(Weight::PlaceLong, Weight::PlaceLong.value() * (stem as i32 - 3));
        }
        let score =
            self.about(score, i, end, below).when(!below && self.surnamed(i, end), Weight::PlaceSurname);
        self.put(Span::new(i, end), kind, score);
    }

    /// Whether a stem is spelled by sounds alone: 额尔登布拉格|苏木.
    fn spelled(&self, i: usize, k: usize) -> bool {
        (i..k).all(|j| characters::transcribes(self.passage.at(j)))
    }

    /// Whether a country, or a place abroad, ends at `i`.
    fn abroad(&self, i: usize) -> bool {
        let ends = self.passage.hits.classes_ending(i);
        ends.has(Class::Country)
            || ends.has(Class::PlaceName)
                && self
                    .passage
                    .hits
                    .ending(i, Class::PlaceName)
                    .is_some_and(|hit| self.passage.value(hit, Class::PlaceName) == "foreign")
    }

    /// Whether a country ends at `i` that a word before it calls for: 在菲律宾|洛斯巴尼奥斯.
    fn in_country(&self, i: usize) -> bool {
        self.passage.hits.ending(i, Class::Country).is_some_and(|country| {
            let from = country.start as usize;
            self.passage.bounds.place(from) || self.passage.before(from) == '、'
        })
    }

    /// Whether a town ends right before `i`: 温溪镇|沙埠.
    fn behind_town(&self, i: usize) -> bool {
        self.closed(i) && chars!("镇乡").has(self.passage.before(i))
    }

    /// Whether a post reaches over the last word: 绍兴府|知府.
    fn post(&self, k: usize, end: usize) -> bool {
        (k.saturating_sub(2)..k)
            .any(|j| self.passage.hits.at(j).iter().any(|hit| hit.is(Class::Post) && hit.end as usize == end))
    }

    /// Whether a stretch is a last word by itself: 人民公社.
    fn only_tail(&self, i: usize, end: usize) -> bool {
        let long = |hit: &&Hit| hit.is(Class::PlaceTail) && hit.end as usize == end;
        self.passage.hits.at(i).iter().any(|hit| long(&hit))
    }

    /// Whether a short form of a division begins a stem that goes on: 蕲春|张家塝 are two names.
    fn two(&self, i: usize, k: usize) -> bool {
        self.passage.hits.at(i).iter().any(|hit| {
            let end = hit.end as usize;
            hit.is(Class::DivisionShort)
                && hit.end > hit.start + 1
                && (end < k && self.level(hit) < 2
                    || end + 1 < k && (self.home(hit) || self.passage.bounds.place(i)))
        }) || (i + 2..k).any(|j| {
            let tail = self.passage.hits.longest(j, Class::PlaceTail);
            tail.is_some_and(|tail| {
                self.passage.value(tail, Class::PlaceTail) == "town" && tail.span().hi() < k
            })
        })
    }

    /// The highest level of the divisions that a short form may mean.
    fn level(&self, hit: &Hit) -> u8 {
        let terms = self.passage.lexicon.terms(hit).filter(|term| term.class == Class::DivisionShort);
        terms.map(|term| division::level(term.region)).min().unwrap_or(2)
    }

    /// Proposes what stands where a name must: behind a word that calls for a place, behind a place, in a list of places.
    fn slot(&mut self, i: usize) {
        let passage = self.passage;
        let listed = matches!(passage.before(i), '、' | '和' | '与' | '及') && i > 0 && self.closed(i - 1);
        let from = chars!("从自经由").has(passage.before(i));
        let called = from
            && (!is_han(passage.at(i.saturating_sub(2))) || !self.common(i.saturating_sub(2), i))
            || passage.bounds.place(i) && chars!("在到赴抵至往驻于入进达访察占克临葬").has(passage.before(i));
        if !(called || self.light(i) || self.closed(i) || listed)
            || chars!("县市省区乡镇村全各本我该此其原新旧老大小上下前后东西南北中内外地得着了的个来去由向从自以将把被为")
                .has(passage.at(i))
            || passage.hits.has(i, Class::ProvinceLetter)
        {
            return;
        }
        let abroad = self.abroad(i);
        // 由扎门乌德入境: a name in transcription is longer.
        let transcribed = (i..i + TRANSCRIBED)
            .take_while(|&k| characters::transcribes(passage.at(k)) && !passage.bounds.open(k))
            .count();
        for end in i + 2..=i + SLOT.max(transcribed) {
            let last = end - 1;
            if !is_han(passage.at(last)) || passage.bounds.open(last) || passage.bounds.cut(last) {
                return;
            }
            let deed =
                passage.hits.at(end).iter().any(|hit| hit.end > hit.start + 1 && hit.classes.meets(DEEDS));
            // 在石帆|设工作站.
            let act = verbs::act(passage.at(end)) && !self.common(end - 1, end + 1);
            let common = (passage.before(i) == '在' || (listed || abroad) && transcribed >= end - i)
                && (verbs::verb(passage.at(end), passage.at(end + 1)) || act || self.common(end, end + 2))
                && !(i..end).any(|j| verbs::single(passage.at(j)));
            // 由张某率领, 从扎门入境: behind these a word of going.
            let goes = chars!("入出进抵至到返赴前往启开转经东西南北登起直").has(passage.at(end));
            let led = called || listed || abroad || self.light(i);
            let shut = if from {
                goes && passage.at(end) != '等'
            } else {
                !is_han(passage.at(end)) || self.followed(end).is_some() || (deed || common) && led
            };
            // 花|凉亭: a word may end a name, not begin it or reach over its end.
            let ends = |j: usize, to: usize| {
                called && j > i && to == end && !verbs::verb(passage.at(j), passage.at(j + 1))
            };
            let held = (i..end).any(|j| {
                passage.hits.at(j).iter().any(|hit| hit.end > hit.start + 1 && !ends(j, hit.end as usize))
                    || (j + 2..=j + 3).any(|to| self.common(j, to) && !ends(j, to))
                    // 在清河桥|抛锚.
                    || j + 2 == end && verbs::rare_verb(passage.at(j), passage.at(j + 1))
            });
            let spelled = abroad && self.in_country(i) && transcribed == end - i;
            let known =
                || passage.hits.at(i).iter().any(|hit| hit.is(Class::Country) || hit.is(Class::PlaceName));
            if held && !(spelled && end - i > 3 && !known()) {
                continue;
            }
            // 在|埠设行: a verb that no name holds.
            if (i + 1..end).any(|j| {
                verbs::bare_deed(passage.at(j)) && !self.common(j - 1, j + 1) && !self.common(j, j + 2)
            }) {
                continue;
            }
            // 二|矿, 五|厂: a body by its number.
            let number = self.numbered(i, last);
            let edge = number || chars!("中上下内外里前后间时日年月期处井").has(passage.at(last));
            let figure = passage.at(end).is_ascii_digit();
            let time = passage.begins_any(end, &lists::PLACE_TIMES);
            if !shut || edge || figure || time || end > passage.span.hi() || !self.name_like(i, end) {
                continue;
            }
            // 在石码坨开会, 从石码坨启航: no person stands there, but for 在某某陪同下.
            let going = from || chars!("抵赴至驻往").has(passage.before(i));
            let by = || passage.hits.has(end, Class::PartVerb) || passage.begins_any(end, &lists::PERSON_LED);
            let person =
                passage.hits.has(i, Class::Surname) && !(going || passage.before(i) == '在' && !by());
            let before_verb =
                is_han(passage.at(end)) && !passage.bounds.open(end) && (called && common || from);
            let score = Score::of(Weight::PlaceSlot)
                .when(before_verb, Weight::PlaceShut)
                .when(transcribed >= end - i && end - i > 2, Weight::PlaceTranscribed)
                .when(spelled, Weight::PlaceCalled)
                .when(person && !spelled, Weight::PlaceSurname)
                .when(self.worded(i, end, end, false), Weight::PlaceWorded);
            let score = self.around(score, i, end);
            // The verb that follows is no run-on.
            let runs_on = score.grounds().iter().any(|(weight, _)| *weight == Weight::PlaceRunOn);
            let score = if before_verb && runs_on {
                score.plus(Weight::PlaceRunOn, -Weight::PlaceRunOn.value())
            } else {
                score
            };
            self.put(Span::new(i, end), PlaceKind::Village, score);
        }
    }

    /// 二矿, 五厂: whether a stretch is a body by its number.
    pub(super) fn numbered(&self, i: usize, last: usize) -> bool {
        lists::NUMBER_FIGURES.has(self.passage.at(i)) && chars!("矿厂院校队").has(self.passage.at(last))
    }

    /// Whether a table knows the stretch, or a name that ends with it or reaches over its end.
    fn told_otherwise(&self, i: usize, end: usize) -> bool {
        let passage = self.passage;
        let known = |hit: &Hit| {
            hit.classes.meets(NAMED)
                || hit.is(Class::DivisionShort) && (self.level(hit) < 2 || self.home(hit))
        };
        let same = passage.hits.at(i).iter().any(|hit| hit.end as usize == end && known(hit));
        same || (i + 1..end).any(|j| {
            passage.hits.at(j).iter().any(|hit| {
                // 七里|沁河 may be one name, 越|大别山 is none.
                let short = hit.span().len() == 2
                    && hit.end as usize == end
                    && j > i + 1
                    // 苍山|洱海: another one ends before it.
                    && !chars!("山河江湖海岛").has(passage.before(j))
                    && !hit.is(Class::DivisionShort);
                // 于|万佛山: the character before it would be left alone.
                let stranded = j == i + 1
                    && hit.end as usize == end
                    && passage.bounds.cut(i)
                    && !verbs::single(passage.at(i))
                    && !passage.before(i).is_ascii_digit();
                // 小|挠力河: another of that name.
                let like = j == i + 1 && chars!("大小东西南北上下前后新老").has(passage.at(i));
                // 沭河|北岸: what follows shows where the name ends.
                let over = hit.end as usize > end && self.followed(end).is_some();
                hit.end > hit.start + 1
                    && hit.end as usize >= end
                    && known(hit)
                    && !short
                    && !over
                    && !like
                    && !stranded
            })
        })
    }

    /// Whether no name goes over `i` into a stem that ends at `k`: a bounding word or another place's full name ends there.
    fn parts(&self, i: usize, k: usize) -> bool {
        self.passage.bounds.cut(i)
            || matches!(self.passage.before(i), '至' | '到' | '与' | '及' | '等')
            || i < k && self.fenced(i)
    }

    /// Whether a verb of two characters or more stands in a stem: 开发|胶州湾.
    fn verbal(&self, i: usize, k: usize) -> bool {
        (i..k).any(|j| {
            self.passage.hits.at(j).iter().any(|hit| {
                let whole = j == i && hit.end as usize == k && !hit.is(Class::OrganizerVerb);
                hit.end > hit.start + 1 && hit.end as usize <= k && hit.classes.meets(VERBS) && !whole
            })
        }) || k > i + 2
            && self.common(i, i + 2)
            && self.passage.hits.at(i + 2).iter().any(|hit| hit.classes.meets(NAMED))
    }

    /// 省|撤|某府: whether a level and what it does begin a stem.
    fn level_acts(&self, i: usize) -> bool {
        chars!("省府道州县市区").has(self.passage.at(i))
            && verbs::act(self.passage.at(i + 1))
            && !self.common(i + 1, i + 3)
    }

    /// 退回|慈峪, 窜|回柳沟: whether a verb of moving or where it goes would be part of the name, whose last word begins at `k`.
    fn begins_moving(&self, i: usize, k: usize) -> bool {
        let goes = |at: usize| {
            lists::PLACE_MOVES.has(self.passage.at(at)) && lists::PLACE_MOVED_TO.has(self.passage.at(at + 1))
        };
        k > i + 2 && goes(i) || k > i + 1 && i > self.passage.span.lo() && goes(i - 1)
    }

    /// Whether a common word ends where the name with a last word from `tail` on does, or reaches over one of its ends.
    fn worded(&self, i: usize, tail: usize, end: usize, below: bool) -> bool {
        // 柳|市镇, 登|州府 may be names, 贫困|山村 is none.
        let town = matches!(self.passage.before(end), '镇' | '乡' | '村' | '府' | '道' | '郡' | '卫' | '署');
        // 石|门洞, 旭|水河: behind a character that describes nothing and makes no word.
        let name = end == i + 3
            && chars!("河江溪湖洞山岭峰沟滩湾潭").has(self.passage.before(end))
            && !self.common(i, i + 2)
            && !chars!("老大小新旧各山水高低深浅好坏穷富荒近远多少前后东西南北内外中上下")
                .has(self.passage.at(i))
            && !verbs::single(self.passage.at(i));
        let apart = |k: usize| !(town || name) || k != i + 1;
        let followed = self.followed(end).is_some();
        let hit = (i.saturating_sub(3)..end).any(|k| {
            self.passage.hits.at(k).iter().any(|hit| {
                let to = hit.end as usize;
                let name = hit.classes.meets(NAMED) || hit.is(Class::DivisionShort);
                let long = hit.end > hit.start + 1 && hit.classes.meets(COMMON) && !name;
                let over = to > end && k < end && k > i && !followed;
                let ends = to == end && k >= i && k < tail && apart(k) && (!below || hit.is(Class::BodyWord));
                long && (ends || over || k < i && to > i)
            })
        });
        hit || (i..tail).any(|k| (2..=3).contains(&(end - k)) && self.common(k, end) && apart(k))
    }

    /// Whether a name without anything around that calls for a place begins like a person's.
    fn surnamed(&self, i: usize, end: usize) -> bool {
        (2..=4).contains(&(end - i))
            && self.passage.hits.has(i, Class::Surname)
            && !self.passage.bounds.place(i)
            && !self.light(i)
            && !self.fenced(i)
            && self.followed(end).is_none()
            && !self.passage.hits.classes(i).meets(NAMING)
    }
}
