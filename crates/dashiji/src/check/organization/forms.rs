//! O05: one body under several short forms in one document (县卫健委, 县卫生健康委). The full name and one short form are none.

use crate::check::{Desk, Draft, Pointer, Report};
use crate::fact::{Quote, Record};
use crate::lexicon::lists::folded;
use crate::text::Span;
use std::collections::BTreeMap;

pub(super) fn look(desk: &Desk<'_>, report: &mut Report<'_>) {
    for (reading, at) in desk.readings.iter().enumerate() {
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
