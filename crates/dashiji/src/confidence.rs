//! How sure a fact is: what it stands on, weighed by a table that is fitted on annotated pages.
//!
//! Whoever decides a fact names what it stands on ([`Ground`]: a name that is known, a default where no word tells, a margin that is
//! narrow); every ground has points in `lexicon/table-doubt.tsv`, ten to a doubling of the odds that the fact is right. The sum says whether the
//! fact is held for certain, is in some doubt or in much. Nothing is decided here: the reading is the same whatever the table says.

use crate::fact::Field;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// How much is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// About four of five such facts are right.
    Some,
    /// About half of such facts are right.
    Much,
}

/// Why a fact may be wrong: how much, what else it may be, and what speaks against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// How much.
    pub grade: Grade,
    /// What it may be instead, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<String>,
    /// What it stands on that is weak, the weakest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
}

impl Doubt {
    /// A doubt of which only the grade and the rivals are told.
    pub fn of(grade: Grade, rivals: Vec<String>) -> Self {
        Self { grade, rivals, grounds: Vec::new() }
    }

    /// Keeps of the doubts of a fact told several times the least: what is certain once is certain.
    pub fn least(kept: &mut Option<Box<Self>>, next: Option<&Self>, first: bool) {
        let less = match (&*kept, next) {
            _ if first => true,
            (Some(_), None) => true,
            (Some(kept), Some(next)) => next.grade < kept.grade,
            (None, _) => false,
        };
        if less {
            *kept = next.cloned().map(Box::new);
        }
    }
}

macro_rules! grounds {
    ($($name:ident = $text:literal,)*) => {
        /// What a fact stands on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each has its reason in the table")]
        pub enum Ground {
            $(#[serde(rename = $text)] $name,)*
        }

        impl Ground {
            /// Every ground, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the table.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

grounds! {
    TypeNone = "type.none",
    TypeLater = "type.later",
    TypeGoes = "type.goes",
    TypeWeak50 = "type.weak50",
    TypeWeak60 = "type.weak60",
    TypeWeak70 = "type.weak70",
    TypeNear8 = "type.near8",
    TypeNear20 = "type.near20",
    TypeNear40 = "type.near40",
    TypeSkipped = "type.skipped",
    TypeHeadline = "type.headline",
    TypeNoun = "type.noun",
    TypeIsMeeting = "type.is-meeting",
    TypeIsProject = "type.is-project",
    TypeIsAward = "type.is-award",
    TypeIsVisit = "type.is-visit",
    TypeIsAppointment = "type.is-appointment",
    TypeIsStatus = "type.is-status",
    TypeIsIssue = "type.is-issue",
    PartNamed = "part.named",
    PartIsLead = "part.is-lead",
    PartIsChair = "part.is-chair",
    PartActor = "part.actor",
    PartRite = "part.rite",
    PartOffice = "part.office",
    PartBare = "part.bare",
    PartSeveral = "part.several",
    PartCrowd = "part.crowd",
    PartJourney = "part.journey",
    PartMeeting = "part.meeting",
    PartOther = "part.other",
    PartEvents = "part.events",
    PartAlone = "part.alone",
    PartIsAttend = "part.is-attend",
    PartIsFate = "part.is-fate",
    PartIsSpeak = "part.is-speak",
    PersonM5 = "person.m5",
    PersonM10 = "person.m10",
    PersonM16 = "person.m16",
    PersonTwo = "person.two",
    PersonUntitled = "person.untitled",
    TitleOccupation = "title.occupation",
    TitleNoPost = "title.no-post",
    TitleLong = "title.long",
    PlaceM4 = "place.m4",
    PlaceM12 = "place.m12",
    PlaceM24 = "place.m24",
    PlaceM40 = "place.m40",
    PlaceRival = "place.rival",
    PlaceSlot = "place.slot",
    PlaceRegion = "place.region",
    PlaceLong = "place.long",
    PlaceLeftMark = "place.left-mark",
    PlaceLeftOther = "place.left-other",
    PlaceRightMark = "place.right-mark",
    PlaceRightOther = "place.right-other",
    PlaceHome = "place.home",
    PlaceFull = "place.full",
    PlaceLocal = "place.local",
    PlaceKnown = "place.known",
    PlaceCalled = "place.called",
    PlaceFarShort = "place.far-short",
    PlaceCounty = "place.county",
    PlaceLen5 = "place.len5",
    BodyM8 = "body.m8",
    BodyM14 = "body.m14",
    BodyM18 = "body.m18",
    BodyM22 = "body.m22",
    BodyIsSite = "body.is-site",
    BodyUnled = "body.unled",
    BodyLeftOther = "body.left-other",
    BodyRightOther = "body.right-other",
    BodyLen13 = "body.len13",
    BodyLevel = "body.level",
    BodyLed = "body.led",
    BodyLateLead = "body.late-lead",
    BodyAbroad = "body.abroad",
    BodyUnknown = "body.unknown",
    BodyDone = "body.done",
    BodyWhole = "body.whole",
    OrganizerSecond = "organizer.second",
    OrganizerHeadline = "organizer.headline",
    OrganizerOwn = "organizer.own",
    KindTold = "kind.told",
    KindRatio = "kind.ratio",
    KindComponent = "kind.component",
    KindRunning = "kind.running",
    KindNearStock = "kind.near-stock",
    KindNearIncrement = "kind.near-increment",
    KindNearAttribute = "kind.near-attribute",
    KindEach = "kind.each",
    KindDefault = "kind.default",
    KindMeasure = "kind.measure",
    KindAmounts = "kind.amounts",
    KindMoney = "kind.money",
    KindAround = "kind.around",
    KindAgainst = "kind.against",
    KindYear = "kind.year",
    KindBook = "kind.book",
    KindIsPerson = "kind.is-person",
    KindIsThing = "kind.is-thing",
    KindIsGeneral = "kind.is-general",
    KindIsMoney = "kind.is-money",
    KindOne = "kind.one",
    KindHan = "kind.han",
    KindSmallHan = "kind.small-han",
    KindMany = "kind.many",
    KindBig = "kind.big",
    KindApprox = "kind.approx",
    KindGoesOn = "kind.goes-on",
    KindHead = "kind.head",
}

/// A field with its rows of the table: what every fact begins with, and the sums below which it is in some and in much doubt.
fn subject(field: Field) -> &'static str {
    match field {
        Field::Date => "date",
        Field::Type => "type",
        Field::Person => "person",
        Field::Title => "title",
        Field::Part => "part",
        Field::Place => "place",
        Field::Code => "code",
        Field::Body => "body",
        Field::Organizer => "organizer",
        Field::Quantity => "kind",
    }
}

/// The table that is built in.
pub const TABLE: &str = include_str!("../lexicon/table-doubt.tsv");

#[derive(Debug)]
struct Points {
    grounds: Vec<i32>,
    /// By field: even, some, much.
    fields: Vec<[i32; 3]>,
    told: usize,
}

static POINTS: OnceLock<Points> = OnceLock::new();

/// Weighs by another table, in the form of [`TABLE`], as long as the program runs: how it is fitted. Gives whether it was in time:
/// nothing may have been read before.
pub fn weigh(table: &str) -> bool {
    POINTS.set(points(table)).is_ok()
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

fn points(table: &str) -> Points {
    let rows: Vec<(&str, i32)> =
        rows(table).filter_map(|(name, value, _)| Some((name, value.parse().ok()?))).collect();
    let value = |name: &str| rows.iter().find(|(row, _)| *row == name).map_or(0, |(_, value)| *value);
    Points {
        grounds: Ground::ALL.iter().map(|ground| value(ground.name())).collect(),
        fields: Field::ALL
            .iter()
            .map(|field| ["even", "some", "much"].map(|row| value(&format!("{}.{row}", subject(*field)))))
            .collect(),
        told: value("told").max(0) as usize,
    }
}

fn table() -> &'static Points {
    POINTS.get_or_init(|| points(TABLE))
}

/// The most grounds that are remembered of one fact; more are counted alone.
const KEPT: usize = 20;

/// What a fact stands on, while it is gathered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tally {
    field: Field,
    sum: i32,
    count: u8,
    grounds: [Ground; KEPT],
}

impl Tally {
    /// A fact of a field of which nothing is known yet.
    pub(crate) fn of(field: Field) -> Self {
        let even = table().fields.get(field as usize).map_or(0, |rows| rows[0]);
        Self { field, sum: even, count: 0, grounds: [Ground::ALL[0]; KEPT] }
    }

    /// With a ground.
    #[must_use]
    pub(crate) fn and(mut self, ground: Ground) -> Self {
        self.sum += table().grounds.get(ground as usize).copied().unwrap_or_default();
        if let Some(free) = self.grounds.get_mut(usize::from(self.count)) {
            *free = ground;
            self.count += 1;
        }
        self
    }

    /// With a ground where it holds.
    #[must_use]
    pub(crate) fn when(self, holds: bool, ground: Ground) -> Self {
        if holds { self.and(ground) } else { self }
    }

    /// Whether little more would leave it in doubt.
    pub(crate) fn near(&self) -> bool {
        const LITTLE: i32 = 30;
        let some = table().fields.get(self.field as usize).map_or(0, |rows| rows[1]);
        self.sum < some + LITTLE
    }

    /// How much it leaves in doubt.
    pub(crate) fn grade(&self) -> Option<Grade> {
        let [_, some, much] = table().fields.get(self.field as usize).copied().unwrap_or_default();
        match self.sum {
            sum if sum < much => Some(Grade::Much),
            sum if sum < some => Some(Grade::Some),
            _ => None,
        }
    }

    /// The doubt that is left, with what the fact may be instead.
    pub(crate) fn doubt(&self, rivals: impl FnOnce() -> Vec<String>) -> Option<Doubt> {
        let grade = self.grade()?;
        let worth = |ground: &Ground| table().grounds.get(*ground as usize).copied().unwrap_or_default();
        let known = self.grounds.get(..usize::from(self.count)).unwrap_or_default();
        let mut grounds: Vec<Ground> = known.iter().copied().filter(|ground| worth(ground) < 0).collect();
        grounds.sort_by_key(worth);
        grounds.dedup();
        grounds.truncate(table().told);
        Some(Doubt { grade, rivals: rivals(), grounds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ground_has_one_row_with_a_reason_and_every_row_a_ground_or_field() {
        let own = |name: &str| {
            name == "told"
                || Field::ALL.iter().any(|field| {
                    ["even", "some", "much"].iter().any(|row| name == format!("{}.{row}", subject(*field)))
                })
        };
        for ground in Ground::ALL {
            let of = rows(TABLE).filter(|(name, ..)| *name == ground.name()).count();
            assert_eq!(of, 1, "{}", ground.name());
        }
        for (name, value, reason) in rows(TABLE) {
            assert!(
                own(name) || Ground::ALL.iter().any(|ground| ground.name() == name),
                "{name} is no ground"
            );
            assert!(value.parse::<i32>().is_ok() && !reason.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_weak_ground_lowers_the_grade_and_is_named() {
        let firm = Tally::of(Field::Type).and(Ground::TypeIsMeeting);
        assert_eq!(firm.grade(), None);
        let told = Tally::of(Field::Type).and(Ground::TypeNone).doubt(|| vec!["visit".to_owned()]);
        let told = told.expect("a type that no word tells is in doubt");
        assert_eq!(told.rivals, ["visit"]);
        assert_eq!(told.grounds, [Ground::TypeNone]);
    }

    #[test]
    fn a_step_of_a_margin_never_speaks_for_a_name() {
        for (name, value, _) in rows(TABLE)
            .filter(|(name, ..)| name.split_once(".m").is_some_and(|(_, step)| step.parse::<u32>().is_ok()))
        {
            assert!(value.parse::<i32>().is_ok_and(|value| value <= 0), "{name} {value}");
        }
    }
}
