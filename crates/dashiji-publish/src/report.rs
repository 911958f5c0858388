//! A situation report out of a log, on one page: what stood at an hour, what changed since another, what does not close. Each figure bears the
//! place it was told at; none is made up, and an empty heading says that nothing is told.

use crate::account::{Figures, verdict};
use crate::language::{Argument, Messages};
use dashiji::account::{Equation, Holds, InForce, Kind, Line, Series};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// The headings behind that of measures, in order.
const HEADINGS: [&str; 6] = ["situation", "people", "casualties", "losses", "forces", "supplies"];

/// Which words of a series lead to which heading.
fn heading(series: &Series) -> &'static str {
    let rows = include_str!("report-sections.tsv").lines().filter(|line| !line.starts_with('#'));
    let named = |word: &str| series.key.contains(word) || series.unit == word;
    rows.filter_map(|line| line.split_once('\t'))
        .find(|(word, _)| named(word))
        .and_then(|(_, heading)| HEADINGS.into_iter().find(|known| *known == heading.trim()))
        .unwrap_or("situation")
}

/// What is asked of a report.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The day or time, ISO, of which it tells; all that is told where none.
    pub as_of: Option<String>,
    /// The day or time since which changes are told.
    pub since: Option<String>,
}

impl Asked {
    /// Whether a day or time is not after the report's.
    fn told_by(&self, day: Option<&String>) -> bool {
        match (&self.as_of, day) {
            (Some(limit), Some(day)) => !after(day, limit),
            _ => true,
        }
    }

    /// Whether a day or time is after the earlier one.
    fn is_new(&self, day: Option<&String>) -> bool {
        match (&self.since, day) {
            (Some(since), Some(day)) => after(day, since),
            _ => false,
        }
    }
}

/// Whether a day or time is after another; a day as a whole reaches to its end.
fn after(day: &str, limit: &str) -> bool {
    let n = day.len().min(limit.len());
    day.get(..n) > limit.get(..n)
}

/// A report as it is set: text ([`write()`]) or a document of an office program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is, as of when.
    pub title: String,
    /// What each document tells.
    pub parts: Vec<Part>,
}

/// What one document tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The document.
    pub source: String,
    /// Measures, then the six kinds of figures, then what does not close.
    pub sections: Vec<Section>,
}

/// What stands under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// With its number.
    pub heading: String,
    /// A fact each.
    pub rows: Vec<Row>,
    /// What stands there where there are none.
    pub empty: String,
}

/// A fact of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// What is told.
    pub words: String,
    /// Where: entry and code point.
    pub cited: String,
    /// What it was before, how old it is.
    pub more: String,
}

/// Writes a report as text.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: &mut impl Write, page: &Page) -> io::Result<()> {
    writeln!(out, "{}", page.title)?;
    for part in &page.parts {
        writeln!(out, "{}", part.source)?;
        for section in &part.sections {
            writeln!(out, "\n{}", section.heading)?;
            for row in &section.rows {
                writeln!(out, "   {}{}{}", row.words, row.cited, row.more)?;
            }
            if section.rows.is_empty() {
                writeln!(out, "   {}", section.empty)?;
            }
        }
    }
    Ok(())
}

/// The report of some documents.
pub fn page(documents: &[Figures], asked: &Asked, words: &Messages) -> Page {
    let until = asked.as_of.as_deref().map_or_else(|| words.say("report-all"), |day| when(day, words));
    Page {
        title: words.tell("report-title", &[("day", until.into())]),
        parts: documents.iter().map(|figures| part(figures, asked, words)).collect(),
    }
}

fn part(figures: &Figures, asked: &Asked, words: &Messages) -> Part {
    let name =
        figures.path.as_deref().and_then(|p| p.rsplit(['/', '\\']).next()).unwrap_or(&figures.document);
    let section = |number: usize, name: &str, rows: Vec<Row>| {
        let numeral = "一二三四五六七八九".chars().nth(number - 1).unwrap_or_default().to_string();
        let told = [
            ("number", Argument::from(number.to_string())),
            ("numeral", numeral.into()),
            ("name", words.say(&format!("report-{name}")).into()),
        ];
        Section { heading: words.tell("report-heading", &told), rows, empty: words.say("report-nothing") }
    };
    let marks = marks(figures);
    let mut sections = vec![section(1, "measures", measures(figures, asked, words))];
    for (wanted, number) in HEADINGS.into_iter().zip(2..) {
        let own = figures.series.iter().chain(&figures.single);
        let rows = own
            .filter(|series| series.place.is_none() && heading(series) == wanted)
            .flat_map(|series| standing(series, &marks, asked, words))
            .collect();
        sections.push(section(number, wanted, rows));
    }
    sections.push(section(HEADINGS.len() + 2, "open", open(figures, asked, words)));
    if !figures.reports.is_empty() {
        sections.push(section(HEADINGS.len() + 3, "chain", chain(figures, asked, words)));
    }
    Part { source: words.tell("report-source", &[("name", name.into())]), sections }
}

/// Marks that a level is held against (警戒水位): no state of anything.
fn marks(figures: &Figures) -> BTreeSet<u32> {
    let level = |e: &&Equation| {
        e.kind == Kind::Sum && e.terms.len() == 2 && e.terms[0] > e.total && e.terms[1] > e.total
    };
    figures.equations.iter().filter(level).map(|e| e.terms[0]).collect()
}

/// A day or time as it is said.
fn when(iso: &str, words: &Messages) -> String {
    let number = |range: std::ops::Range<usize>| {
        iso.get(range).and_then(|digits| digits.parse::<u32>().ok()).map(|n| n.to_string())
    };
    let (Some(year), month, day) = (number(0..4), number(5..7), number(8..10)) else { return iso.to_owned() };
    let (hour, minute) = (number(11..13), number(14..16).filter(|minute| minute != "0"));
    let form = match (&month, &day, &hour, &minute) {
        (Some(_), Some(_), Some(_), Some(_)) => "when-minute",
        (Some(_), Some(_), Some(_), None) => "when-hour",
        (Some(_), Some(_), None, _) => "when-day",
        (Some(_), None, ..) => "when-month",
        _ => "when-year",
    };
    let told = [
        ("iso", Argument::from(iso.replace('T', " "))),
        ("year", year.into()),
        ("month", month.unwrap_or_default().into()),
        ("day", day.unwrap_or_default().into()),
        ("hour", hour.unwrap_or_default().into()),
        ("minute", minute.unwrap_or_default().into()),
    ];
    words.tell(form, &told)
}

fn cited(entry: u32, start: u32, words: &Messages) -> String {
    let told = [("number", Argument::from(entry.to_string())), ("start", start.to_string().into())];
    words.tell("report-cited", &told)
}

/// What was in force, and what ended since the last report.
fn measures(figures: &Figures, asked: &Asked, words: &Messages) -> Vec<Row> {
    let ended = |till: Option<&String>| till.is_some_and(|_| asked.as_of.is_none() || asked.told_by(till));
    let told_by = figures.in_force.iter().filter(|force| asked.told_by(force.from.as_ref()));
    let row = |force: &InForce| {
        let ended = ended(force.till.as_ref());
        let told = [
            ("what", Argument::from(force.what.as_str())),
            ("level", force.level.as_deref().unwrap_or_default().into()),
            ("by", force.by.as_deref().unwrap_or("—").into()),
            ("from", force.from.as_deref().map_or_else(|| "—".to_owned(), |day| when(day, words)).into()),
            ("till", force.till.as_deref().map_or_else(|| "—".to_owned(), |day| when(day, words)).into()),
        ];
        let form = if ended { "report-measure-ended" } else { "report-measure" };
        // What has no level leaves no gap for it.
        Row {
            words: words.tell(form, &told).replace(" ,", ","),
            cited: cited(force.entry, force.start, words),
            more: String::new(),
        }
    };
    let (gone, standing): (Vec<&InForce>, Vec<&InForce>) =
        told_by.partition(|force| ended(force.till.as_ref()));
    let gone = gone.into_iter().filter(|force| asked.is_new(force.till.as_ref()));
    standing.into_iter().chain(gone).map(row).collect()
}

/// What a series comes to by then, in all and on hand; where it tells neither, what was told last.
fn standing(series: &Series, marks: &BTreeSet<u32>, asked: &Asked, words: &Messages) -> Vec<Row> {
    let own = series.lines.iter().filter(|line| asked.told_by(line.as_of.as_ref()));
    let told: Vec<&Line> = own.filter(|line| !marks.contains(&line.start)).collect();
    let last = |kind: &str| told.iter().rfind(|line| line.kind == kind).copied();
    let mut levels: Vec<&Line> = ["cumulative", "stock"].into_iter().filter_map(last).collect();
    if levels.is_empty() {
        levels.extend(told.iter().rfind(|line| matches!(line.kind, "increment" | "decrease")));
    }
    levels.into_iter().map(|last| stood(series, last, &told, asked, words)).collect()
}

/// A figure, and what it was before.
fn stood(series: &Series, last: &Line, told: &[&Line], asked: &Asked, words: &Messages) -> Row {
    let day = last.as_of.as_deref().map_or_else(|| "—".to_owned(), |day| when(day, words));
    let name = if series.key.is_empty() { words.say("figures-unnamed") } else { series.key.clone() };
    let args = [
        ("name", Argument::from(name)),
        ("figure", last.text.as_str().into()),
        ("kind", words.word("kind", &last.kind).into()),
        ("day", day.into()),
    ];
    let mut row = Row {
        words: words.tell("report-figure", &args),
        cited: cited(last.entry, last.start, words),
        more: String::new(),
    };
    let before = told.iter().rfind(|line| line.kind == last.kind && !asked.is_new(line.as_of.as_ref()));
    let is_new = asked.is_new(last.as_of.as_ref());
    let level = matches!(last.kind, "cumulative" | "stock");
    if let Some(before) = before.filter(|before| level && is_new && before.start != last.start) {
        let change = last.value - before.value;
        let sign = if change.0 > 0 { "+" } else { "" };
        let args = [
            ("change", Argument::from(format!("{sign}{change}{}", series.unit))),
            ("before", before.text.as_str().into()),
            ("cite", cited(before.entry, before.start, words).into()),
        ];
        row.more = words.tell("report-change", &args);
    } else if asked.since.is_some() && !is_new {
        row.more = words.say("report-silent");
    }
    row
}

/// The reports of an event made by then, side by side.
fn chain(figures: &Figures, asked: &Asked, words: &Messages) -> Vec<Row> {
    let told = figures.reports.iter().filter(|report| asked.told_by(report.day.as_ref()));
    told.map(|report| {
        let day = report.day.as_deref().map_or_else(|| "—".to_owned(), |day| when(day, words));
        Row {
            words: words.tell(
                "report-made",
                &[
                    ("name", report.name.as_str().into()),
                    ("day", day.into()),
                    ("revised", figures.report_words(report, words).into()),
                ],
            ),
            cited: cited(report.entry, report.start, words),
            more: String::new(),
        }
    })
    .collect()
}

/// What does not close.
fn open(figures: &Figures, asked: &Asked, words: &Messages) -> Vec<Row> {
    let line = |start: u32| {
        let mut lines = figures.series.iter().chain(&figures.single).flat_map(|series| &series.lines);
        lines.find(|line| line.start == start)
    };
    let open = |e: &&Equation| {
        e.holds != Holds::True && asked.told_by(line(e.total).and_then(|line| line.as_of.as_ref()))
    };
    figures
        .equations
        .iter()
        .filter(open)
        .map(|equation| Row {
            words: format!("{}  {}", equation.shown, verdict(equation, words)),
            cited: line(equation.total).map(|line| cited(line.entry, line.start, words)).unwrap_or_default(),
            more: String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use dashiji::account::Account;
    use dashiji::document::Given;
    use dashiji::lexicon::Lexicon;

    fn report(text: &str, as_of: Option<&str>, since: Option<&str>) -> Page {
        let reading = dashiji::read(text.into(), &Given::default(), Lexicon::builtin())
            .unwrap_or_else(|e| panic!("{e:?}"));
        let account = Account::of(&reading.document, &reading.records);
        let figures = Figures::of(&reading.document.record, account);
        let asked = Asked { as_of: as_of.map(str::to_owned), since: since.map(str::to_owned) };
        page(&[figures], &asked, &Messages::new(Language::Chinese))
    }

    const LOG: &str = "青石县防汛日志（2031年）\n\n6月1日8时 县防指启动防汛Ⅳ级应急响应。\n6月1日20时 当日转移群众300人，累计转移300人。河口站水位52.4米，超警戒水位（52.0米）0.4米。\n\
                       6月2日20时 当日转移群众200人，累计转移500人。无新增失踪人员。\n6月3日8时 县防指将防汛应急响应提升至Ⅲ级。\n6月4日20时 累计转移650人。\n";

    #[test]
    fn what_is_told_later_stands_in_no_report_of_an_earlier_hour() {
        let page = report(LOG, Some("2031-06-02T20:00"), Some("2031-06-01T20:00"));
        let mut shown = Vec::new();
        write(&mut shown, &page).unwrap_or_else(|e| panic!("{e}"));
        let shown = String::from_utf8_lossy(&shown).into_owned();
        assert!(shown.contains("500人") && shown.contains("+200人") && !shown.contains("650人"), "{shown}");
        assert!(shown.contains("Ⅳ级") && !shown.contains("Ⅲ级"), "{shown}");
    }

    #[test]
    fn the_reports_of_an_event_stand_side_by_side_with_what_each_changed() {
        let log = "青石县震情（2031年）\n\n6月1日8时 首报：死亡3人，受伤20人。\n6月1日12时 续报一：死亡5人，受伤20人。\n6月1日20时 续报四：死亡4人。\n";
        let page = report(log, None, None);
        let chain = &page.parts[0].sections.last().unwrap_or_else(|| panic!("no section")).rows;
        assert_eq!(chain.len(), 3, "{chain:?}");
        assert!(
            chain[1].words.contains("3人")
                && chain[1].words.contains("5人")
                && !chain[1].words.contains("20人"),
            "{chain:?}"
        );
        // What is revised downwards is told as such, and two reports are missing.
        assert!(chain[2].words.contains("-1") && chain[2].words.contains("2、3"), "{chain:?}");
        // What was made later stands in no report of an earlier hour; a log without reports has no such heading.
        let earlier = report(log, Some("2031-06-01T12:00"), None);
        assert_eq!(earlier.parts[0].sections.last().map(|s| s.rows.len()), Some(2));
        assert_eq!(report(LOG, None, None).parts[0].sections.len(), 8);
    }

    #[test]
    fn a_mark_is_no_level_and_what_nobody_tells_is_said_to_be_untold() {
        let page = report(LOG, None, None);
        let sections = &page.parts[0].sections;
        assert!(sections[1].rows.iter().any(|row| row.words.contains("52.4米")), "{sections:?}");
        assert!(!sections[1].rows.iter().any(|row| row.words.contains("52.0米")), "{sections:?}");
        assert!(sections[4].rows.is_empty() && !sections[4].empty.is_empty());
        // A report of none is told; every fact bears its place.
        assert!(sections[3].rows.iter().any(|row| row.words.contains("无新增失踪人员")), "{sections:?}");
        assert!(sections.iter().flat_map(|s| &s.rows).all(|row| row.cited.contains('@')), "{sections:?}");
    }
}
