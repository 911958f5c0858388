//! What each ground for or against a name weighs: integers (half bits) from `lexicon/table-weights.tsv`, by name.
//!
//! `edge.within 24` says that a county behind the prefecture in which it lies is so much likelier a place. Every row is
//! used by one [`Weight`] and every weight has one row; a test holds the two to each other, and `tests/weights.rs` each weight to
//! a place that uses it.

use std::sync::OnceLock;

macro_rules! weights {
    ($($name:ident = $text:literal,)*) => {
        /// A ground for or against a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub(crate) enum Weight {
            $($name,)*
        }

        impl Weight {
            /// Every weight, in order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the table.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

weights! {
    Time = "time",
    Titled = "titled",
    Word = "word",
    Product = "word.product",
    BodyWhole = "body.whole",
    BodyOrgan = "body.organ",
    BodyDepartment = "body.department",
    BodyStrong = "body.strong",
    BodyBare = "body.bare",
    BodySlot = "body.slot",
    BodyTask = "body.task",
    BodyUnit = "body.unit",
    BodyNamed = "body.named",
    BodyListed = "body.listed",
    BodyTail = "body.tail",
    BodyDivision = "body.division",
    BodyTime = "body.time",
    BodyPerson = "body.person",
    BodyGeneric = "body.generic",
    BodyUnled = "body.unled",
    BodyOwn = "body.own",
    BodyLong = "body.long",
    BodyOrdinal = "body.ordinal",
    BodyDone = "body.done",
    BodyRunsOn = "body.runs-on",
    BodyVerb = "body.verb",
    BodyDeed = "body.deed",
    BodyAlone = "body.alone",
    BodyActs = "body.acts",
    BodyAlike = "body.alike",
    BodyBrand = "body.brand",
    BodyCountry = "body.country",
    BodyCalled = "body.called",
    BodyOver = "body.over",
    BodyClipped = "body.clipped",
    Office = "office",
    OfficeBare = "office.bare",
    Person = "person",
    PersonSeries = "person.series",
    PersonShape = "person.shape",
    PersonBefore = "person.before",
    PersonAfter = "person.after",
    PersonWords = "person.words",
    PersonKnown = "person.known",
    PersonPlace = "person.place",
    PersonCalled = "person.called",
    PersonList = "person.list",
    PlaceFull = "place.full",
    PlaceFullTwo = "place.full-two",
    PlaceFullWord = "place.full-word",
    PlaceProvince = "place.province",
    PlacePrefecture = "place.prefecture",
    PlaceCounty = "place.county",
    PlaceDistrict = "place.district",
    PlaceWord = "place.word",
    PlaceWordCounty = "place.word-county",
    PlaceWordFull = "place.word-full",
    PlaceFenced = "place.fenced",
    PlaceOpen = "place.open",
    PlaceClosed = "place.closed",
    PlaceCalled = "place.called",
    PlaceFollowed = "place.followed",
    PlaceTown = "place.town",
    PlaceHome = "place.home",
    PlaceHomeFull = "place.home-full",
    PlaceSlogan = "place.slogan",
    PlaceOther = "place.other",
    PlaceCrossed = "place.crossed",
    PlaceLonger = "place.longer",
    PlaceAnother = "place.another",
    PlaceZone = "place.zone",
    PlaceCountry = "place.country",
    PlaceRegion = "place.region",
    PlaceLetter = "place.letter",
    PlaceLocal = "place.local",
    PlaceListed = "place.listed",
    PlaceTailSure = "place.tail-sure",
    PlaceTailNatural = "place.tail-natural",
    PlaceTailOld = "place.tail-old",
    PlaceTailTown = "place.tail-town",
    PlaceTailVillage = "place.tail-village",
    PlaceSlot = "place.slot",
    PlaceTranscribed = "place.transcribed",
    PlaceTailRegion = "place.tail-region",
    PlaceTailState = "place.tail-state",
    PlaceTailUnlisted = "place.tail-unlisted",
    PlaceTailHamlet = "place.tail-hamlet",
    PlaceKnown = "place.known",
    PlaceSingle = "place.single",
    PlaceLong = "place.long",
    PlaceWorded = "place.worded",
    PlaceSurname = "place.surname",
    PlaceTwo = "place.two",
    PlaceLight = "place.light",
    PlaceBehind = "place.behind",
    PlaceShut = "place.shut",
    PlaceBracketed = "place.bracketed",
    PlaceNear = "place.near",
    PlaceEvent = "place.event",
    PlaceRuns = "place.runs",
    PlaceRunOn = "place.run-on",
    PlaceTorn = "place.torn",
    PlaceTable = "place.table",
    PlaceTableWide = "place.table-wide",
    PlaceFounded = "place.founded",
    PersonBarely = "person.barely",
    Within = "edge.within",
    Below = "edge.below",
    Beside = "edge.beside",
    BodyList = "edge.body-list",
    List = "edge.list",
    BodyOwns = "edge.body-owns",
    PersonBody = "edge.person-body",
}

static VALUES: OnceLock<Vec<i32>> = OnceLock::new();

/// The value of every weight in a table; zero where it has none.
fn values(table: &str) -> Vec<i32> {
    let rows: Vec<(&str, i32)> =
        rows(table).filter_map(|(name, value, _)| Some((name, value.parse().ok()?))).collect();
    Weight::ALL
        .iter()
        .map(|weight| rows.iter().find(|(name, _)| *name == weight.name()).map_or(0, |(_, value)| *value))
        .collect()
}

/// The table of weights that is built in.
pub const TABLE: &str = include_str!("../../../lexicon/table-weights.tsv");

/// Weighs by another table, in the form of [`TABLE`], as long as the program runs: how weights are fitted and what each is worth is found
/// out. Gives whether it was in time: nothing may have been read before.
pub fn weigh(table: &str) -> bool {
    VALUES.set(values(table)).is_ok()
}

/// The rows of the table: name, value, reason.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

impl Weight {
    /// What it weighs, in half bits.
    #[inline]
    pub(crate) fn value(self) -> i32 {
        VALUES.get_or_init(|| values(TABLE)).get(self as usize).copied().unwrap_or_default()
    }
}

impl Weight {
    /// Why it weighs so, in the table's words.
    pub(crate) fn reason(self) -> &'static str {
        rows(TABLE).find(|(name, ..)| *name == self.name()).map_or("", |(.., reason)| reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_has_one_row_with_a_value_and_a_reason_and_every_row_a_weight() {
        for weight in Weight::ALL {
            let of = rows(TABLE).filter(|(name, ..)| *name == weight.name()).count();
            assert_eq!(of, 1, "{}", weight.name());
        }
        for (name, value, reason) in rows(TABLE) {
            assert!(Weight::ALL.iter().any(|weight| weight.name() == name), "{name} is used nowhere");
            assert!(value.parse::<i32>().is_ok() && reason.chars().count() > 8, "{name}");
        }
    }
}
