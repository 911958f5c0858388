//! Places of an entry: one record a place, with the code in force on the entry's date.
//!
//! In go the places as they stand, the document's region and the year; out come records with full names:
//! 南阳 and 南阳市 in one entry are one place, 南阳市, 411300. A name with no code in the list is a place by its text.

use super::{PlaceKind, PlaceRecord, Quote};
use crate::confidence::{Doubt, Grade, Ground};
use crate::document::Setting;
use crate::recognize::lattice::Kind;
use crate::recognize::place::PlaceMention;
use crate::recognize::{Mentions, Passage};
use crate::resolve::division::{Division, Surroundings, choose};
use crate::text::Span;

/// The places of an entry, in the order of first mention, without roles, and for each mention (by position in
/// `mentions.places`) the place it is.
pub fn places(
    passage: &Passage<'_>,
    mentions: &Mentions,
    setting: &Setting,
    year: Option<i32>,
) -> (Vec<PlaceRecord>, Vec<(Span, usize)>) {
    let mut records: Vec<PlaceRecord> = Vec::new();
    let mut place_of = Vec::with_capacity(mentions.places.len());
    let mut near: Vec<u32> = Vec::new();
    let mut parent: Option<(usize, u32)> = None;
    for mention in &mentions.places {
        let around = Surroundings {
            year: year.or(setting.from.map(|(year, _)| year)),
            region: setting.region,
            parent: parent.filter(|(end, _)| *end == mention.span.lo()).map_or(0, |(_, code)| code),
            near: &near,
        };
        let (division, unsure) = match resolve(passage, mention, &around) {
            // A county of the name far away, which nothing here leads to.
            Some(row) if !allowed(passage, mention, row, &around) => {
                let rivals = vec![format!("{} {:06}", row.name, row.code)];
                (None, Some(Box::new(Doubt::of(Grade::Some, rivals))))
            }
            found => (found, None),
        };
        if let Some(division) = division {
            near.retain(|code| *code != division.code);
            near.insert(0, division.code);
            near.truncate(8);
            parent = Some((mention.span.hi(), division.code));
        }
        let text = passage.slice(mention.span);
        let code = division.map(|division| format!("{:06}", division.code));
        let same = |record: &PlaceRecord| match (&record.code, &code) {
            (Some(a), Some(b)) => a == b,
            (None, None) => record.text == text,
            _ => false,
        };
        let position = records.iter().position(same).unwrap_or_else(|| {
            let name = division.map_or(text, |division| division.name).to_owned();
            records.push(PlaceRecord {
                text: text.to_owned(),
                name,
                code,
                kind: mention.kind,
                roles: Vec::new(),
                mentions: Vec::new(),
                doubt: None,
                code_doubt: None,
            });
            records.len() - 1
        });
        if let Some(record) = records.get_mut(position) {
            let doubt = mentions.doubts.tally(mention.span, Kind::Place).and_then(|(tally, rivals)| {
                let tally =
                    tally.when(!mention.codes.is_empty() && record.code.is_none(), Ground::PlaceFarShort);
                tally.doubt(|| rivals.to_vec())
            });
            Doubt::least(&mut record.doubt, doubt.as_ref(), record.mentions.is_empty());
            if record.mentions.is_empty() {
                record.code_doubt = unsure;
            }
            if text.chars().count() > record.text.chars().count() {
                text.clone_into(&mut record.text);
            }
            record.mentions.push(Quote::of(passage.text, mention.span));
        }
        place_of.push((mention.span, position));
    }
    (records, place_of)
}

/// Whether the document's region, what stands before and the other divisions told of lead to a division: else a county's
/// short form, or a district's name, may as well be another place of that name.
fn allowed(passage: &Passage<'_>, mention: &PlaceMention, row: &Division, around: &Surroundings<'_>) -> bool {
    let province = row.code / 10000;
    let full = passage.folded(mention.span) == row.name;
    row.level() < 2
        || around.region == 0
        || around.region / 10000 == province
        || around.parent / 10000 == province
        || around.near.iter().any(|code| code / 10000 == province)
        || full && !row.name.ends_with('区')
}

/// The division a mention means.
fn resolve(
    passage: &Passage<'_>,
    mention: &PlaceMention,
    around: &Surroundings<'_>,
) -> Option<&'static Division> {
    // 专区 were before the list of codes begins.
    if mention.codes.is_empty() || passage.ends(mention.span.hi(), "专区") {
        return None;
    }
    if mention.kind == PlaceKind::Zone {
        return mention.codes.iter().find_map(|code| {
            crate::resolve::division::of_code(*code, around.year)
                .filter(|d| d.distance(around.year.unwrap_or(9999)) == 0)
        });
    }
    let name = passage.folded(mention.span);
    if let [code] = mention.codes[..]
        && mention.span.len() == 1
    {
        return crate::resolve::division::of_code(code, around.year);
    }
    // 香港 in 1984: not in the list yet.
    let year = around.year.unwrap_or(9999);
    // 集美 in 1936, 茫崖 in 1985: a town then, which gave its name to a district or city later.
    let later =
        |row: &&Division| row.level() == 2 && row.from > LISTED && row.name != name && year < row.from;
    choose(&name, &mention.codes, around)
        .filter(|row| row.level() > 0 || year < LISTED || year >= row.from)
        .filter(|row| !later(row))
}

/// The year from which on the list tells what was in force.
const LISTED: i32 = 1981;

#[cfg(test)]
mod tests {
    use crate::document::Given;
    use crate::lexicon::Lexicon;

    /// Text, code and name of each place of a text's first entry.
    fn places(text: &str, region: &str, period: &str) -> Vec<String> {
        let given =
            Given { region: Some(region.to_owned()), period: Some(period.to_owned()), ..Given::default() };
        let reading = crate::read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap();
        let Some(record) = reading.records.first() else { return Vec::new() };
        record
            .places
            .iter()
            .map(|place| format!("{} {} {}", place.text, place.code.as_deref().unwrap_or("-"), place.name))
            .collect()
    }

    #[test]
    fn codes_are_those_in_force_that_year() {
        let cases: [(&str, &str, &str, &[&str]); 7] = [
            ("6月3日，钱某到常德、常德市检查。", "湖南省", "2019", &["常德市 430700 常德市"]),
            ("6月3日，钱某到常德地区检查。", "湖南省", "1985", &["常德地区 432400 常德地区"]),
            ("6月3日，钱某到襄樊市参观。", "湖北省", "2005", &["襄樊市 420600 襄樊市"]),
            ("6月3日，到洛阳市郊区检查。", "河南省", "1990", &["洛阳市 410300 洛阳市", "郊区 410311 郊区"]),
            ("6月3日，到济源示范区检查。", "河南省", "2020", &["济源示范区 419001 济源市"]),
            (
                "6月3日，到花垣县、凤凰县检查。",
                "湘西州",
                "1957",
                &["花垣县 433124 花垣县", "凤凰县 433123 凤凰县"],
            ),
            ("6月3日，到朝阳区检查。", "北京市", "2010", &["朝阳区 110105 朝阳区"]),
        ];
        for (text, region, period, want) in cases {
            assert_eq!(places(text, region, period), want, "{text}");
        }
    }
}
