//! O05: one body under several short forms in one document (县卫健委, 县卫生健康委). The full name and one short form are none.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Quote, Record};
use crate::lexicon::lists::folded;
use crate::lexicon::lists_of_words as lists;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
        by_another_kind(desk, report, reading);
        let text = &at.document.text;
        // Each body's short forms without the region before them, with where they stand.
        let mut bodies: BTreeMap<&str, BTreeMap<String, Vec<(Span, &Record)>>> = BTreeMap::new();
        for record in &at.records {
            for organization in &record.orgs {
                let Some(name) = organization.name.as_deref() else { continue };
                for quote in &organization.mentions {
                    note(&mut bodies, name, quote, record);
                }
            }
        }
        for (name, forms) in bodies.iter().filter(|(_, forms)| forms.len() > 1) {
            let usual = forms.iter().max_by_key(|(_, places)| places.len()).map(|(form, _)| form);
            let mut odd: Vec<(Span, &Record)> = forms
                .iter()
                .filter(|(form, _)| Some(*form) != usual)
                .flat_map(|(_, places)| places.clone())
                .collect();
            odd.sort_by_key(|(span, _)| *span);
            let Some(&(span, record)) = odd.first() else { continue };
            let list = forms.iter().map(|(form, places)| format!("{form}({})", places.len()));
            let mut draft =
                Draft::default().arg("forms", list.collect::<Vec<_>>().join("、")).arg("name", *name);
            draft.also =
                odd.iter().skip(1).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
            report.add(reading, Some(record), span, draft);
        }
    }
}

/// Kinds of a department of which a government has one for each matter, and words with which it passes from one to the other.
const KINDS: [char; 2] = ['局', '委'];
/// What their short names begin with.
const LEVELS: &str = "省市县区州旗";

/// 县发改局 in most entries and once between them 县发改委: one department by another kind's name, where nothing tells that it was renamed.
fn by_another_kind(desk: &Desk<'_>, report: &mut Report<'_>, reading: usize) {
    let text = desk.text(reading);
    // The level and the matter (县发改) of the departments that were read, then every place where either kind of them stands.
    let mut keys: BTreeSet<String> = BTreeSet::new();
    for record in &desk.readings[reading].records {
        let quotes = record.orgs.iter().flat_map(|o| &o.mentions).map(|quote| folded(&quote.text));
        for form in quotes.chain(record.organizers.iter().map(|o| folded(&o.text))) {
            let chars: Vec<char> = form.chars().collect();
            let [level, matter @ .., kind] = &chars[..] else { continue };
            if KINDS.contains(kind) && LEVELS.contains(*level) && (2..=3).contains(&matter.len()) {
                keys.insert(chars[..chars.len() - 1].iter().collect());
            }
        }
    }
    let mut found: BTreeMap<&str, [Vec<(Span, &Record)>; 2]> = BTreeMap::new();
    for record in &desk.readings[reading].records {
        for i in record.span.lo()..record.span.hi() {
            if !LEVELS.contains(text.at(i)) {
                continue;
            }
            let Some(key) = keys.iter().find(|key| text.begins(i, key)) else { continue };
            let end = i + key.chars().count();
            let Some(kind) = KINDS.iter().position(|kind| *kind == text.at(end)) else { continue };
            // 县教育委员会 is no short form, 县教育局长 a post.
            if !matches!(text.at(end + 1), '员' | '长' | '会') {
                found.entry(key).or_default()[kind].push((Span::new(i, end + 1), record));
            }
        }
    }
    for (key, kinds) in found {
        let odd = usize::from(kinds[0].len() > kinds[1].len());
        let (few, many) = (&kinds[odd], &kinds[1 - odd]);
        let [(span, record)] = few[..] else { continue };
        let (Some((first, _)), Some((last, _))) = (many.first(), many.last()) else { continue };
        let between = first.start < span.start && span.end < last.end;
        let renamed = || {
            lists::CHECK_RENAMED.all().any(|word| {
                text.find(record.span, word).is_some()
                    || many.iter().any(|(_, record)| text.find(record.span, word).is_some())
            })
        };
        if many.len() < USUAL || !between || renamed() {
            continue;
        }
        let [usual, other] = [1 - odd, odd].map(|k| format!("{key}{}", KINDS[k]));
        let mut draft = Draft::default()
            .arg("forms", format!("{usual}({})、{other}(1)", many.len()))
            .arg("name", usual.as_str());
        draft.also =
            many.iter().take(3).map(|(span, record)| Pointer::at(text, *span, Some(record))).collect();
        report.add(reading, Some(record), span, draft);
    }
}

/// So many entries show which kind's name a department bears.
const USUAL: usize = 3;

fn note<'a>(
    bodies: &mut BTreeMap<&'a str, BTreeMap<String, Vec<(Span, &'a Record)>>>,
    name: &'a str,
    quote: &Quote,
    record: &'a Record,
) {
    let form = folded(&quote.text);
    // 河南省, 河南 or 省 before the department's own name.
    let own =
        name.char_indices().find(|(_, c)| "省市县区州旗盟".contains(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let (region, department) = name.split_at(own);
    let level = region.chars().last().unwrap_or_default();
    let short = region.strip_suffix(level).unwrap_or_default();
    let bare = [region, short]
        .into_iter()
        .filter(|before| !before.is_empty())
        .find_map(|before| form.strip_prefix(before))
        .or_else(|| form.strip_prefix(level))
        .unwrap_or(&form);
    let bare = bare.strip_prefix(level).unwrap_or(bare);
    let bare = bare.strip_prefix("中华人民共和国").or(bare.strip_prefix("国家")).unwrap_or(bare);
    let department = department.strip_prefix("中华人民共和国").unwrap_or(department);
    // 委 by itself is no short form of any one body.
    if bare.chars().count() > 1 && bare != department && form != name {
        bodies.entry(name).or_default().entry(bare.to_owned()).or_default().push((quote.span(), record));
    }
}
