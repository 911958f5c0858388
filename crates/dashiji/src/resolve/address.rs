//! An address cut into its divisions as they are called in a year.
//!
//! In goes `湖北省襄樊市小水街222号`; out come 湖北省, 襄阳市 (what 襄樊市 became), no county, and the rest, 小水街222号. What
//! is left out is filled in from what is said: 石首市 lies in 荆州市 in 湖北省.

use super::division::{self, Division, Surroundings};
use crate::lexicon::{Class, Hit, Lexicon};
use crate::text::{Span, Text};

/// An address cut into its divisions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The province; for a municipality its name.
    pub province: Option<String>,
    /// The prefecture; for a municipality its name again.
    pub city: Option<String>,
    /// The county, district or a zone directly behind the city.
    pub county: Option<String>,
    /// The code of the lowest one named, 0 where none is known.
    pub code: u32,
    /// What follows.
    pub rest: String,
}

/// Cuts an address; names of old are given as what they have become by `year`.
///
/// ```
/// use dashiji::{lexicon::Lexicon, resolve::address};
/// let found = address::split("柳州地区忻城县", Lexicon::builtin(), 2024);
/// assert_eq!(found.city.as_deref(), Some("来宾市"));
/// ```
pub fn split(address: &str, lexicon: &Lexicon, year: i32) -> Address {
    let text = Text::new(address.to_owned());
    let hits = lexicon.scan(text.chars(), text.span());
    let mut found: Option<&'static Division> = None;
    let mut at = 0;
    let mut loose = None;
    while at < text.len() {
        let longest = |full: bool| {
            let class = if full { Class::Division } else { Class::DivisionShort };
            hits.longest(at, class).filter(|hit| full || !short_is_cut(&text, hit))
        };
        let mut next = None;
        for hit in [longest(true), longest(false)].into_iter().flatten() {
            let name: String = text.folded(hit.span()).iter().collect();
            match meant(lexicon, hit, &name, found, year) {
                Meant::One(row) => next = Some((row, hit.end as usize)),
                Meant::Several if found.is_none() && at == 0 && hit.is(Class::Division) => {
                    loose = Some((name, hit.end as usize));
                }
                _ => {}
            }
            if next.is_some() || loose.is_some() {
                break;
            }
        }
        let Some((row, end)) = next else { break };
        found = Some(row);
        at = end;
        if row.level() == 2 {
            break;
        }
    }
    if let (None, Some((county, end))) = (found, loose) {
        let rest = text.slice(Span::new(end, text.len())).to_owned();
        return Address { county: Some(county), rest, ..Address::default() };
    }
    let mut address = found.map_or_else(Address::default, |row| filled(row, year));
    // A zone behind a city, a city of a province without codes below it.
    if let Some(row) = found
        && address.county.is_none()
    {
        let class = if row.level() == 0 { Class::Region } else { Class::ZoneSuffix };
        let name = hits.longest(at, class).map(|hit| hit.span()).filter(|span| {
            row.level() != 0 || row.code / 10000 == 71 && matches!(text.before(span.hi()), '市' | '县')
        });
        if let Some(span) = name {
            let name = text.slice(span).to_owned();
            if row.level() == 0 && text.before(span.hi()) == '市' {
                address.city = Some(name);
            } else {
                address.county = Some(name);
            }
            at = span.hi();
        }
    }
    text.slice(Span::new(at, text.len())).clone_into(&mut address.rest);
    address
}

/// 河北|大街: a short form before a word of streets is none.
fn short_is_cut(text: &Text, hit: &Hit) -> bool {
    ["路", "街", "大道", "大街"].iter().any(|words| text.begins(hit.end as usize, words))
}

enum Meant {
    None,
    Several,
    One(&'static Division),
}

fn meant(lexicon: &Lexicon, hit: &Hit, name: &str, parent: Option<&'static Division>, year: i32) -> Meant {
    let mut codes: Vec<u32> = lexicon
        .terms(hit)
        .filter(|term| matches!(term.class, Class::Division | Class::DivisionShort))
        .map(|term| term.region)
        .collect();
    codes.dedup();
    if let Some(parent) = parent {
        let now = division::become_in(parent, year).map_or(parent.code, |row| row.code);
        codes.retain(|code| {
            *code != parent.code && (division::within(*code, parent.code) || division::within(*code, now))
        });
    }
    if codes.is_empty() {
        return Meant::None;
    }
    let around = Surroundings { year: Some(year), ..Surroundings::default() };
    division::choose(name, &codes, &around).map_or(Meant::Several, Meant::One)
}

/// A division with what it lies in.
fn filled(row: &'static Division, year: i32) -> Address {
    let now = division::become_in(row, year).unwrap_or(row);
    let mut address = Address { code: now.code, ..Address::default() };
    for division in division::chain(now.code, Some(year)) {
        let name = Some(division.name.to_owned());
        match division.level() {
            0 => address.province = name,
            1 => address.city = name,
            _ => address.county = name,
        }
    }
    if matches!(now.code / 10000, 11 | 12 | 31 | 50) {
        address.city.clone_from(&address.province);
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_cut_into_what_its_divisions_are_called_now() {
        let cases = [
            ("湖北省襄樊市襄城区檀溪路1号", "湖北省", "襄阳市", "襄城区", "檀溪路1号"),
            ("济源市天坛路", "河南省", "", "济源市", "天坛路"),
            ("重庆万州五桥", "重庆市", "重庆市", "万州区", "五桥"),
            ("内蒙古锡林郭勒盟多伦县", "内蒙古自治区", "锡林郭勒盟", "多伦县", ""),
            ("四川南京路", "四川省", "", "", "南京路"),
            ("朝阳区幸福村", "", "", "朝阳区", "幸福村"),
            ("没有地名", "", "", "", "没有地名"),
            ("", "", "", "", ""),
        ];
        for (address, province, city, county, rest) in cases {
            let found = split(address, Lexicon::builtin(), 2024);
            let got = (
                found.province.unwrap_or_default(),
                found.city.unwrap_or_default(),
                found.county.unwrap_or_default(),
                found.rest,
            );
            assert_eq!(got, (province.into(), city.into(), county.into(), rest.into()), "{address}");
        }
    }
}
