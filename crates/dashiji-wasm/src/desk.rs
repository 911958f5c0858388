//! The document that lies open, and what is asked of it.

use dashiji::account::Account;
use dashiji::check::{self, Finding, Profile, Selection, Severity};
use dashiji::collate::Collation;
use dashiji::document::Given;
use dashiji::fact::Record;
use dashiji::lexicon::Lexicon;
use dashiji::resolve::day::iso_order;
use dashiji::{Reading, check::Desk as CheckingDesk};
use dashiji_office::book::Item;
use dashiji_office::{Options, docx, proof, sheet, words, workbook};
use dashiji_page::markup::Markup;
use dashiji_page::words::Words;
use dashiji_page::{beside, card, figures, marked};
use dashiji_publish::account::Figures;
use dashiji_publish::finding::{self, Findings};
use dashiji_publish::{Language, Messages, csv, jsonl};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The most bytes of a file.
const MOST: usize = 64 << 20;
/// Entries of one page.
const ENTRIES: usize = 40;
/// Findings of one page.
const FINDINGS: usize = 60;

static CHINESE: LazyLock<Messages> = LazyLock::new(|| {
    dashiji_page::words::messages(Language::Chinese).with(include_str!("../messages/zh.ftl"))
});
static ENGLISH: LazyLock<Messages> = LazyLock::new(|| {
    dashiji_page::words::messages(Language::English).with(include_str!("../messages/en.ftl"))
});

static PLAIN_CHINESE: LazyLock<Messages> = LazyLock::new(|| Messages::new(Language::Chinese));
static PLAIN_ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::new(Language::English));

/// What a page asks.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Ask {
    /// Opens the file whose bytes follow.
    Open {
        lang: Tongue,
        name: String,
        #[serde(default)]
        period: String,
        #[serde(default)]
        region: String,
    },
    /// The invented chronicle that comes with the module.
    Sample { lang: Tongue },
    /// What is open, in short.
    About { lang: Tongue },
    /// A page of its entries with their facts and findings; the one on which an entry stands where that is asked for.
    Entries { lang: Tongue, page: usize, entry: Option<u32> },
    /// A page of its findings.
    Findings { lang: Tongue, page: usize, severity: Option<String>, rule: Option<String> },
    /// What its figures say together.
    Figures { lang: Tongue },
    /// A file to take away; `day` (ISO) is today's.
    File { lang: Tongue, kind: Kind, day: String },
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tongue {
    Zh,
    En,
}

impl Tongue {
    fn words(self) -> Words {
        Words::over(match self {
            Self::Zh => &CHINESE,
            Self::En => &ENGLISH,
        })
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// The Word file that was opened, with comments and tracked changes.
    Docx,
    /// The findings as a table, 校对表.
    Proof,
    /// The facts as a workbook.
    Xlsx,
    /// The figures as a workbook with live sums.
    Ledger,
    /// The facts, a line an entry.
    Jsonl,
    /// The facts as a table.
    Csv,
    /// The findings for programs.
    Json,
    /// The text as it was read.
    Text,
    /// The findings as a page.
    Html,
}

/// A document that lies open, or none.
#[derive(Debug, Default)]
pub struct Desk {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    name: String,
    /// The file as received; kept only where it can be given back.
    bytes: Vec<u8>,
    /// One reading; a list because checking takes many.
    readings: Vec<Reading>,
    remarks: Vec<dashiji_office::Remark>,
    collation: Collation,
    figures: Figures,
    /// Findings in each language that was asked for.
    found: [Option<Vec<Finding>>; 2],
}

/// An answer: what is told, and the bytes of a file.
type Answer = (Value, Vec<u8>);

impl Desk {
    /// Answers a request: a line of JSON with bytes behind it, both ways. What cannot be answered is told as `{"error": …}`.
    pub fn answer(&mut self, mut request: Vec<u8>) -> Vec<u8> {
        let line = request.iter().position(|byte| *byte == b'\n').unwrap_or(request.len());
        let bytes = request.split_off(request.len().min(line + 1));
        let answered = match serde_json::from_slice(&request) {
            Ok(ask) => self.ask(ask, bytes).unwrap_or_else(|words| (json!({ "error": words }), Vec::new())),
            Err(error) => (json!({ "error": error.to_string() }), Vec::new()),
        };
        let mut out = answered.0.to_string().into_bytes();
        out.push(b'\n');
        out.extend(answered.1);
        out
    }

    fn ask(&mut self, ask: Ask, bytes: Vec<u8>) -> Result<Answer, String> {
        let plain = |value: Value| Ok((value, Vec::new()));
        match ask {
            Ask::Open { lang, name, period, region } => {
                self.open = None;
                let given = |words: String| Some(words.trim().to_owned()).filter(|words| !words.is_empty());
                let given = Given {
                    path: Some(name.clone()),
                    period: given(period),
                    region: given(region),
                    ..Given::default()
                };
                plain(self.open(lang.words(), name, bytes, &given)?)
            }
            Ask::Sample { lang } => {
                let sample = include_bytes!("../../../samples/county-month.txt").to_vec();
                let name = "county-month.txt".to_owned();
                let given = Given { path: Some(name.clone()), ..Given::default() };
                plain(self.open(lang.words(), name, sample, &given)?)
            }
            Ask::About { lang } => plain(self.held(lang)?.about(lang.words())),
            Ask::Entries { lang, page, entry } => plain(self.held(lang)?.entries(lang.words(), page, entry)),
            Ask::Findings { lang, page, severity, rule } => {
                plain(self.held(lang)?.findings(lang.words(), page, severity.as_deref(), rule.as_deref()))
            }
            Ask::Figures { lang } => {
                let open = self.held(lang)?;
                let link = |_: u32, entry: u32| format!("#e{entry}");
                let told = figures::figures(&open.figures, lang.words(), &link);
                plain(json!({ "html": told.to_string(), "none": open.figures.is_empty() }))
            }
            Ask::File { lang, kind, day } => self.held(lang)?.file(lang.words(), kind, &day),
        }
    }

    fn open(&mut self, w: Words, name: String, bytes: Vec<u8>, given: &Given) -> Result<Value, String> {
        if bytes.len() > MOST {
            return Err(w.with("one-too-large", "most", &(MOST >> 20).to_string()));
        }
        let kept = if bytes.starts_with(b"PK") { bytes.clone() } else { Vec::new() };
        let lexicon = Lexicon::builtin();
        let opened = dashiji_office::read(bytes, given, &Options::default(), lexicon)
            .map_err(|error| words::unreadable(&error, w.messages()))?;
        let reading = Reading::of(opened.document, lexicon, None);
        let collation = Collation::of(reading.records.iter().cloned());
        let account = Account::of(&reading.document, &reading.records);
        let figures = Figures::of(&reading.document.record, account);
        let remarks = opened.remarks;
        let mut open = Open {
            name,
            bytes: kept,
            readings: vec![reading],
            remarks,
            collation,
            figures,
            found: [None, None],
        };
        open.check(w);
        let about = open.about(w);
        self.open = Some(open);
        Ok(about)
    }

    /// What lies open, checked in that language.
    fn held(&mut self, lang: Tongue) -> Result<&Open, String> {
        let w = lang.words();
        let open = self.open.as_mut().ok_or_else(|| w.say("one-nothing-open"))?;
        open.check(w);
        Ok(open)
    }
}

impl Open {
    fn reading(&self) -> &Reading {
        &self.readings[0]
    }

    fn records(&self) -> &[Record] {
        &self.reading().records
    }

    fn check(&mut self, w: Words) {
        let slot = &mut self.found[usize::from(w.chinese())];
        if slot.is_none() {
            let lists = Lexicon::builtin().lists();
            let desk = CheckingDesk::new(&self.readings, &self.collation, Profile::Auto, &[]).under(lists);
            *slot = Some(check::check(&desk, &Selection::default(), w.check()));
        }
    }

    fn found(&self, w: Words) -> &[Finding] {
        self.found[usize::from(w.chinese())].as_deref().unwrap_or_default()
    }

    /// Whether it is a file that Word made, which can be given back.
    fn is_word(&self) -> bool {
        self.reading().document.record.extractor.as_deref() == Some(docx::EXTRACTOR)
    }

    fn about(&self, w: Words) -> Value {
        let found = self.found(w);
        let count = |severity| found.iter().filter(|f| f.severity == severity).count();
        let dates = || self.records().iter().filter_map(|record| record.dated());
        let first = dates().map(|date| date.from.as_str()).min_by(|a, b| iso_order(a, b));
        let last = dates().map(|date| date.to.as_str()).max_by(|a, b| iso_order(a, b));
        let span = match (first, last) {
            (Some(first), Some(last)) if first == last => w.edtf(first),
            (Some(first), Some(last)) => w.between(&w.edtf(first), &w.edtf(last)),
            _ => String::new(),
        };
        let stretch = if span.is_empty() { String::new() } else { w.with("one-span", "span", &span) };
        let about = &self.reading().document.record;
        let remarks: Vec<String> =
            self.remarks.iter().map(|remark| words::remark(&self.name, remark, w.messages())).collect();
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
        json!({
            "name": self.name,
            "title": about.title,
            "entries": self.records().len(),
            "said": w.tell("one-read", &[
                ("entries", self.records().len().into()), ("span", stretch.into()),
                ("errors", errors.into()), ("warnings", warnings.into()), ("notes", notes.into()),
            ]),
            "errors": errors, "warnings": warnings, "notes": notes,
            "remarks": remarks,
            "word": self.is_word(),
            "figures": !self.figures.is_empty(),
        })
    }

    /// The page of entries asked for: each with its text marked, facts and findings beside it.
    fn entries(&self, w: Words, page: usize, entry: Option<u32>) -> Value {
        let records = self.records();
        let at = entry.and_then(|number| records.iter().position(|record| record.number == number));
        let pages = records.len().div_ceil(ENTRIES).max(1);
        let page = at.map_or(page, |at| at / ENTRIES).min(pages - 1);
        let mut out = Markup::new();
        let mut heading = String::new();
        for record in records.iter().skip(page * ENTRIES).take(ENTRIES) {
            let day = record.date.as_ref().map(|date| w.edtf(&date.edtf)).unwrap_or_default();
            if day != heading {
                out.raw("<h2>").text(&day).raw("</h2>");
                heading = day;
            }
            self.entry(&mut out, record, w);
        }
        json!({ "html": out.to_string(), "page": page, "pages": pages })
    }

    fn entry(&self, out: &mut Markup, record: &Record, w: Words) {
        let mut facts = marked::facts(record, w);
        // There is no page behind a name here.
        for fact in &mut facts {
            fact.link = None;
        }
        let text: Vec<char> = self.reading().document.text.slice(record.span).trim_end().chars().collect();
        out.raw("<article class=\"told\" id=\"e")
            .raw(&record.number.to_string())
            .raw("\"><div class=\"text\">");
        out.raw("<div class=\"leaf\" lang=\"zh-CN\">");
        out.add(&marked::lay_as(&text, record.span.start, &facts, None, false))
            .raw("</div><p class=\"dim\">");
        out.text(&w.count("entry-number", &(record.number as usize)));
        if let Some(kind) = &record.kind {
            out.raw(" <span class=\"tag\">").text(&w.word("type", kind)).raw("</span>");
        }
        out.raw("</p>");
        let own = |finding: &&Finding| {
            finding.spans.first().and_then(|span| span.entry.as_deref()) == Some(record.id.as_str())
        };
        for finding in self.found(w).iter().filter(own) {
            out.add(&card::finding(finding, w, card::Links::default(), ""));
        }
        out.raw("</div>").add(&beside::markup(&beside::margin(&facts, w), w)).raw("</article>");
    }

    fn findings(&self, w: Words, page: usize, severity: Option<&str>, rule: Option<&str>) -> Value {
        let found = self.found(w);
        let graded = |f: &&Finding| severity.is_none_or(|level| card::class(f.severity) == level);
        let wanted = |f: &&Finding| rule.is_none_or(|code| f.code == code);
        let shown: Vec<&Finding> = found.iter().filter(|f| graded(f) && wanted(f)).collect();
        let mut rules: Vec<(&str, usize)> = Vec::new();
        for finding in found.iter().filter(graded) {
            match rules.iter_mut().find(|(code, _)| *code == finding.code) {
                Some((_, n)) => *n += 1,
                None => rules.push((finding.code, 1)),
            }
        }
        rules.sort_by_key(|(code, n)| (std::cmp::Reverse(*n), *code));
        let rules: Vec<Value> = rules
            .into_iter()
            .map(|(code, n)| json!({ "code": code, "name": check::words(code, w.check()).name, "n": n }))
            .collect();
        let pages = shown.len().div_ceil(FINDINGS).max(1);
        let page = page.min(pages - 1);
        let all = Findings { readings: &self.readings, findings: found };
        let mut out = Markup::new();
        for finding in shown.iter().skip(page * FINDINGS).take(FINDINGS) {
            let pointer = finding.spans.first();
            let number = pointer
                .and_then(|pointer| pointer.entry.as_deref())
                .and_then(|id| self.records().iter().find(|record| record.id == id))
                .map(|record| record.number);
            let place =
                pointer.map(|p| finding::where_it_stands(all, finding, p, w.messages())).unwrap_or_default();
            let link = number.map(|number| format!("#e{number}")).unwrap_or_default();
            out.add(&card::finding(finding, w, card::Links { place: &link, rule: "" }, &place));
        }
        json!({ "html": out.to_string(), "page": page, "pages": pages, "all": shown.len(), "rules": rules })
    }

    fn file(&self, w: Words, kind: Kind, day: &str) -> Result<Answer, String> {
        // A page has words of its own; files speak as the program does.
        let messages: &Messages = if w.chinese() { &PLAIN_CHINESE } else { &PLAIN_ENGLISH };
        let reading = self.reading();
        let found = Findings { readings: &self.readings, findings: self.found(w) };
        let refused = |error: dashiji_office::Error| words::unreadable(&error, messages);
        let mut out = Vec::new();
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        // Nothing fails that is written into memory.
        let (ending, mime) = match kind {
            Kind::Docx => {
                if !self.is_word() {
                    return Err(w.say("one-not-word"));
                }
                let marks = proof::marks(found, &reading.document.record.sha256, messages);
                let done = docx::annotate(&self.bytes, &marks, &proof::signature(day)).map_err(refused)?;
                out = done.bytes;
                ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            }
            Kind::Proof => {
                out = sheet::workbook(
                    &[proof::sheet(found, messages)],
                    &messages.say("review-title"),
                    Some(day),
                )
                .map_err(refused)?;
                ("xlsx", SHEET)
            }
            Kind::Xlsx => {
                let about = &reading.document.record;
                let title = about.title.clone().or_else(|| about.series.clone());
                let title = title.unwrap_or_else(|| messages.say("book-title"));
                out = workbook::write(&title, &self.items(), Some(day), messages).map_err(refused)?;
                ("xlsx", SHEET)
            }
            Kind::Ledger => {
                let title = messages.say("row-equations");
                out = dashiji_office::ledger::write(
                    &title,
                    std::slice::from_ref(&self.figures),
                    Some(day),
                    messages,
                )
                .map_err(refused)?;
                ("xlsx", SHEET)
            }
            Kind::Jsonl => {
                let _ = self.records().iter().try_for_each(|record| jsonl::entry(&mut out, record));
                if self.records().is_empty() {
                    let _ = jsonl::alone(&mut out, &reading.document.record);
                }
                ("jsonl", "application/jsonl")
            }
            Kind::Csv => {
                let _ = csv::heading(&mut out, Some(messages));
                let _ = self.records().iter().try_for_each(|r| csv::entry(&mut out, r, Some(messages)));
                ("csv", "text/csv")
            }
            Kind::Json => {
                let _ = finding::json(&mut out, found);
                ("json", "application/json")
            }
            Kind::Text => {
                out.extend_from_slice(reading.document.text.as_str().as_bytes());
                ("txt", "text/plain")
            }
            Kind::Html => {
                let _ = finding::html(&mut out, found, messages);
                ("html", "text/html")
            }
        };
        let what = match kind {
            Kind::Docx => "annotated",
            Kind::Proof => "proof",
            Kind::Ledger => "figures",
            Kind::Json | Kind::Html => "findings",
            Kind::Xlsx | Kind::Jsonl | Kind::Csv => "facts",
            Kind::Text => "text",
        };
        Ok((json!({ "name": format!("{stem}.{what}.{ending}"), "mime": mime }), out))
    }

    /// The entries with what other entries carry into them.
    fn items(&self) -> Vec<Item> {
        let mut carrier = self.collation.carrier();
        let with_posts = |mut item: Item| {
            item.record = carrier.carried(&item.record);
            item
        };
        Item::of(self.reading()).map(with_posts).collect()
    }
}

const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[cfg(test)]
mod tests {
    use super::*;

    fn told(desk: &mut Desk, line: &str, bytes: &[u8]) -> (Value, Vec<u8>) {
        let mut request = line.as_bytes().to_vec();
        request.push(b'\n');
        request.extend_from_slice(bytes);
        let answer = desk.answer(request);
        let end = answer.iter().position(|byte| *byte == b'\n').unwrap();
        (serde_json::from_slice(&answer[..end]).unwrap(), answer[end + 1..].to_vec())
    }

    #[test]
    fn a_text_is_opened_read_and_taken_away() {
        let mut desk = Desk::default();
        let text = "云岭县大事记\n1986年\n3月5日，县长袁世清到石门乡检查春耕。\n3月6日，县委召开会议。\n";
        let (about, _) = told(&mut desk, r#"{"do":"open","lang":"zh","name":"a.txt"}"#, text.as_bytes());
        assert_eq!(about["entries"], 2, "{about}");
        let (page, _) = told(&mut desk, r#"{"do":"entries","lang":"zh","page":0,"entry":2}"#, b"");
        assert!(page["html"].as_str().unwrap().contains("k person"), "{page}");
        let (name, text_out) =
            told(&mut desk, r#"{"do":"file","lang":"zh","kind":"text","day":"2026-11-29"}"#, b"");
        assert_eq!(name["name"], "a.text.txt");
        assert_eq!(text_out, text.as_bytes());
        let (_, lines) =
            told(&mut desk, r#"{"do":"file","lang":"zh","kind":"jsonl","day":"2026-11-29"}"#, b"");
        assert_eq!(std::str::from_utf8(&lines).unwrap().lines().count(), 2);
    }

    #[test]
    fn what_cannot_be_answered_says_why_in_the_readers_language() {
        let mut desk = Desk::default();
        let (none, _) = told(&mut desk, r#"{"do":"about","lang":"zh"}"#, b"");
        assert!(none["error"].as_str().unwrap().contains("文件"), "{none}");
        let (pdf, _) = told(&mut desk, r#"{"do":"open","lang":"zh","name":"a.pdf"}"#, b"%PDF-1.4 \x00\x01");
        assert!(pdf["error"].as_str().unwrap().contains("PDF"), "{pdf}");
        let (word, _) =
            told(&mut desk, r#"{"do":"open","lang":"en","name":"a.txt"}"#, "1986年3月5日，开会。".as_bytes());
        assert!(word.get("error").is_none(), "{word}");
        let (word, _) = told(&mut desk, r#"{"do":"file","lang":"en","kind":"docx","day":"2026-11-29"}"#, b"");
        assert!(word["error"].as_str().unwrap().contains("Word"), "{word}");
        assert!(told(&mut desk, "nonsense", b"").0.get("error").is_some());
    }
}
