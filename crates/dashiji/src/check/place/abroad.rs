//! L01 further: a city told behind a country that it does not lie in (英国巴黎), a county-level city behind a prefecture's that it does not belong to
//! (青岛市章丘市), a province behind its own city (厦门市福建省).

use super::province::county;
use crate::check::{Desk, Draft, Report};
use crate::fact::{Quote, TimeRecord};
use crate::resolve::division::{of_code, rows};
use crate::text::{Span, Text, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Countries by their names, and those that each city lies in.
struct Cities {
    countries: BTreeSet<String>,
    lies: BTreeMap<String, Vec<String>>,
}

static CITIES: LazyLock<Cities> = LazyLock::new(|| {
    let mut cities = Cities { countries: BTreeSet::new(), lies: BTreeMap::new() };
    let text = include_str!("../../../lexicon/table-city-countries.tsv");
    for (countries, list) in
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
    {
        let folded = |word: &str| word.chars().map(fold).collect::<String>();
        let countries: Vec<String> = countries.split(',').map(folded).collect();
        for city in list.split(',') {
            cities.lies.entry(folded(city)).or_default().extend(countries.iter().cloned());
        }
        cities.countries.extend(countries);
    }
    cities
});

/// The longest names of a country and of a city.
const COUNTRY: usize = 5;
const CITY: usize = 8;
/// The first year in which prefectures' cities have counties of their own.
const FIRST: i32 = 1984;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, record) in desk.records() {
        let (view, span) = desk.seen(reading, record);
        let text = view.text();
        for i in span.lo() + 2..span.hi() {
            let Some((country, city, right)) = misplaced(text, span, i) else { continue };
            let draft = Draft::default()
                .arg("place", text.slice(city))
                .arg("told", text.slice(country))
                .arg("right", format!("{}：{right}", text.slice(city)));
            report.add(reading, Some(record), view.raw(Span::new(country.lo(), city.hi())), draft);
        }
        if record.dated().and_then(TimeRecord::year).is_none_or(|year| year < FIRST) {
            continue;
        }
        let sure = record.places.iter().filter(|place| place.doubt.is_none());
        let mentions = sure.filter_map(|place| Some((place.code.as_deref()?, &place.mentions)));
        for (code, raw) in mentions.flat_map(|(code, list)| list.iter().map(move |q| (code, Quote::span(q))))
        {
            let at = view.seen(raw);
            let Some(code) = code.parse::<u32>().ok().filter(|code| code % 100 == 0 && code % 10_000 != 0)
            else {
                continue;
            };
            let full: String = text.folded(at).iter().collect();
            if !full.ends_with('市') || full.chars().count() < 3 {
                continue;
            }
            let found = province_behind(text, at, code).or_else(|| of_another(text, span, at, code));
            if let Some((whole, right)) = found {
                let draft = Draft::default()
                    .arg("place", text.slice(Span::new(at.hi(), whole.hi())))
                    .arg("told", text.slice(at))
                    .arg("right", right);
                report.add(reading, Some(record), view.raw(whole), draft);
            }
        }
    }
}

/// A city at a place behind the name of a country that it does not lie in, and the country that it does.
fn misplaced(text: &Text, span: Span, at: usize) -> Option<(Span, Span, String)> {
    let end = (2..=CITY).rev().map(|long| at + long).filter(|end| *end <= span.hi()).find(|&end| {
        let name: String = text.folded(Span::new(at, end)).iter().collect();
        CITIES.lies.contains_key(&name)
    })?;
    let city = Span::new(at, end);
    let name: String = text.folded(city).iter().collect();
    let lies = &CITIES.lies[&name];
    let start = (2..=COUNTRY)
        .rev()
        .filter_map(|long| at.checked_sub(long))
        .filter(|start| *start >= span.lo())
        .find(|&start| {
            let name: String = text.folded(Span::new(start, at)).iter().collect();
            CITIES.countries.contains(&name)
        })?;
    let country = Span::new(start, at);
    let told: String = text.folded(country).iter().collect();
    (!lies.contains(&told)).then(|| (country, city, lies.first().cloned().unwrap_or_default()))
}

/// The province of a city told right behind it.
fn province_behind(text: &Text, at: Span, code: u32) -> Option<(Span, String)> {
    let province = of_code(code / 10_000 * 10_000, None)?.name;
    // 厦门市福建省立医院, 福建省人民政府: what the province's name begins is another's.
    let end = at.hi() + province.chars().count();
    let closed = matches!(text.at(end), ',' | '。' | ';' | '、' | '招' | '考' | '实' | '学' | '参' | '调');
    (text.begins(at.hi(), province) && closed)
        .then(|| (Span::new(at.lo(), end), format!("{province}{}", text.slice(at))))
}

/// A county told right behind a prefecture's city that none of its name ever belonged to, within its province.
fn of_another(text: &Text, span: Span, at: Span, code: u32) -> Option<(Span, String)> {
    let (end, codes) = county(text, at.hi(), span.hi())?;
    let counties = codes.iter().filter(|other| **other % 100 != 0);
    let inside = codes.iter().any(|other| other / 100 == code / 100);
    let near: Vec<u32> = counties.filter(|other| **other / 10_000 == code / 10_000).copied().collect();
    if inside || near.is_empty() || near.len() != codes.len() {
        return None;
    }
    let lies: BTreeSet<&str> =
        near.iter().filter_map(|other| rows(other / 100 * 100).first().map(|row| row.name)).collect();
    let name = text.slice(Span::new(at.hi(), end));
    let lies: Vec<&str> = lies.into_iter().collect();
    (!lies.is_empty()).then(|| (Span::new(at.lo(), end), format!("{name}：{}", lies.join("、"))))
}
