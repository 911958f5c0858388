//! What a base records and people rule, in words of either language; and what people type of it, in either.
//!
//! `title=县长` and `职务=县长`, `type=meeting` and `类型=会议` are one thing.

use crate::trouble::Trouble;
use dashiji_publish::{Argument, Language, Messages, words_of};
use dashiji_store::{Act, Anchor, Decision, FactKind, VersionAct};
use std::collections::BTreeMap;

/// Fields of facts in Chinese; where one name has two meanings, of a kind of fact alone.
const FIELDS: [(Option<FactKind>, &str, &[&str]); 17] = [
    (None, "type", &["类型", "类别"]),
    (Some(FactKind::Date), "date", &["日期"]),
    (Some(FactKind::Date), "from", &["起"]),
    (Some(FactKind::Date), "to", &["止"]),
    (Some(FactKind::Person), "name", &["姓名", "名称"]),
    (Some(FactKind::Person), "title", &["职务"]),
    (Some(FactKind::Person), "part", &["参与"]),
    (None, "name", &["名称"]),
    (None, "code", &["代码"]),
    (Some(FactKind::Document), "title", &["标题", "名称"]),
    (Some(FactKind::Document), "number", &["文号"]),
    (Some(FactKind::Document), "issuer", &["发文机关"]),
    (Some(FactKind::Document), "kind", &["文种"]),
    (Some(FactKind::Document), "date", &["日期"]),
    (Some(FactKind::Document), "stage", &["阶段"]),
    (Some(FactKind::Figure), "kind", &["性质"]),
    (Some(FactKind::Figure), "value", &["数值"]),
];

/// The rest of a figure's fields.
const OF_FIGURES: [(&str, &[&str]); 2] = [("unit", &["单位"]), ("of", &["事项"])];

fn chinese(kind: FactKind, field: &str) -> &'static [&'static str] {
    let named = FIELDS.iter().find(|(of, name, _)| of.is_none_or(|of| of == kind) && *name == field);
    let of_figures = OF_FIGURES.iter().find(|(name, _)| *name == field && kind == FactKind::Figure);
    named.map(|(_, _, words)| *words).or_else(|| of_figures.map(|(_, words)| *words)).unwrap_or_default()
}

/// The fields of a kind of fact, as the reader's language calls them.
fn fields(kind: FactKind, messages: &Messages) -> Vec<String> {
    kind.fields().iter().map(|field| self::field(kind, field, messages)).collect()
}

fn field(kind: FactKind, field: &str, messages: &Messages) -> String {
    let word = chinese(kind, field).first().filter(|_| messages.language() == Language::Chinese);
    word.map_or(field, |word| word).to_owned()
}

/// The group of words that a field's values are of.
fn group(kind: FactKind, field: &str) -> Option<&'static str> {
    match (kind, field) {
        (FactKind::Type, "type") => Some("type"),
        (FactKind::Person, "part") => Some("part"),
        (FactKind::Document, "stage") => Some("stage"),
        (FactKind::Figure, "kind") => Some("kind"),
        _ => None,
    }
}

/// What a correction says, `title=县长` or `职务=县长`, by the contract's names.
///
/// # Errors
/// The field or the value that there is not, with those that there are.
pub fn correction(
    kind: FactKind,
    typed: &[String],
    messages: &Messages,
) -> Result<BTreeMap<String, String>, Trouble> {
    if typed.is_empty() {
        return Err(Trouble::NoSuch("why-no-field", String::new(), fields(kind, messages)));
    }
    let mut to = BTreeMap::new();
    for words in typed {
        let Some((name, value)) = words.split_once(['=', '＝']) else {
            return Err(Trouble::Lacking("lacking-correct"));
        };
        let name = name.trim();
        let known =
            kind.fields().iter().find(|field| **field == name || chinese(kind, field).contains(&name));
        let Some(field) = known else {
            return Err(Trouble::NoSuch("why-unknown-field", name.to_owned(), fields(kind, messages)));
        };
        to.insert((*field).to_owned(), self::value(kind, field, value.trim(), words, messages)?);
    }
    Ok(to)
}

/// A value by the contract's name; several parts are parted by commas of either kind.
fn value(
    kind: FactKind,
    field: &str,
    typed: &str,
    whole: &str,
    messages: &Messages,
) -> Result<String, Trouble> {
    let Some(group) = group(kind, field) else { return Ok(typed.to_owned()) };
    let words = words_of(group);
    let mut names = Vec::new();
    for one in typed.split([',', '，', '、']).map(str::trim) {
        let word = words
            .iter()
            .find(|word| word.name == one || word.chinese == one || word.english.eq_ignore_ascii_case(one));
        let Some(word) = word else {
            let shown = |word: &dashiji_publish::Word| match messages.language() {
                Language::Chinese => word.chinese.to_owned(),
                Language::English => word.name.to_owned(),
            };
            return Err(Trouble::NoSuch(
                "why-bad-value",
                whole.to_owned(),
                words.iter().map(shown).collect(),
            ));
        };
        names.push(word.name);
    }
    Ok(names.join(","))
}

/// What kind of fact, in words.
fn kind(kind: FactKind, messages: &Messages) -> String {
    messages.word("fact", &kind)
}

fn fact(anchor: &Anchor, messages: &Messages) -> String {
    let told = [
        ("entry", Argument::from(anchor.entry.to_string())),
        ("kind", kind(anchor.kind, messages).into()),
        ("quote", anchor.quote.as_str().into()),
    ];
    messages.tell(if anchor.quote.is_empty() { "ruled-fact" } else { "ruled-quote" }, &told)
}

/// What was decided, as a sentence.
pub fn decision(decision: &Decision, messages: &Messages) -> String {
    let between = messages.say("help-between");
    let tell = |key: &str, told: &[(&'static str, Argument)]| messages.tell(key, told);
    let listed = |entries: &[dashiji_store::EntryId]| {
        entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(&between)
    };
    match decision {
        Decision::Accept { fact } => tell("ruled-accept", &[("fact", self::fact(fact, messages).into())]),
        Decision::Reject { fact } => tell("ruled-reject", &[("fact", self::fact(fact, messages).into())]),
        Decision::Correct { fact, to } => {
            let changes = to.iter().map(|(name, value)| {
                let words = group(fact.kind, name).map(words_of).unwrap_or_default();
                let word = |one: &str| {
                    let known = words.iter().find(|word| word.name == one.trim());
                    known
                        .filter(|_| messages.language() == Language::Chinese)
                        .map_or(one, |word| word.chinese)
                        .to_owned()
                };
                let value: Vec<String> =
                    if words.is_empty() { vec![value.clone()] } else { value.split(',').map(word).collect() };
                let field = field(fact.kind, name, messages);
                tell("ruled-change", &[("field", field.into()), ("value", value.join(&between).into())])
            });
            let changes: Vec<String> = changes.collect();
            let fact = self::fact(fact, messages);
            tell("ruled-correct", &[("fact", fact.into()), ("changes", changes.join(&between).into())])
        }
        Decision::Merge { names, into } => {
            tell("ruled-merge", &[("names", names.join(&between).into()), ("into", into.as_str().into())])
        }
        Decision::Separate { name, entries } => {
            tell("ruled-separate", &[("name", name.as_str().into()), ("entries", listed(entries).into())])
        }
        Decision::SameEvent { entries } => tell("ruled-same-event", &[("entries", listed(entries).into())]),
        Decision::Name { short, full, from, to } => {
            let days = [from, to].map(|day| day.clone().unwrap_or_default());
            let [from, to] = days;
            let told = [
                ("short", short.as_str().into()),
                ("full", full.as_str().into()),
                ("from", from.clone().into()),
                ("to", to.clone().into()),
            ];
            let open = from.is_empty() && to.is_empty();
            tell(if open { "ruled-name" } else { "ruled-name-days" }, &told)
        }
        Decision::Dismiss { code, entry, document, quote } => {
            let place = entry.map(|id| id.to_string()).or_else(|| document.map(|id| id.to_string()));
            let told = [
                ("code", code.as_str().into()),
                ("place", place.clone().unwrap_or_default().into()),
                ("quote", quote.as_str().into()),
            ];
            tell(if place.is_some() { "ruled-dismiss" } else { "ruled-dismiss-all" }, &told)
        }
    }
}

/// What was done, as a sentence.
pub fn act(act: &Act, messages: &Messages) -> String {
    let version = |key: &str, version: &VersionAct| {
        let id = format!("d{}.v{}", version.document, version.version);
        let told = &version.told;
        let of = told.title.clone().or_else(|| told.path.clone()).or_else(|| told.url.clone());
        let of = of.or_else(|| version.source.clone()).unwrap_or_default();
        messages.tell(key, &[("id", id.into()), ("of", of.into())]).trim_end().to_owned()
    };
    let with_reason = |key: &str, id: String, reason: Option<&str>| {
        let words = messages.tell(key, &[("id", id.into())]);
        match reason {
            Some(reason) if !reason.is_empty() => {
                messages.tell("act-reason", &[("what", words.into()), ("reason", reason.into())])
            }
            _ => words,
        }
    };
    match act {
        Act::Began { program, .. } => messages.tell("act-began", &[("program", program.as_str().into())]),
        Act::Added(of) => version("act-added", of),
        Act::Revised(of) => version("act-revised", of),
        Act::Entered(of) => version("act-entered", of),
        Act::Corrected(of) => version("act-corrected", of),
        Act::Read(reading) => {
            let id = format!("d{}.v{}", reading.document, reading.version);
            messages.tell("act-read", &[("id", id.into()), ("n", reading.entries.len().into())])
        }
        Act::Removed { document, reason } => {
            with_reason("act-removed", format!("d{document}"), reason.as_deref())
        }
        Act::Restored { document, reason } => {
            with_reason("act-restored", format!("d{document}"), reason.as_deref())
        }
        Act::Ruled(ruling) => {
            let what = decision(&ruling.decision, messages);
            let what = messages
                .tell("act-ruled", &[("id", format!("r{}", ruling.ruling).into()), ("what", what.into())]);
            messages.tell("act-reason", &[("what", what.into()), ("reason", ruling.reason.as_str().into())])
        }
        Act::Undone(undoing) => {
            with_reason("act-undone", format!("r{}", undoing.ruling), undoing.reason.as_deref())
        }
        Act::Knowledge { files } => messages.tell("act-knowledge", &[("n", files.len().into())]),
    }
}

/// `2026-11-24T08:30:05.123Z` as `2026-11-24 08:30:05Z`.
pub fn moment(recorded: &str) -> String {
    let seconds = recorded.split('.').next().unwrap_or(recorded).trim_end_matches('Z');
    format!("{}Z", seconds.replace('T', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [FactKind; 7] = [
        FactKind::Date,
        FactKind::Type,
        FactKind::Person,
        FactKind::Place,
        FactKind::Organization,
        FactKind::Document,
        FactKind::Figure,
    ];

    #[test]
    fn every_field_and_value_is_taken_in_both_languages() {
        let [zh, en] = [Language::Chinese, Language::English].map(crate::settings::messages);
        for kind in KINDS {
            for field in kind.fields() {
                let chinese = chinese(kind, field);
                assert!(!chinese.is_empty(), "{kind:?} {field}");
                let values = group(kind, field).map(words_of).unwrap_or_default();
                let pairs = values
                    .iter()
                    .map(|word| (word.name, word.chinese))
                    .chain([("a", "a")].into_iter().filter(|_| values.is_empty()));
                for (name, word) in pairs {
                    let plain = correction(kind, &[format!("{field}={name}")], &en).unwrap();
                    for own in chinese {
                        assert_eq!(
                            correction(kind, &[format!("{own}={word}")], &zh).unwrap(),
                            plain,
                            "{own}={word}"
                        );
                    }
                    assert_eq!(plain[*field], name);
                }
            }
        }
    }

    #[test]
    fn no_two_fields_of_a_fact_have_one_word() {
        for kind in KINDS {
            let mut all: Vec<&str> =
                kind.fields().iter().flat_map(|field| chinese(kind, field)).copied().collect();
            all.sort_unstable();
            let count = all.len();
            all.dedup();
            assert_eq!(all.len(), count, "{kind:?}");
        }
    }

    #[test]
    fn what_there_is_not_is_told_with_what_there_is() {
        let zh = crate::settings::messages(Language::Chinese);
        let told = |kind, words: &str| match correction(kind, &[words.to_owned()], &zh) {
            Err(Trouble::NoSuch(_, _, known)) => known,
            other => panic!("{other:?}"),
        };
        assert!(told(FactKind::Person, "官职=县长").contains(&"职务".to_owned()));
        assert!(told(FactKind::Type, "类型=开会").contains(&"会议".to_owned()));
    }
}
