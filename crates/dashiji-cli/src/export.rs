//! `dashiji export`: entries of files or of a base, of a time or found by a query -> a book in Word, a workbook of their facts, lines, or a form
//! that others' tools read (TEI, JSON-LD, Linked Places, GeoJSON, CSVW, iCalendar, rows of events; Parquet and Arrow where the program has them).
//!
//! `dashiji export --search '抗旱 who:赵立本' --during 2020-02 -o 抗旱.docx` sets what the base says of that month; with files named it
//! does the same of them. The query is that of `dashiji search`.

use crate::arguments::{ExportArguments, ExportFormat, PaperName};
#[cfg(feature = "columns")]
use crate::columns;
use crate::endings::{self, Known};
use crate::home::{self, Bar};
use crate::load::{Loaded, load};
use crate::office;
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::{config, inputs, voice};
use dashiji::collate::Collation;
use dashiji::fact::DocumentRecord;
use dashiji_office::book::{Book, Item, Paper};
use dashiji_office::{book, workbook};
use dashiji_publish::formats::{self, Told};
use dashiji_publish::{Messages, csv, jsonl};
use dashiji_store::search::{
    self, EntryKey, EntryToIndex, Found, Index, Options, Query, Sort, Source, SourceEntry,
};
use dashiji_store::{Entry, EntryId, Id, View};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// The hits that are asked for at once.
const PAGE: usize = 10_000;

/// The hits that a search gives at most.
const MOST: usize = 100_000;

/// What is written, and the endings that call for it.
const FORMS: [Known<ExportFormat>; 14] = [
    (ExportFormat::Docx, &["docx"]),
    (ExportFormat::Xlsx, &["xlsx"]),
    (ExportFormat::Jsonl, &["jsonl", "json"]),
    (ExportFormat::Csv, &["csv"]),
    (ExportFormat::Text, &["docx"]),
    (ExportFormat::Tei, &["xml", "tei"]),
    (ExportFormat::JsonLd, &["jsonld", "json"]),
    (ExportFormat::LinkedPlaces, &["lpf", "json"]),
    (ExportFormat::Geojson, &["geojson", "json"]),
    (ExportFormat::Calendar, &["ics"]),
    (ExportFormat::Csvw, &["csvw"]),
    (ExportFormat::Events, &["csv"]),
    (ExportFormat::Parquet, &["parquet"]),
    (ExportFormat::Arrow, &["arrow", "feather"]),
];

/// Where entries are taken from.
#[cfg_attr(
    not(feature = "columns"),
    expect(dead_code, reason = "tables alone look at what is held once more")
)]
pub enum Held {
    /// A base as it stands or stood.
    Base(View),
    /// Files.
    Files(Loaded),
}

impl Held {
    /// Whether a file could not be read.
    pub fn failed(&self) -> bool {
        match self {
            Self::Base(_) => false,
            Self::Files(loaded) => loaded.failed(),
        }
    }
}

/// The fault of an ending, offering none that this program always refuses.
fn without_what_is_not_built(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Ending(path, mut known) if cfg!(not(feature = "columns")) => {
            known.retain(|ending| ![".parquet", ".arrow"].contains(&ending.as_str()));
            Trouble::Ending(path, known)
        }
        other => other,
    }
}

/// Finds the entries asked for and writes them.
///
/// # Errors
/// Where an argument means nothing or the file cannot be written.
pub fn run(
    typed: &ExportArguments,
    explicit_language: bool,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let form = endings::form(&typed.output, typed.format, &FORMS).map_err(without_what_is_not_built)?;
    let form = form.unwrap_or(ExportFormat::Docx);
    #[cfg(not(feature = "columns"))]
    if matches!(form, ExportFormat::Parquet | ExportFormat::Arrow) {
        return Err(Trouble::NoColumns);
    }
    let ids = ids(typed)?;
    let given = match home::folder(&typed.base) {
        Ok(folder) if ids.is_some() => config::beside(&typed.given, &folder),
        _ => typed.given.clone(),
    };
    let settings = Settings::new(&given)?.mapped(&typed.table)?;
    let during = typed.during.as_deref().map(bounds).transpose()?;
    let query = query(&typed.search)?;
    let bar = Bar::new(messages);
    let (mut items, held) = if let Some(ids) = &ids {
        let view = home::view(&typed.base, &bar)?;
        if form == ExportFormat::Text {
            return text_of_base(typed, &view, ids, messages);
        }
        (of_base(&view, ids, query.as_ref(), during.as_ref(), &bar)?, Held::Base(view))
    } else {
        let loaded = load(&typed.files, &settings, messages);
        if form == ExportFormat::Text {
            let Some(reading) = loaded.readings.first().filter(|_| loaded.readings.len() == 1) else {
                return Err(Trouble::OneFile(typed.files.len()));
            };
            let bytes = book::plain(reading.document.text.as_str());
            return written(typed, bytes, loaded.failed(), messages);
        }
        (of_files(&loaded, query.as_ref())?, Held::Files(loaded))
    };
    items.retain(|item| during.as_ref().is_none_or(|during| overlaps(item, during)));
    let failed = held.failed();
    #[cfg(feature = "columns")]
    if let Some(kind) = columns::Kind::of(form) {
        let all = during.is_none() && query.is_none() && ids.as_ref().is_none_or(Vec::is_empty);
        let folder = folder(typed, "-o facts.parquet")?;
        let found = columns::write(kind, folder, &items, &held, all, &settings, messages)?;
        if !found {
            voice::note(messages.say("nothing"));
        }
        return Ok(ExitCode::from(if failed { 2 } else { u8::from(!found) }));
    }
    if items.is_empty() {
        voice::note(messages.say("nothing"));
        return Ok(ExitCode::from(if failed { 2 } else { 1 }));
    }
    if form == ExportFormat::Csvw {
        return tables(typed, &items, failed, messages);
    }
    let bytes = put(typed, form, items, &settings, explicit_language, messages);
    written(typed, bytes, failed, messages)
}

/// The entries in the form asked for.
fn put(
    typed: &ExportArguments,
    form: ExportFormat,
    items: Vec<Item>,
    settings: &Settings,
    explicit_language: bool,
    messages: &Messages,
) -> Result<Vec<u8>, dashiji_office::Error> {
    let title = typed.title.clone().or_else(|| common_title(&items));
    let title = title.unwrap_or_else(|| messages.say("book-title"));
    let mut lines = Vec::new();
    let cited = cited(&items);
    let told = || told(&items, &cited);
    match form {
        ExportFormat::Xlsx => workbook::write(&title, &items, Some(&office::today()), messages),
        // Nothing fails that is written into memory.
        ExportFormat::Jsonl => {
            let _ = items.iter().try_for_each(|item| jsonl::entry(&mut lines, &item.record));
            Ok(lines)
        }
        ExportFormat::Csv => {
            let words = explicit_language.then_some(messages);
            let _ = csv::heading(&mut lines, words);
            let _ = items.iter().try_for_each(|item| csv::entry(&mut lines, &item.record, words));
            Ok(lines)
        }
        ExportFormat::Tei => Ok(formats::tei(&told())),
        ExportFormat::JsonLd => Ok(formats::jsonld(&told())),
        ExportFormat::LinkedPlaces => Ok(formats::linked_places(&told())),
        ExportFormat::Geojson => Ok(formats::geojson(&told())),
        ExportFormat::Calendar => Ok(formats::calendar(&told(), &office::today())),
        ExportFormat::Events => Ok(formats::events(&told())),
        // Tables are a folder of files, and the text is that of a file: both are written before.
        ExportFormat::Docx
        | ExportFormat::Text
        | ExportFormat::Csvw
        | ExportFormat::Parquet
        | ExportFormat::Arrow => {
            let searched = (!typed.search.is_empty()).then(|| format!("“{}”", typed.search.join(" ")));
            let subtitle: Vec<String> = typed.during.clone().into_iter().chain(searched).collect();
            let subtitle = Some(subtitle.join("　")).filter(|words| !words.is_empty());
            let paper = if typed.paper == PaperName::K16 { Paper::K16 } else { Paper::A4 };
            let programmes = settings.config.programme.clone();
            book::write(&Book { title, subtitle, items, programmes, paper }, messages)
        }
    }
}

/// How each entry is cited.
fn cited(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| search::citation(&item.record.document, item.record.number, item.record.span))
        .collect()
}

/// Entries as forms take them.
fn told<'a>(items: &'a [Item], cited: &'a [String]) -> Vec<Told<'a>> {
    let one =
        |(item, citation): (&'a Item, &'a String)| Told { record: &item.record, text: &item.text, citation };
    items.iter().zip(cited).map(one).collect()
}

/// Tables with their description, into a folder.
fn tables(
    typed: &ExportArguments,
    items: &[Item],
    failed: bool,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let folder = folder(typed, "-o facts.csvw")?;
    let cited = cited(items);
    for (name, bytes) in formats::tables(&told(items, &cited)) {
        office::save(&folder.join(name), &bytes, messages)?;
    }
    Ok(ExitCode::from(if failed { 2 } else { 0 }))
}

/// The folder that tables go into, made where it is not there.
fn folder<'a>(typed: &'a ExportArguments, example: &str) -> Result<&'a Path, Trouble> {
    let folder = &typed.output;
    if folder == Path::new("-") {
        return Err(Trouble::Value("-o", "-".to_owned(), "why-folder", example.to_owned()));
    }
    std::fs::create_dir_all(folder).map_err(|error| Trouble::of(folder, error))?;
    Ok(folder)
}

/// The ids of a base that are asked for, none for all of it; nothing where files are.
fn ids(typed: &ExportArguments) -> Result<Option<Vec<Id>>, Trouble> {
    let parsed: Result<Vec<Id>, _> = typed.files.iter().map(|name| name.to_string_lossy().parse()).collect();
    let named = inputs::wanted(&typed.files, &typed.base) || typed.base.as_of.is_some();
    // `d1` is a document of the base unless a file is called so.
    match parsed {
        Ok(ids) if named || !typed.files.iter().any(|name| name.exists()) => Ok(Some(ids)),
        Err(error) if named => Err(Trouble::Base(error)),
        _ => Ok(None),
    }
}

/// All that was asked to be searched for, as one query.
fn query(asked: &[String]) -> Result<Option<Query>, Trouble> {
    for words in asked {
        Query::parse(words).map_err(|error| Trouble::Query(words.clone(), error))?;
    }
    let whole = match asked {
        [] => return Ok(None),
        [one] => one.clone(),
        several => several.iter().map(|words| format!("({words})")).collect::<Vec<_>>().join(" "),
    };
    Query::parse(&whole).map(Some).map_err(|error| Trouble::Query(whole, error))
}

/// Every hit of a query, page by page, in the order of time.
fn hits(
    asked: &Query,
    search: impl Fn(&Query, &Options) -> Result<Found, Trouble>,
) -> Result<Vec<EntryKey>, Trouble> {
    let mut keys = Vec::new();
    loop {
        let options = Options {
            sort: Sort::Earliest,
            offset: keys.len(),
            limit: PAGE,
            fragments: 0,
            // Nobody else waits for this process.
            within: std::time::Duration::from_secs(60),
            ..Options::default()
        };
        let found = search(asked, &options)?;
        let total = found.total as usize;
        if total > MOST {
            let example = "--search '抗旱 when:2020-02'".to_owned();
            return Err(Trouble::Value("--search", total.to_string(), "why-too-many-hits", example));
        }
        let before = keys.len();
        keys.extend(found.hits.into_iter().map(|hit| hit.key));
        if keys.len() >= total || keys.len() == before {
            return Ok(keys);
        }
    }
}

/// The entries of a base: those of the ids, those that answer the query, or both.
fn of_base(
    view: &View,
    ids: &[Id],
    query: Option<&Query>,
    during: Option<&During>,
    bar: &Bar<'_>,
) -> Result<Vec<Item>, Trouble> {
    let mut entries: Vec<Entry> = Vec::new();
    let found: Option<BTreeSet<EntryId>> = query
        .map(|query| {
            let keys = hits(query, |query, options| view.search(query, options, bar).map_err(Trouble::from))?;
            Ok::<_, Trouble>(keys.iter().filter_map(|key| key.entry.parse().ok()).collect())
        })
        .transpose()?;
    match (ids, &found) {
        ([], Some(found)) => {
            for id in found {
                entries.push(view.entry(*id).map_err(Trouble::Base)?);
            }
        }
        ([], None) => entries = view.all().map_err(Trouble::Base)?,
        (ids, _) => {
            for id in ids {
                entries.extend(entries_of(view, *id).map_err(Trouble::Base)?);
            }
            let mut seen = BTreeSet::new();
            entries.retain(|entry| {
                seen.insert((entry.version, entry.id)) && found.as_ref().is_none_or(|f| f.contains(&entry.id))
            });
        }
    }
    let mut items: Vec<Item> = entries
        .into_iter()
        .map(|entry| Item { record: std::sync::Arc::unwrap_or_clone(entry.record), text: entry.text })
        .filter(|item| during.is_none_or(|during| overlaps(item, during)))
        .collect();
    carry(view, &mut items)?;
    Ok(items)
}

fn entries_of(view: &View, id: Id) -> dashiji_store::Result<Vec<Entry>> {
    match id {
        Id::Document(id) => view.entries(id),
        Id::Version(id) => view.entries_in(id),
        Id::Entry(id) => view.entry(id).map(|entry| vec![entry]),
        Id::Ruling(id) => Err(dashiji_store::Error::Unknown(id.to_string())),
    }
}

/// Gives bare names the posts that other entries of the base tell of, as those who are named stand in all of it.
fn carry(view: &View, items: &mut [Item]) -> Result<(), Trouble> {
    let carried = view.carried_all(items.iter().map(|item| &item.record)).map_err(Trouble::Base)?;
    for (item, record) in items.iter_mut().zip(carried) {
        item.record = record;
    }
    Ok(())
}

/// The entries of files, those that answer the query where there is one.
fn of_files(loaded: &Loaded, query: Option<&Query>) -> Result<Vec<Item>, Trouble> {
    let collation = Collation::of(loaded.readings.iter().flat_map(|reading| reading.records.iter().cloned()));
    let mut carrier = collation.carrier();
    let wanted = query.map(|query| found_in(loaded, query)).transpose()?;
    let mut items = Vec::new();
    for (document, reading) in loaded.readings.iter().enumerate() {
        for mut item in Item::of(reading) {
            if wanted.as_ref().is_none_or(|found| found.contains(&(document, item.record.number))) {
                item.record = carrier.carried(&item.record);
                items.push(item);
            }
        }
    }
    Ok(items)
}

/// Which entries of files answer a query: document and number. The index is made for this once.
fn found_in(loaded: &Loaded, query: &Query) -> Result<BTreeSet<(usize, u32)>, Trouble> {
    let fault = |error: search::Error| Trouble::from(dashiji_store::Error::Index(error));
    let place = tempfile::tempdir().map_err(|error| Trouble::of(&std::env::temp_dir(), error))?;
    let index = Index::create(&place.path().join("index")).map_err(fault)?;
    for (number, reading) in loaded.readings.iter().enumerate() {
        let document = format!("d{}", number + 1);
        for record in &reading.records {
            let version = &reading.document.record.sha256;
            let text = &reading.document.text;
            index
                .add(&EntryToIndex { document: &document, version, text, record, ledgers: &[] })
                .map_err(fault)?;
        }
    }
    index.commit(1).map_err(fault)?;
    let keys = hits(query, |query, options| index.search(query, options, &Keys).map_err(fault))?;
    let document = |key: &EntryKey| key.document.get(1..)?.parse::<usize>().ok()?.checked_sub(1);
    Ok(keys.iter().filter_map(|key| Some((document(key)?, key.number))).collect())
}

/// Hits of which the keys alone are wanted.
struct Keys;

impl Source for Keys {
    fn entry(&self, _: &EntryKey) -> Option<SourceEntry> {
        None
    }
}

/// The decoded text of one document or version of a base.
fn text_of_base(
    typed: &ExportArguments,
    view: &View,
    ids: &[Id],
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let unknown = |words: String| Trouble::Base(dashiji_store::Error::Unknown(words));
    let version = match ids {
        [Id::Version(id)] => *id,
        [Id::Document(id)] => {
            let versions = view.versions(*id).map_err(Trouble::Base)?;
            versions.last().map(|version| version.id).ok_or_else(|| unknown(id.to_string()))?
        }
        _ => return Err(Trouble::OneFile(ids.len())),
    };
    let document = view.decoded(version).map_err(Trouble::Base)?;
    written(typed, book::plain(document.text.as_str()), false, messages)
}

/// The title that the entries' documents have in common: that of the one, or their series.
fn common_title(items: &[Item]) -> Option<String> {
    let first = &items.first()?.record.document;
    let all = |same: &dyn Fn(&DocumentRecord) -> bool| items.iter().all(|item| same(&item.record.document));
    if all(&|document| document.sha256 == first.sha256) {
        return first.title.clone().or_else(|| first.series.clone());
    }
    first.series.clone().filter(|_| all(&|document| document.series == first.series))
}

fn written(
    typed: &ExportArguments,
    bytes: Result<Vec<u8>, dashiji_office::Error>,
    failed: bool,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let bytes = bytes.map_err(|error| Trouble::Unreadable(typed.output.clone(), Box::new(error)))?;
    if typed.output == Path::new("-") {
        let mut out = std::io::stdout().lock();
        out.write_all(&bytes).and_then(|()| out.flush()).map_err(Trouble::Output)?;
    } else {
        office::save(&typed.output, &bytes, messages)?;
    }
    Ok(ExitCode::from(if failed { 2 } else { 0 }))
}

/// First and last day of a time, in days since 0000-01-01; none where that end is open.
type During = (Option<i64>, Option<i64>);

/// First and last day of `2020`, `2020-02`, `1986/1995`, and of all that `when:` takes.
fn bounds(period: &str) -> Result<During, Trouble> {
    let value = dashiji::document::iso_period(period)
        .map_or_else(|| period.to_owned(), |period| period.replace('/', ".."));
    search::stretch(&value).map_err(|_| {
        let example = "--during 2020-02".to_owned();
        Trouble::Value("--during", period.to_owned(), "why-period", example)
    })
}

/// Whether an entry overlaps a time.
fn overlaps(item: &Item, (from, to): &During) -> bool {
    let day = |iso: &str| dashiji::collate::carry::days(iso).map(i64::from);
    let Some((first, last)) = item.record.dated().and_then(|date| day(&date.from).zip(day(&date.to))) else {
        return false;
    };
    from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to)
}
