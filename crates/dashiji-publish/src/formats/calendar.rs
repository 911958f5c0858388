//! iCalendar (RFC 5545): an event of whole days, or of its hours where they are told.
//!
//! In goes `5月2日至3日，全县降雨`; out comes a VEVENT from the 2nd up to the 4th (the end stands outside), its EDTF, source and doubt in
//! properties of our own. A month or a year is an event over all its days, marked TENTATIVE, as a day in doubt is. A calendar knows no
//! years before 1: such events are left out, and are counted in a comment.

use super::{Told, doubts_cell, label, occurrences, placed, slice, source, word};
use dashiji::fact::{PlaceRole, TimeRecord};
use dashiji::resolve::day::of_iso;

/// Bytes of a line at most, its end not counted.
const WIDTH: usize = 75;

/// All events, as they were written out on a day.
pub fn calendar(entries: &[Told<'_>], today: &str) -> Vec<u8> {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//dashiji//dashiji {}//ZH", env!("CARGO_PKG_VERSION")),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    let stamp = format!("{}T000000Z", today.replace('-', ""));
    let mut left = 0usize;
    let at = lines.len();
    for told in entries {
        for event in occurrences(told.record) {
            let Some(times) = event.date.and_then(times) else {
                left += 1;
                continue;
            };
            one(&mut lines, told, &event, times, &stamp);
        }
    }
    if left > 0 {
        lines.insert(at, format!("X-DASHIJI-LEFT-OUT:{left}"));
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut out = Vec::new();
    for line in lines {
        fold(&line, &mut out);
    }
    out
}

fn one(
    lines: &mut Vec<String>,
    told: &Told<'_>,
    event: &super::Occurrence<'_>,
    times: (String, Option<String>),
    stamp: &str,
) {
    let record = told.record;
    let sha = record.document.sha256.get(..16).unwrap_or("0");
    lines.push("BEGIN:VEVENT".to_owned());
    lines.push(format!("UID:{sha}-{}-{}-{}@dashiji", event.span.start, event.span.end, event.number));
    lines.push(format!("DTSTAMP:{stamp}"));
    lines.push(format!("DTSTART{}", times.0));
    if let Some(end) = times.1 {
        lines.push(format!("DTEND{end}"));
    }
    lines.push(format!("SUMMARY:{}", escaped(&label(told))));
    lines.push(format!(
        "DESCRIPTION:{}",
        escaped(&format!("{}\n{}", slice(told, event.span).trim(), told.citation))
    ));
    if let Some(kind) = event.kind {
        lines.push(format!("CATEGORIES:{}", word(&kind)));
    }
    let there =
        |role: PlaceRole| !matches!(role, PlaceRole::Mentioned | PlaceRole::Subject | PlaceRole::Participant);
    let places: Vec<usize> = event.places.iter().filter(|(_, role)| there(*role)).map(|(k, _)| *k).collect();
    if !places.is_empty() {
        let names: Vec<&str> = places.iter().map(|k| &*record.places[*k].name).collect();
        lines.push(format!("LOCATION:{}", escaped(&names.join("、"))));
        let points = placed(record);
        // A calendar has one point for an event, and says nothing of how exact it is: only a place's own is given.
        if let Some(point) = places.iter().find_map(|k| points[*k].1.as_ref().filter(|point| point.exact)) {
            lines.push(format!("GEO:{};{}", point.latitude, point.longitude));
        }
    }
    if let Some(date) = event.date {
        let exact = date.doubt.is_none()
            && !record.date_guessed
            && (date.from == date.to || date.edtf.contains('/'))
            && !date.edtf.contains(['~', '?', '%']);
        lines.push(format!("STATUS:{}", if exact { "CONFIRMED" } else { "TENTATIVE" }));
        lines.push(format!("X-DASHIJI-EDTF:{}", escaped(&date.edtf)));
    }
    lines.push("TRANSP:TRANSPARENT".to_owned());
    for (k, parts) in &event.people {
        let parts: Vec<&str> = parts.iter().map(|part| part.name()).collect();
        lines.push(format!(
            "X-DASHIJI-PERSON:{}",
            escaped(format!("{} {}", record.people[*k].name, parts.join(" ")).trim())
        ));
    }
    lines.push(format!("X-DASHIJI-SOURCE;VALUE=URI:{}", source(record, event.span)));
    lines.push(format!("X-DASHIJI-ENTRY:{}", escaped(&record.id)));
    let doubt = doubts_cell(record, event.span);
    if !doubt.is_empty() {
        lines.push(format!("X-DASHIJI-DOUBT:{}", escaped(&doubt)));
    }
    lines.push("END:VEVENT".to_owned());
}

/// Start and end as properties have them; nothing of a year that a calendar does not know.
fn times(date: &TimeRecord) -> Option<(String, Option<String>)> {
    let known = |iso: &str| {
        iso.len() >= 10 && !iso.starts_with('-') && !iso.starts_with("0000") && iso.as_bytes()[4] == b'-'
    };
    if !known(&date.from) || !known(&date.to) {
        return None;
    }
    let hours = |iso: &str| iso.contains('T') && iso.len() == 16;
    if hours(&date.from) && hours(&date.to) {
        // Hours as they hang there, of no zone.
        let plain = |iso: &str| format!(":{}00", iso.replace(['-', ':'], ""));
        // An end is later than the start; an hour alone has none.
        return Some((plain(&date.from), (date.from != date.to).then(|| plain(&date.to))));
    }
    let after = of_iso(date.last_day())?.plus(1).to_gregorian().iso();
    let day = |iso: &str| format!(";VALUE=DATE:{}", iso.replace('-', ""));
    known(&after).then(|| (day(date.first_day()), Some(day(&after))))
}

/// A value of text.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // RFC 5545 has no other controls.
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// A line, cut at characters into pieces of the width.
fn fold(line: &str, out: &mut Vec<u8>) {
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > WIDTH {
            out.extend_from_slice(b"\r\n ");
            width = 1;
        }
        width += c.len_utf8();
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEXT, with};
    use super::*;

    #[test]
    fn days_end_outside_and_a_month_is_tentative() {
        with(TEXT, |told| {
            let words = String::from_utf8(calendar(told, "2026-11-24")).unwrap().replace("\r\n ", "");
            assert!(
                words.contains("DTSTART;VALUE=DATE:19860502\r\nDTEND;VALUE=DATE:19860504\r\n"),
                "{words}"
            );
            let april = words
                .split("BEGIN:VEVENT")
                .find(|event| event.contains("X-DASHIJI-EDTF:1986-04\r\n"))
                .unwrap();
            assert!(
                april.contains("DTEND;VALUE=DATE:19860501") && april.contains("STATUS:TENTATIVE"),
                "{april}"
            );
            assert!(words.contains("DTSTAMP:20261124T000000Z"));
        });
    }

    #[test]
    fn no_line_is_wider_than_a_calendar_takes_and_none_is_cut_inside_a_character() {
        with(TEXT, |told| {
            let bytes = calendar(told, "2026-11-24");
            let words = std::str::from_utf8(&bytes).unwrap();
            assert!(words.split("\r\n").all(|line| line.len() <= WIDTH && !line.contains(['\n', '\r'])));
        });
    }

    #[test]
    fn a_year_before_our_era_is_left_out_and_counted() {
        with("秦大事记\n公元前221年\n是年，统一度量衡。\n", |told| {
            let words = String::from_utf8(calendar(told, "2026-11-24")).unwrap();
            assert!(words.contains("X-DASHIJI-LEFT-OUT:1") && !words.contains("VEVENT"), "{words}");
        });
    }
}
