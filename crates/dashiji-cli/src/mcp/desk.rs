//! The desk that tools are answered at: one thread with the base, a view of it for each call, and words in the language of the program.
//!
//! In go a tool's name and what was asked; out comes a value, or a sentence that says what is wrong and what to do. Each answer is made
//! from one view, and says up to which row of the log that view tells (`base.position`).

use super::{Call, document, register, sentence};
use crate::check;
use crate::config::Config;
use crate::kept::check::findings;
use crate::trouble::Trouble;
use dashiji::check::{Finding, Profile, Selection, Severity};
use dashiji::collate::Cite;
use dashiji::text::Span;
use dashiji_publish::Messages;
use dashiji_store::search::{Options, Query, Sort};
use dashiji_store::{Base, DocumentId, Entry, EntryId, View};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Sentences that a hit is shown by.
const SHOWN: usize = 4;

/// Entries of a base up to which all of it is checked together.
const TOGETHER: u64 = 20_000;

/// What a tool is answered from.
pub struct Desk<'a> {
    base: Base,
    day: Option<String>,
    config: Config,
    profile: Profile,
    selection: Selection,
    messages: &'a Messages,
    /// What was found of all of the base, and of which stand of it.
    checked: Option<(String, Arc<Vec<Finding>>)>,
}

/// A view with the entries that one answer has looked at.
pub struct Page<'v> {
    /// The view.
    pub view: &'v View,
    seen: BTreeMap<EntryId, Option<Arc<Entry>>>,
}

impl<'v> Page<'v> {
    fn of(view: &'v View) -> Self {
        Self { view, seen: BTreeMap::new() }
    }

    /// An entry by its id; nothing where there is none.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn entry(&mut self, id: &str) -> Result<Option<Arc<Entry>>, Trouble> {
        let Ok(id) = id.parse::<EntryId>() else { return Ok(None) };
        if let Some(entry) = self.seen.get(&id) {
            return Ok(entry.clone());
        }
        let entry = match self.view.entry(id) {
            Ok(entry) => Some(Arc::new(entry)),
            Err(dashiji_store::Error::Unknown(_)) => None,
            Err(error) => return Err(Trouble::Base(error)),
        };
        self.seen.insert(id, entry.clone());
        Ok(entry)
    }

    /// The sentences of an entry that hold a stretch.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn at(&mut self, entry: &str, span: Span) -> Result<Vec<Value>, Trouble> {
        let Some(entry) = self.entry(entry)? else { return Ok(Vec::new()) };
        Ok(sentence::holding(&entry, &[span]).into_iter().map(|s| sentence::told(&entry, s)).collect())
    }

    /// The sentences that citations of a register point into, each once, so many at most.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn cited<'c>(
        &mut self,
        cites: impl IntoIterator<Item = &'c Cite>,
        most: usize,
    ) -> Result<Vec<Value>, Trouble> {
        let mut told: Vec<Value> = Vec::new();
        for cite in cites {
            for sentence in self.at(&cite.entry, Span { start: cite.start, end: cite.end })? {
                if told.len() == most {
                    return Ok(told);
                }
                if !told.contains(&sentence) {
                    told.push(sentence);
                }
            }
        }
        Ok(told)
    }
}

/// What was asked, as the tool takes it.
///
/// # Errors
/// What of it the tool does not take.
pub fn asked<T: DeserializeOwned>(arguments: Map<String, Value>) -> Result<T, Trouble> {
    serde_json::from_value(Value::Object(arguments)).map_err(|error| Trouble::Asked(error.to_string()))
}

/// How many are given: as asked, between one and the most.
pub fn bounded(asked: Option<usize>, usual: usize, most: usize) -> usize {
    asked.unwrap_or(usual).clamp(1, most)
}

/// A value without the folders that files lie in: where somebody keeps files is nobody's business.
pub fn without_folders(value: &mut Value) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                match inner {
                    Value::String(path) if key == "path" => {
                        *path = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
                    }
                    inner => without_folders(inner),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(without_folders),
        _ => {}
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchAsked {
    query: String,
    order: Option<Order>,
    limit: Option<usize>,
    offset: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    Relevance,
    Earliest,
    Latest,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryAsked {
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckAsked {
    document: Option<String>,
    #[serde(default)]
    rules: Vec<String>,
    severity: Option<Severity>,
    limit: Option<usize>,
    offset: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CiteAsked {
    entry: String,
    quote: Option<String>,
    start: Option<u32>,
    end: Option<u32>,
}

impl<'a> Desk<'a> {
    /// A desk over a base, as it stands or as it stood at the end of a day.
    ///
    /// # Errors
    /// Where the base's settings say what none may say.
    pub fn new(
        base: Base,
        day: Option<String>,
        config: Config,
        messages: &'a Messages,
    ) -> Result<Self, Trouble> {
        let profile = check::profile(None, &config)?;
        let selection = check::selection(&[], &[], &config)?;
        Ok(Self { base, day, config, profile, selection, messages, checked: None })
    }

    /// Answers calls until nobody asks any more. A fault of ours ends the call and not the desk.
    pub fn serve(&mut self, mut calls: mpsc::Receiver<Call>) {
        while let Some(Call { tool, arguments, answer }) = calls.blocking_recv() {
            let answered = catch_unwind(AssertUnwindSafe(|| self.answer(&tool, arguments)));
            let told = match answered {
                Ok(told) => told.map_err(|trouble| trouble.told(self.messages)),
                Err(_) => Err(self.messages.say("mcp-fault")),
            };
            // Whoever asked may have gone.
            let _ = answer.send(told);
        }
    }

    fn answer(&mut self, tool: &str, arguments: Map<String, Value>) -> Result<Value, Trouble> {
        let view = match &self.day {
            Some(day) => self.base.as_of(day),
            None => self.base.now(),
        };
        let view = view.map_err(Trouble::Base)?;
        let mut page = Page::of(&view);
        let mut told = match tool {
            "search" => search(&mut page, &asked(arguments)?),
            "entry" => entry(&mut page, &asked(arguments)?),
            "who" => register::who(&mut page, asked(arguments)?),
            "ledger" => register::ledger(&mut page, &asked(arguments)?, &self.config),
            "document" => document::document(&mut page, &asked(arguments)?),
            "check" => self.check(&mut page, &asked(arguments)?),
            _ => cite(&mut page, &asked(arguments)?),
        }?;
        let older = self.base.older().map_err(Trouble::Base)?;
        told["base"] = json!({
            "position": view.position(), "as_of": view.day(), "documents": view.documents().len(), "entries": view.len(),
            "read_by_older": older.map_or(0, |older| older.versions),
        });
        without_folders(&mut told);
        Ok(told)
    }

    fn check(&mut self, page: &mut Page<'_>, asked: &CheckAsked) -> Result<Value, Trouble> {
        let view = page.view;
        let only = asked.document.as_deref().map(|id| known(view, id)).transpose()?;
        for code in &asked.rules {
            check::begins_a_rule("rules", &code.to_uppercase())?;
        }
        let (all, together) = match only {
            Some(id) if view.len() > TOGETHER => (Arc::new(self.found(view, Some(id))?), false),
            None if view.len() > TOGETHER => {
                return Err(Trouble::Asked(self.messages.say("mcp-too-many-to-check")));
            }
            _ => (self.together(view)?, true),
        };
        let sha = only.and_then(|id| view.document(id)).map(|document| document.about.sha256.clone());
        let wanted = |finding: &&Finding| {
            sha.as_ref().is_none_or(|sha| finding.document.sha256 == *sha)
                && asked.severity.is_none_or(|least| finding.severity >= least)
                && (asked.rules.is_empty()
                    || asked.rules.iter().any(|code| finding.code.starts_with(&code.to_uppercase())))
        };
        let found: Vec<&Finding> = all.iter().filter(wanted).collect();
        let offset = asked.offset.unwrap_or(0);
        let mut told = Vec::new();
        for finding in found.iter().skip(offset).take(bounded(asked.limit, 20, 100)) {
            let mut value = json!(finding);
            let mut sentences = Vec::new();
            for pointer in &finding.spans {
                if let Some(entry) = &pointer.entry {
                    sentences.extend(page.at(entry, pointer.span())?);
                }
            }
            value["sentences"] = sentences.into();
            told.push(value);
        }
        let within = if together { "base" } else { "document" };
        Ok(json!({"total": found.len(), "offset": offset, "checked_against": within, "findings": told}))
    }

    /// What is found of all of the base; made once for each stand of it.
    fn together(&mut self, view: &View) -> Result<Arc<Vec<Finding>>, Trouble> {
        let stamp = view.stamp();
        if let Some((of, found)) = &self.checked
            && *of == stamp
        {
            return Ok(found.clone());
        }
        let found = Arc::new(self.found(view, None)?);
        self.checked = Some((stamp, found.clone()));
        Ok(found)
    }

    fn found(&self, view: &View, only: Option<DocumentId>) -> Result<Vec<Finding>, Trouble> {
        let ids: Vec<DocumentId> =
            only.map_or_else(|| view.documents().into_iter().map(|d| d.id).collect(), |id| vec![id]);
        let readings: Result<Vec<_>, _> = ids.iter().map(|id| view.reading(*id)).collect();
        let readings = readings.map_err(Trouble::Base)?;
        let collation = match only {
            Some(id) => view.entries(id).map(|entries| view.collated(entries)),
            None => view.collation(&()),
        };
        let collation = collation.map_err(Trouble::Base)?;
        findings(view, &readings, &collation, &self.config, self.profile, &self.selection, self.messages)
    }
}

/// The id of a document in view.
///
/// # Errors
/// Where there is no such document.
pub fn known(view: &View, id: &str) -> Result<DocumentId, Trouble> {
    let unknown = || Trouble::Base(dashiji_store::Error::Unknown(id.chars().take(60).collect()));
    let id: DocumentId = id.parse().map_err(|_| unknown())?;
    view.document(id).map(|document| document.id).ok_or_else(unknown)
}

fn search(page: &mut Page<'_>, asked: &SearchAsked) -> Result<Value, Trouble> {
    let query = Query::parse(&asked.query).map_err(|error| Trouble::Query(asked.query.clone(), error))?;
    let options = Options {
        sort: match asked.order {
            None | Some(Order::Relevance) => Sort::Relevance,
            Some(Order::Earliest) => Sort::Earliest,
            Some(Order::Latest) => Sort::Latest,
        },
        offset: asked.offset.unwrap_or(0),
        limit: bounded(asked.limit, 10, 50),
        within: Duration::from_secs(20),
        ..Options::default()
    };
    let found = page.view.search(&query, &options, &())?;
    let mut holders = Vec::new();
    for holder in &found.holders {
        let mut sentences = Vec::new();
        for proof in &holder.proof {
            if let Some((start, end)) = proof.start.zip(proof.end) {
                sentences.extend(page.at(&proof.key.entry, Span { start, end })?);
            }
        }
        holders.push(json!({
            "name": holder.name, "title": holder.title, "org": holder.org, "ground": holder.ground, "sentences": sentences,
        }));
    }
    let mut hits = Vec::new();
    for hit in &found.hits {
        let Some(entry) = page.entry(&hit.key.entry)? else { continue };
        let lit = hit.fragments.iter().flat_map(|fragment| fragment.lit.iter().copied());
        let facts = hit.facts.iter().filter_map(|fact| Some(Span { start: fact.start?, end: fact.end? }));
        let mut holding = sentence::holding(&entry, &lit.chain(facts).collect::<Vec<_>>());
        if holding.is_empty() {
            holding = sentence::of(&entry).into_iter().take(1).collect();
        }
        let sentences: Vec<Value> = holding.iter().take(SHOWN).map(|s| sentence::told(&entry, *s)).collect();
        hits.push(json!({
            "entry": entry.id, "date": entry.record.dated().map(|date| date.edtf.as_str()),
            "headline": entry.record.headline.as_ref().map(|headline| headline.text.trim()),
            "sentences": sentences, "more_sentences": holding.len().saturating_sub(SHOWN), "facts": hit.facts,
        }));
    }
    Ok(json!({"total": found.total, "offset": options.offset, "holders": holders, "hits": hits}))
}

fn entry(page: &mut Page<'_>, asked: &EntryAsked) -> Result<Value, Trouble> {
    let entry = entry_of(page, &asked.id)?;
    let mut facts = json!(*entry.record);
    if let Some(facts) = facts.as_object_mut() {
        facts.remove("document");
    }
    let sentences: Vec<Value> = sentence::of(&entry).iter().map(|s| sentence::told(&entry, *s)).collect();
    Ok(json!({
        "entry": entry.id, "version": entry.version, "current": entry.current, "origin": entry.origin,
        "rulings": entry.rulings, "document": *entry.record.document, "sentences": sentences, "facts": facts,
    }))
}

fn entry_of(page: &mut Page<'_>, id: &str) -> Result<Arc<Entry>, Trouble> {
    let unknown = || Trouble::Base(dashiji_store::Error::Unknown(id.chars().take(60).collect()));
    page.entry(id)?.ok_or_else(unknown)
}

/// A citation of words that stand in an entry: what is quoted must be there, character for character.
fn cite(page: &mut Page<'_>, asked: &CiteAsked) -> Result<Value, Trouble> {
    let entry = entry_of(page, &asked.entry)?;
    let whole = entry.record.span;
    let spans: Vec<Span> = match (&asked.quote, asked.start, asked.end) {
        (Some(quote), None, None) => {
            let quote = quote.trim();
            let length = quote.chars().count();
            let starts =
                if quote.is_empty() { Vec::new() } else { entry.text.match_indices(quote).collect() };
            let place = |byte: usize| entry.text[..byte].chars().count() + whole.lo();
            starts.iter().take(20).map(|(byte, _)| Span::new(place(*byte), place(*byte) + length)).collect()
        }
        (None, None, None) => vec![whole],
        (None, Some(start), Some(end)) if start < end && whole.contains(Span { start, end }) => {
            vec![Span { start, end }]
        }
        (None, Some(_), Some(_)) => Vec::new(),
        _ => return Err(Trouble::Asked("quote, or start and end".to_owned())),
    };
    if spans.is_empty() {
        let words = asked.quote.as_deref().unwrap_or_default().chars().take(60).collect();
        return Err(Trouble::NotThere(entry.id.to_string(), words));
    }
    let places: Vec<Value> = spans
        .iter()
        .map(|span| {
            let mut told = sentence::told(&entry, *span);
            let around = sentence::holding(&entry, &[*span]);
            told["sentences"] = around.iter().map(|s| sentence::told(&entry, *s)).collect();
            told
        })
        .collect();
    Ok(json!({"entry": entry.id, "places": places}))
}
