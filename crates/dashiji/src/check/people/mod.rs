//! P: people. Offices that are missing or clash, two places at a time, names, forms of address.

mod address;
mod holders;
mod listed;
mod no_office;
mod precedence;
mod similar;
mod spelling;
mod two_places;

use super::{Rule, Severity};
use crate::fact::Record;
use crate::lexicon::lists::folded;

pub(super) const RULES: &[Rule] = &[
    Rule { code: "P01", yearbook: Severity::Warning, monthly: Severity::Note, look: no_office::look },
    Rule { code: "P02", yearbook: Severity::Error, monthly: Severity::Error, look: holders::look },
    Rule { code: "P03", yearbook: Severity::Warning, monthly: Severity::Warning, look: two_places::look },
    Rule { code: "P04", yearbook: Severity::Warning, monthly: Severity::Warning, look: spelling::look },
    Rule { code: "P05", yearbook: Severity::Warning, monthly: Severity::Note, look: address::look },
    Rule { code: "P06", yearbook: Severity::Warning, monthly: Severity::Warning, look: precedence::look },
    Rule { code: "P07", yearbook: Severity::Error, monthly: Severity::Error, look: listed::look },
    Rule { code: "P08", yearbook: Severity::Warning, monthly: Severity::Warning, look: similar::look },
];

/// Posts that one person holds at a time.
const SINGLE: &[&str] = &[
    "书记",
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "旗长",
    "镇长",
    "乡长",
    "主席",
    "主任",
    "部长",
    "厅长",
    "局长",
    "校长",
    "院长",
    "秘书长",
    "检察长",
];

/// A title for comparison: folded, without 中共 and without the name of the document's own region: 县委书记 of 中共清河县委书记.
fn plain(title: &str, record: &Record) -> String {
    let title = folded(title);
    let mut rest = title.strip_prefix("中共").unwrap_or(&title);
    let name = record.document.region.as_ref().map(|region| folded(&region.name)).unwrap_or_default();
    let level = name.chars().last().unwrap_or_default();
    let short = name.strip_suffix(level).unwrap_or_default();
    if let Some(after) =
        rest.strip_prefix(short).filter(|after| !short.is_empty() && after.starts_with(level))
    {
        // 清河县县长 is 县长, 清河县委书记 is 县委书记.
        let bare = &after[level.len_utf8()..];
        rest = if bare.starts_with(level) { bare } else { after };
    }
    rest.to_owned()
}
