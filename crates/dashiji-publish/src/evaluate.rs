//! How well a reading did: predictions against a gold file, field by field.
//!
//! In go gold entries (one JSON object a line: `{"id":1,"start":88,"end":670,"headline":"…","date":{…},"people":[…]}`) and
//! predicted ones (what `dashiji read --format jsonl` prints); out come precision, recall and F1 a field and what was missed or
//! wrongly found. Entries are paired by where they start (a gap of at most 4 code points is forgiven); an entry that has no
//! partner counts against every field. An entry marked `span_only` counts for start and extent alone; what stands under a gold
//! entry's `optional` counts neither for nor against. A gold entry may also be a printed one, as it is or corrected: then its days
//! are under `from` and `to` and its words may be the finer ones. Finer words (`report`, `deployment`) are scored as the coarser
//! ones they belong to, on either side.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A gold or predicted entry.
pub type Entry = Map<String, Value>;

/// The fields, in the order of the table.
pub const FIELDS: [&str; 14] = [
    "headline",
    "date",
    "type",
    "person",
    "person+title",
    "person+part",
    "place",
    "organizer",
    "org",
    "document",
    "publication",
    "time",
    "quantity",
    "quantity+kind",
];

/// Types, parts and kinds of figures as the gold's coarser words.
const TYPES: [(&str, &str); 8] = [
    ("deployment", "ceremony"),
    ("donation", "other"),
    ("institution", "status"),
    ("exchange", "meeting"),
    ("disaster", "other"),
    ("death", "other"),
    ("conflict", "other"),
    ("justice", "other"),
];
const PARTS: [(&str, &str); 12] = [
    ("report", "speak"),
    ("read_out", "speak"),
    ("take_part", "attend"),
    ("accompany", "attend"),
    ("see_off", "attend"),
    ("head_team", "mention"),
    ("visited", "mention"),
    ("appointed", "mention"),
    ("removed", "mention"),
    ("honoured", "mention"),
    ("died", "mention"),
    ("cited", "mention"),
];
const KINDS: [(&str, &[&str]); 6] = [
    ("component", &["increment", "total", "attribute"]),
    ("stock", &["total", "attribute"]),
    ("cumulative", &["total"]),
    ("decrease", &["increment"]),
    ("correction", &["increment"]),
    ("planned", &["increment"]),
];

/// How far apart two starts may lie and still be one entry.
const FORGIVEN: i64 = 4;

/// Precision, recall and F1 of a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Precision; 1 where nothing was found.
    pub precision: f64,
    /// Recall; 1 where nothing was to be found.
    pub recall: f64,
    /// F1.
    pub f1: f64,
    /// Items of the gold.
    pub gold: usize,
}

impl Figures {
    fn of(right: usize, wrong: usize, missed: usize) -> Self {
        let share = |whole: usize| if whole == 0 { 1.0 } else { right as f64 / whole as f64 };
        let (precision, recall) = (share(right + wrong), share(right + missed));
        let sum = precision + recall;
        let f1 = if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum };
        Self { precision, recall, f1, gold: right + missed }
    }
}

/// What went wrong in one entry and field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The gold entry's id.
    pub entry: String,
    /// What the gold has and the prediction has not.
    pub missed: Vec<String>,
    /// What the prediction has and the gold has not.
    pub wrong: Vec<String>,
}

/// A score.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    /// Gold entries.
    pub gold: usize,
    /// Predicted entries.
    pub predicted: usize,
    /// Gold entries with a partner.
    pub paired: usize,
    /// `entry start`, `entry extent`, then the fields.
    pub rows: Vec<(&'static str, Figures)>,
    /// The faults of each field that has some, in the order of the gold.
    pub faults: Vec<(&'static str, Vec<Fault>)>,
    /// What was not in the contract's form, in words for whoever maintains the predictor.
    pub warnings: Vec<String>,
}

/// Reads entries from JSON lines; rows without a place in the text (a document without entries) are left out.
/// What is no JSON object comes back as warnings with its line.
pub fn entries(text: &str) -> (Vec<Entry>, Vec<String>) {
    let (mut entries, mut warnings) = (Vec::new(), Vec::new());
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(line) {
            Ok(Value::Object(entry)) => {
                if entry.contains_key("span") || entry.contains_key("start") {
                    entries.push(entry);
                }
            }
            Ok(_) => warnings.push(format!("{}: not an object", number + 1)),
            Err(error) => warnings.push(format!("{}: {error}", number + 1)),
        }
    }
    (entries, warnings)
}

/// Scores predicted entries against gold ones.
pub fn score(gold: &[Entry], predicted: &[Entry]) -> Score {
    let mut score = Score { gold: gold.len(), predicted: predicted.len(), ..Score::default() };
    let partners = pair(gold, predicted);
    score.paired = partners.iter().flatten().count();
    let extents = gold
        .iter()
        .zip(&partners)
        .filter(|(gold, partner)| {
            partner.is_some_and(|k| (span(&predicted[k]).1 - span(gold).1).abs() <= FORGIVEN)
        })
        .count();
    for (row, right) in [("entry start", score.paired), ("entry extent", extents)] {
        score.rows.push((row, Figures::of(right, predicted.len() - right, gold.len() - right)));
    }
    let mut counts = [[0usize; 3]; FIELDS.len()];
    let mut faults: [Vec<Fault>; FIELDS.len()] = std::array::from_fn(|_| Vec::new());
    let nothing = Entry::new();
    for (entry, partner) in gold.iter().zip(&partners) {
        if truthy(entry.get("span_only")) {
            continue;
        }
        let partner = partner.map_or(&nothing, |k| &predicted[k]);
        for (k, (want, have)) in fields(entry, partner, &mut score.warnings).into_iter().enumerate() {
            let free: BTreeSet<Item> = entry
                .get("optional")
                .and_then(|optional| optional.get(FIELDS[k])?.as_array())
                .into_iter()
                .flatten()
                .map(|item| optional_item(FIELDS[k], item))
                .collect();
            let missed: Vec<_> =
                want.iter().filter(|item| !have.contains(item) && !free.contains(item)).collect();
            let wrong: Vec<_> =
                have.iter().filter(|item| !want.contains(item) && !free.contains(item)).collect();
            counts[k][0] += want.iter().filter(|item| have.contains(item) && !free.contains(item)).count();
            counts[k][1] += wrong.len();
            counts[k][2] += missed.len();
            if !missed.is_empty() || !wrong.is_empty() {
                let shown = |items: Vec<&Item>| items.into_iter().map(Item::to_string).collect();
                let id = entry.get("id").map(|id| Item::of(id).to_string()).unwrap_or_default();
                faults[k].push(Fault { entry: id, missed: shown(missed), wrong: shown(wrong) });
            }
        }
    }
    if gold.iter().any(|entry| !truthy(entry.get("span_only"))) {
        score.rows.extend(
            FIELDS
                .iter()
                .zip(counts)
                .map(|(&field, [right, wrong, missed])| (field, Figures::of(right, wrong, missed))),
        );
    }
    score.faults = FIELDS.into_iter().zip(faults).filter(|(_, faults)| !faults.is_empty()).collect();
    score
}

/// Every object with `text`, `start` and `end` that is not that slice of the decoded text: the entry's number and the words.
pub fn bad_spans(predicted: &[Entry], decoded: &str) -> Vec<(String, String)> {
    let starts: Vec<usize> = decoded.char_indices().map(|(at, _)| at).chain([decoded.len()]).collect();
    let mut bad = Vec::new();
    for entry in predicted {
        let number = entry.get("number").map(|number| Item::of(number).to_string()).unwrap_or_default();
        let mut rest: Vec<&Value> = entry.values().collect();
        while let Some(value) = rest.pop() {
            match value {
                Value::Object(object) => {
                    if let (Some(text), Some(start), Some(end)) =
                        (object.get("text"), object.get("start"), object.get("end"))
                    {
                        let at = |value: &Value| starts.get(usize::try_from(value.as_u64()?).ok()?).copied();
                        let slice = at(start).zip(at(end)).and_then(|(start, end)| decoded.get(start..end));
                        if slice.is_none() || slice != text.as_str() {
                            bad.push((number.clone(), Item::of(text).to_string()));
                        }
                    }
                    rest.extend(object.values());
                }
                Value::Array(values) => rest.extend(values),
                _ => {}
            }
        }
    }
    bad
}

/// The partner of each gold entry: the nearest start that is not yet taken.
fn pair(gold: &[Entry], predicted: &[Entry]) -> Vec<Option<usize>> {
    let mut starts: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (k, entry) in predicted.iter().enumerate().rev() {
        starts.entry(span(entry).0).or_default().push(k);
    }
    gold.iter()
        .map(|entry| {
            let start = span(entry).0;
            let nearest = starts
                .range(start - FORGIVEN..=start + FORGIVEN)
                .filter_map(|(&at, free)| Some(((at - start).abs(), *free.last()?, at)))
                .min()?;
            starts.get_mut(&nearest.2)?.pop()
        })
        .collect()
}

/// Where an entry stands; a place that is not told is far outside the text.
fn span(entry: &Entry) -> (i64, i64) {
    let inner = entry.get("span").and_then(Value::as_object).filter(|span| !span.is_empty()).unwrap_or(entry);
    let at = |key: &str| inner.get(key).and_then(Value::as_i64).unwrap_or(-99);
    (at("start"), at("end"))
}

/// A scored thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Nothing,
    /// A float's bits in an order that is the numbers'.
    Number(i64),
    Text(String),
    List(Vec<Item>),
}

impl Item {
    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(truth) => Self::number(f64::from(u8::from(*truth))),
            Value::Number(number) => Self::number(number.as_f64().unwrap_or_default()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(values) => Self::List(values.iter().map(Self::of).collect()),
            Value::Object(_) => Self::Text(value.to_string()),
        }
    }

    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn number(number: f64) -> Self {
        let bits = (number + 0.0).to_bits() as i64;
        Self::Number(bits ^ (((bits >> 63) as u64) >> 1) as i64)
    }
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("-"),
            Self::Number(bits) => {
                let bits = bits ^ (((bits >> 63) as u64) >> 1) as i64;
                write!(f, "{}", f64::from_bits(bits as u64))
            }
            Self::Text(text) => f.write_str(text),
            Self::List(items) => {
                f.write_str("(")?;
                for (k, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if k == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
        }
    }
}

/// Whether a value says something: not null, false, 0, "" or an empty list.
fn truthy(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(truth)) => *truth,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(values)) => !values.is_empty(),
        Some(Value::Object(object)) => !object.is_empty(),
    }
}

/// The first of some keys that says something; a bare string stands for itself.
fn get(value: &Value, keys: &[&str]) -> Item {
    let found = keys.iter().filter_map(|key| value.get(key)).find(|value| truthy(Some(value)));
    match (found, value) {
        (Some(found), _) => Item::of(found),
        (None, Value::String(text)) => Item::text(text.as_str()),
        (None, _) => Item::text(""),
    }
}

/// The words of a thing: itself, or its text, title or name.
fn words(value: &Value) -> Item {
    get(value, &["text", "title", "name"])
}

/// Words with their white space made single.
fn flat(value: Option<&Value>) -> String {
    let Some(value) = value.filter(|value| truthy(Some(value))) else { return String::new() };
    let words = match words(value) {
        Item::Text(text) => text,
        other => other.to_string(),
    };
    let space = |c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c);
    words.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The day of a date or clock time, whatever the length of its year.
fn day(moment: &str) -> Item {
    Item::text(moment.split('T').next().unwrap_or_default())
}

/// First and last moment of a date: `from` and `to` as printed, or `start` and `end` as in a gold file, where these are words and
/// no positions. The last is the first where it is not told.
fn moments(date: &Value) -> Option<(&str, &str)> {
    let words = |key: &str| date.get(key).and_then(Value::as_str).filter(|words| !words.is_empty());
    let first = words("from").or_else(|| words("start"))?;
    Some((first, words("to").or_else(|| words("end")).unwrap_or(first)))
}

/// A figure's value to six decimals.
fn amount(value: Option<&Value>) -> Item {
    let number = match value {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::Bool(truth)) => Some(f64::from(u8::from(*truth))),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match number.and_then(|number| format!("{number:.6}").parse().ok()) {
        Some(number) => Item::number(number),
        None => {
            Item::Text(value.filter(|v| !v.is_null()).map_or_else(|| "None".to_owned(), Value::to_string))
        }
    }
}

fn list<'a>(entry: &'a Entry, key: &str, warnings: &mut Vec<String>) -> &'a [Value] {
    match entry.get(key) {
        Some(Value::Array(values)) => values,
        other => {
            if truthy(other) {
                let number =
                    entry.get("number").map(|number| Item::of(number).to_string()).unwrap_or_default();
                warnings.push(format!("entry {number}: {key} is not a list"));
            }
            &[]
        }
    }
}

fn coarse<'a>(words: &[(&str, &'a str)], word: &'a str) -> &'a str {
    words.iter().find(|(fine, _)| *fine == word).map_or(word, |(_, coarse)| coarse)
}

fn coarse_item(words: &[(&str, &str)], item: Item) -> Item {
    match item {
        Item::Text(word) => Item::text(coarse(words, &word)),
        other => other,
    }
}

/// Whether a predicted title is one that the text states.
fn stated(title: &Value) -> bool {
    let basis = title.get("basis").filter(|basis| truthy(Some(basis)));
    title.is_string()
        || (basis.is_none_or(|basis| basis == "stated")
            && title.get("kind").is_none_or(|kind| kind != "address"))
}

/// Items of the gold and of the prediction, for each of [`FIELDS`].
fn fields(
    gold: &Entry,
    predicted: &Entry,
    warnings: &mut Vec<String>,
) -> Vec<(BTreeSet<Item>, BTreeSet<Item>)> {
    let (want, have) = (Items::of(gold, warnings), Items::of(predicted, warnings));
    let kinds: BTreeSet<Item> = want.figures.iter().map(|figure| Item::List(figure.to_vec())).collect();
    let two = |figures: &[[Item; 3]]| figures.iter().map(|figure| Item::List(figure[..2].to_vec())).collect();
    let mut fields: Vec<_> = want.simple.into_iter().zip(have.simple).collect();
    fields.push((two(&want.figures), two(&have.figures)));
    let known = have.figures.into_iter().map(|figure| known_kind(figure, &kinds)).collect();
    fields.push((kinds, known));
    fields
}

/// The scored things of an entry, gold or printed.
struct Items {
    /// Those of all [`FIELDS`] but the last two, in their order.
    simple: [BTreeSet<Item>; 12],
    /// Value, unit and kind of each figure, lists that are counted left out.
    figures: Vec<[Item; 3]>,
}

impl Items {
    fn of(entry: &Entry, warnings: &mut Vec<String>) -> Self {
        let [people, places, organizers, orgs, documents, press, times, figures] =
            ["people", "places", "organizers", "orgs", "documents", "publications", "times", "quantities"]
                .map(|key| list(entry, key, warnings));
        let all = |values: &[Value], item: &dyn Fn(&Value) -> Item| -> BTreeSet<Item> {
            values.iter().map(item).collect()
        };
        let headline = Some(flat(entry.get("headline"))).filter(|words| !words.is_empty());
        let date = entry.get("date").and_then(moments);
        let kind = entry.get("type").filter(|kind| truthy(Some(kind)));
        let time = |time: &Value| {
            let (from, to) = moments(time).unwrap_or_default();
            Item::List(vec![get(time, &["surface", "text"]), Item::text(from), Item::text(to)])
        };
        let title = |thing: &Value| get(thing, &["title", "text", "name"]);
        Self {
            simple: [
                headline.map(Item::Text).into_iter().collect(),
                date.map(|(from, to)| Item::List(vec![day(from), day(to)])).into_iter().collect(),
                kind.map(|kind| coarse_item(&TYPES, Item::of(kind))).into_iter().collect(),
                all(people, &|person| get(person, &["name"])),
                each(people, "titles", &stated, &words),
                each(people, "parts", &|_| true, &|part| coarse_item(&PARTS, Item::of(part))),
                all(places, &|place| get(place, &["code", "surface", "text", "name"])),
                all(organizers, &words),
                all(orgs, &words),
                all(documents, &title),
                all(press, &title),
                all(times, &time),
            ],
            figures: figures
                .iter()
                .filter(|figure| figure.is_object() && figure.get("kind").is_none_or(|kind| kind != "count"))
                .map(figure)
                .collect(),
        }
    }
}

/// What people have under a key, each with the person's name.
fn each(
    people: &[Value],
    key: &str,
    keep: &dyn Fn(&Value) -> bool,
    words_of: &dyn Fn(&Value) -> Item,
) -> BTreeSet<Item> {
    let mut found = BTreeSet::new();
    for person in people.iter().filter(|person| person.is_object()) {
        let things = person.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for thing in things.iter().filter(|thing| keep(thing)) {
            found.insert(Item::List(vec![get(person, &["name"]), words_of(thing)]));
        }
    }
    found
}

/// An item that annotators may differ on, its words as coarse as those it is compared with.
fn optional_item(field: &str, item: &Value) -> Item {
    match (field, Item::of(item)) {
        ("type", item) => coarse_item(&TYPES, item),
        ("person+part", Item::List(mut pair)) => {
            let part = pair.pop().unwrap_or(Item::Nothing);
            pair.push(coarse_item(&PARTS, part));
            Item::List(pair)
        }
        (_, item) => item,
    }
}

/// Value, unit and kind.
fn figure(figure: &Value) -> [Item; 3] {
    let unit = figure.get("unit").filter(|unit| truthy(Some(unit))).map_or_else(|| Item::text(""), Item::of);
    [amount(figure.get("value")), unit, figure.get("kind").map_or(Item::Nothing, Item::of)]
}

/// A figure with its kind as the gold has it where the two agree: in the same word, in a coarser or in a finer one; else in its
/// first coarser word.
fn known_kind([value, unit, kind]: [Item; 3], gold: &BTreeSet<Item>) -> Item {
    let coarser = |kind: &Item| match kind {
        Item::Text(kind) => {
            KINDS.iter().find(|(fine, _)| fine == kind).map_or(&[][..], |(_, coarser)| coarser)
        }
        _ => &[],
    };
    let with = |kind: Item| Item::List(vec![value.clone(), unit.clone(), kind]);
    let wider = coarser(&kind).iter().map(|word| Item::text(*word));
    let finer = KINDS
        .iter()
        .filter(|(_, coarser)| coarser.iter().any(|word| kind == Item::text(*word)))
        .map(|(fine, _)| Item::text(*fine));
    std::iter::once(kind.clone())
        .chain(wider)
        .chain(finer)
        .map(with)
        .find(|item| gold.contains(item))
        .unwrap_or_else(|| with(coarser(&kind).first().map_or(kind.clone(), |word| Item::text(*word))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &str) -> Vec<Entry> {
        let (entries, warnings) = entries(lines);
        assert!(warnings.is_empty(), "{warnings:?}");
        entries
    }

    fn row(score: &Score, field: &str) -> Figures {
        score.rows.iter().find(|(name, _)| *name == field).unwrap().1
    }

    const GOLD: &str = r#"{"id":1,"start":10,"end":90,"headline":"县委  召开会议","date":{"start":"2021-03-02","end":"2021-03-02"},"type":"meeting","people":[{"name":"张三丰","titles":["县委书记"],"parts":["chair","speak"]}],"places":[],"organizers":["县委"],"orgs":[],"documents":[],"publications":[],"times":[],"quantities":[{"value":120,"unit":"名","kind":"total"}],"optional":{"person+part":[["张三丰","speak"]]}}
{"id":2,"start":95,"end":120,"span_only":true}"#;

    #[test]
    fn a_right_reading_scores_one() {
        let predicted = of(
            r#"{"number":1,"span":{"start":12,"end":90},"headline":{"text":"县委 召开会议"},"date":{"from":"2021-03-02T09:00","to":"2021-03-02T09:00"},"type":"exchange","people":[{"name":"张三丰","titles":[{"text":"县委书记","basis":"stated","kind":"post"},{"text":"同志","kind":"address"}],"parts":["chair"]}],"organizers":[{"text":"县委"}],"quantities":[{"value":120.0,"unit":"名","kind":"stock"},{"value":4,"unit":"家","kind":"count"}]}
{"number":2,"span":{"start":95,"end":121}}"#,
        );
        let score = score(&of(GOLD), &predicted);
        assert_eq!((score.gold, score.predicted, score.paired), (2, 2, 2));
        for (field, figures) in &score.rows {
            assert!((figures.f1 - 1.0).abs() < 1e-9, "{field} {figures:?} {:?}", score.faults);
        }
    }

    #[test]
    fn a_printed_reading_as_gold_finds_itself_without_fault() {
        for text in [
            include_str!("../../../samples/county-month.txt"),
            include_str!("../../../samples/county-year.txt"),
            "公元前221年,置云岭县。\n\n公元8年3月,县令段守拙修渠三十里,役夫二千人。\n\n1300年,大旱,现有仓三座、存粮五百石。\n",
        ] {
            let lexicon = dashiji::lexicon::Lexicon::builtin();
            let reading =
                dashiji::read(text.as_bytes().to_vec(), &dashiji::document::Given::default(), lexicon)
                    .unwrap();
            let mut lines = Vec::new();
            for record in &reading.records {
                crate::jsonl::entry(&mut lines, record).unwrap();
            }
            let printed = of(std::str::from_utf8(&lines).unwrap());
            let score = score(&printed, &printed);
            assert!(score.faults.is_empty() && score.warnings.is_empty(), "{:?}", score.faults);
            for (field, figures) in &score.rows {
                assert!((figures.f1 - 1.0).abs() < 1e-9, "{field} {figures:?}");
            }
            let said = ["headline", "date", "type", "person+title", "time", "quantity+kind"];
            let found = said.map(|field| row(&score, field).gold);
            assert!(found.iter().filter(|&&items| items > 0).count() > 3, "{found:?}");
            // A gold of another day, another word is not the reading's.
            let mut other = printed.clone();
            for entry in &mut other {
                entry
                    .insert("date".to_owned(), serde_json::json!({"from": "1900-01-01", "to": "1900-01-01"}));
                entry.insert("type".to_owned(), "award".into());
            }
            assert!(row(&super::score(&other, &printed), "date").f1.abs() < 1e-9);
        }
    }

    #[test]
    fn years_of_any_length_are_compared_whole() {
        let entry = |from: &str| {
            of(&format!(r#"{{"span":{{"start":0,"end":9}},"date":{{"from":"{from}","to":"{from}"}}}}"#))
        };
        let (one, other) = (entry("-0220-01-05"), entry("-0220-01-07"));
        assert!((row(&score(&one, &one), "date").f1 - 1.0).abs() < 1e-9);
        assert!(row(&score(&one, &other), "date").f1.abs() < 1e-9);
    }

    #[test]
    fn finer_and_coarser_words_agree_on_either_side() {
        let entry = |kind: &str, part: &str, figure: &str| {
            of(&format!(
                r#"{{"span":{{"start":0,"end":9}},"type":"{kind}","people":[{{"name":"张三丰","titles":[],"parts":["{part}"]}}],"quantities":[{{"value":3,"unit":"名","kind":"{figure}"}}]}}"#
            ))
        };
        let (fine, coarse) = (entry("exchange", "report", "stock"), entry("meeting", "speak", "total"));
        for (gold, predicted) in [(&fine, &coarse), (&coarse, &fine), (&fine, &fine)] {
            let score = score(gold, predicted);
            assert!(score.faults.is_empty(), "{:?}", score.faults);
        }
        assert_eq!(score(&fine, &entry("visit", "chair", "ordinal")).faults.len(), 3);
    }

    #[test]
    fn an_entry_without_a_partner_counts_against_every_field() {
        let score = score(&of(GOLD), &of(r#"{"number":1,"span":{"start":40,"end":90}}"#));
        assert_eq!(score.paired, 0);
        assert_eq!(row(&score, "entry start").gold, 2);
        assert!(row(&score, "person").recall.abs() < 1e-9);
        assert_eq!(score.faults[0].1[0].missed, ["县委 召开会议"]);
    }

    #[test]
    fn each_entry_has_one_partner() {
        let gold =
            of("{\"start\":1,\"end\":5,\"span_only\":true}\n{\"start\":3,\"end\":9,\"span_only\":true}");
        let predicted = of("{\"span\":{\"start\":2,\"end\":9}}");
        assert_eq!(pair(&gold, &predicted), [Some(0), None]);
    }

    #[test]
    fn a_slice_that_is_another_is_seen() {
        let predicted = of(
            r#"{"number":7,"span":{"start":0,"end":4},"headline":{"text":"县委","start":1,"end":3},"people":[{"titles":[{"text":"县长","start":2,"end":99}]}]}"#,
        );
        assert_eq!(bad_spans(&predicted, "，县委会"), [("7".to_owned(), "县长".to_owned())]);
    }

    #[test]
    fn figures_are_compared_by_value() {
        assert_eq!(amount(Some(&serde_json::json!("14.0"))), amount(Some(&serde_json::json!(14))));
        assert_eq!(Item::number(-0.0), Item::number(0.0));
        assert!(Item::number(-2.0) < Item::number(-1.0) && Item::number(-1.0) < Item::number(3.0));
    }

    #[test]
    fn a_line_that_is_no_json_is_named() {
        let (entries, warnings) = entries("{\"document\":{}}\n{oops\n[1]\n");
        assert!(entries.is_empty());
        assert_eq!(warnings.len(), 2);
        assert!(warnings[0].starts_with("2: "), "{warnings:?}");
    }
}
