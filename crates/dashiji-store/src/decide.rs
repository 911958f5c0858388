//! Ruling: decisions taken into the log, taken back, listed, and shown before they are made.

use crate::base::Base;
use crate::id::{EntryId, RulingId};
use crate::overlay::{Rules, Standing, anchor, find, namesakes};
use crate::record::Act;
use crate::ruling::{Anchor, Decision, FactKind, Ruling, Undoing, quoted};
use crate::view::{Entry, View};
use crate::{Error, NameKind, Result};
use dashiji::check::Finding;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;

/// A ruling with who made it and how it stands.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Ruled {
    /// Its id.
    pub id: RulingId,
    /// Who ruled.
    pub author: String,
    /// When: RFC 3339, UTC.
    pub recorded_at: String,
    /// What and why.
    #[serde(flatten)]
    pub ruling: Ruling,
    /// Whether it was taken back.
    pub undone: bool,
    /// Who took it back, when and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoing: Option<TakenBack>,
    /// How it meets what is read now; of a ruling on one fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

/// A ruling taken back.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TakenBack {
    /// Who took it back.
    pub author: String,
    /// When: RFC 3339, UTC.
    pub recorded_at: String,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A fact that a ruling would change.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The entry.
    pub entry: EntryId,
    /// Which part of its facts, `people/0/name`.
    pub field: String,
    /// What it says now; nothing where it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it would say; nothing where it would not be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

fn taken_back(row: crate::record::Row) -> Option<TakenBack> {
    let Act::Undone(undoing) = row.act else { return None };
    Some(TakenBack { author: row.author, recorded_at: row.recorded_at, reason: undoing.reason })
}

impl View {
    /// A decision on a fact of an entry, named by its words: the anchor with what stands around it.
    ///
    /// # Errors
    /// Where there is no such entry or no such fact in it, or more than one and it must be told which ([`Self::fact_at`]).
    pub fn fact(&self, entry: EntryId, kind: FactKind, words: &str) -> Result<Anchor> {
        self.fact_at(entry, kind, words, None)
    }

    /// The same, of the fact whose words begin at a character of the document: of two figures 12人 the one that is meant.
    ///
    /// # Errors
    /// Where there is no such entry, no such fact in it, or none there of several.
    pub fn fact_at(&self, entry: EntryId, kind: FactKind, words: &str, at: Option<u32>) -> Result<Anchor> {
        let entry = self.entry(entry)?;
        let refused = |why| Error::Refused { what: words.to_owned(), why };
        let near = at.and_then(|at| at.checked_sub(entry.record.span.start));
        let (_, place) = find(kind, words, near, &entry.record).ok_or_else(|| refused("no-fact"))?;
        let is_there = near.is_some() && place.map(|(start, _)| start) == near;
        if !is_there && namesakes(kind, words, &entry.record) > 1 {
            return Err(refused("which"));
        }
        let quote = match kind {
            FactKind::Date => entry.record.date.as_ref().map(|date| date.text.clone()).unwrap_or_default(),
            FactKind::Type => String::new(),
            _ => words.to_owned(),
        };
        Ok(anchor(entry.id, kind, &entry.text, place, &quote))
    }

    /// Words of an entry that are to be a fact which was not read: the anchor with what stands around them. Of persons, places and bodies.
    ///
    /// # Errors
    /// Where there is no such entry, its text does not have the words, or no such fact can be added.
    pub fn stated(&self, entry: EntryId, kind: FactKind, words: &str) -> Result<Anchor> {
        let entry = self.entry(entry)?;
        if let Some((_, place)) = find(kind, words, None, &entry.record) {
            let at = place.map(|(start, _)| entry.record.span.start + start);
            return self.fact_at(entry.id, kind, words, at);
        }
        let refused = |why| Error::Refused { what: words.to_owned(), why };
        if !matches!(kind, FactKind::Person | FactKind::Place | FactKind::Organization) {
            return Err(refused("no-fact"));
        }
        let at = entry.text.find(words).filter(|_| !words.is_empty()).ok_or_else(|| refused("no-words"))?;
        let start = entry.text[..at].chars().count() as u32;
        let end = start + words.chars().count() as u32;
        Ok(anchor(entry.id, kind, &entry.text, Some((start, end)), words))
    }

    /// What a ruling decided, whether or not it was taken back since.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn decision(&self, id: RulingId) -> Result<Option<Decision>> {
        let seq: Option<i64> = self.base.read(|c| {
            c.derived.sql(|c| {
                c.prepare_cached("SELECT seq FROM rulings WHERE ruling = ?1 AND seq <= ?2")?
                    .query_row([i64::from(id.0), self.position()], |row| row.get(0))
                    .optional()
            })
        })?;
        let Some(seq) = seq else { return Ok(None) };
        Ok(self.base.read(|c| c.log.at(seq))?.and_then(|row| match row.act {
            Act::Ruled(ruling) => Some(ruling.decision),
            _ => None,
        }))
    }

    /// Whether rulings settle a finding: it was dismissed, by itself or with all of its rule, or it is of entries that tell one event.
    pub fn settles(&self, finding: &Finding) -> bool {
        let entries = || -> Option<Vec<EntryId>> {
            finding.spans.iter().map(|span| span.entry.as_ref()?.parse().ok()).collect()
        };
        let one_event =
            |ids: &Vec<EntryId>| ids.len() > 1 && ids.iter().all(|id| self.tell_one_event(ids[0], *id));
        if finding.code.starts_with('X') && entries().as_ref().is_some_and(one_event) {
            return true;
        }
        let dismissed = self.rules().dismissed.get(finding.code).into_iter().flatten();
        let at: Option<EntryId> = finding.spans.first().and_then(|span| span.entry.as_ref()?.parse().ok());
        dismissed.filter_map(|number| self.rules().all.get(number)).any(|ruling| match &ruling.decision {
            Decision::Dismiss { entry: None, document: None, .. } => true,
            Decision::Dismiss { entry: Some(entry), quote, .. } => {
                at == Some(*entry) && *quote == quoted(finding)
            }
            Decision::Dismiss { document: Some(id), quote, .. } => {
                let held = self.document(*id);
                at.is_none()
                    && *quote == quoted(finding)
                    && held.is_some_and(|held| held.about.sha256 == finding.document.sha256)
            }
            _ => false,
        })
    }

    /// The rulings made so far, with how each stands.
    ///
    /// # Errors
    /// Where the files cannot be read.
    pub fn rulings(&self) -> Result<Vec<Ruled>> {
        let rows: Vec<(u32, i64, Option<i64>)> = self.base.read(|c| {
            c.derived.sql(|c| {
                c.prepare_cached("SELECT ruling, seq, undone FROM rulings WHERE seq <= ?1 ORDER BY ruling")?
                    .query_map([self.position()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect()
            })
        })?;
        let mut rulings = Vec::with_capacity(rows.len());
        for (number, seq, undone) in rows {
            let Some(row) = self.base.read(|c| c.log.at(seq))? else { continue };
            let Act::Ruled(ruling) = row.act else { continue };
            let undone = undone.filter(|undone| *undone <= self.position());
            let undoing = match undone {
                Some(seq) => self.base.read(|c| c.log.at(seq))?.and_then(taken_back),
                None => None,
            };
            let undone = undone.is_some();
            let standing = if undone { None } else { self.standing(&ruling)? };
            rulings.push(Ruled {
                id: RulingId(number),
                author: row.author,
                recorded_at: row.recorded_at,
                ruling,
                undone,
                undoing,
                standing,
            });
        }
        Ok(rulings)
    }

    /// How a ruling on one fact meets the entry as it is read now.
    fn standing(&self, ruling: &Ruling) -> Result<Option<Standing>> {
        let (Decision::Accept { fact } | Decision::Correct { fact, .. } | Decision::Reject { fact }) =
            &ruling.decision
        else {
            return Ok(None);
        };
        let entry = match self.raw(fact.entry) {
            Ok(entry) => entry,
            Err(Error::Unknown(_)) => return Ok(Some(Standing::Gone)),
            Err(error) => return Err(error),
        };
        let mut record = (*entry.record).clone();
        let met = Rules::of([ruling.clone()]).lay(fact.entry, &entry.text, &mut record);
        Ok(met.first().map(|(_, standing)| *standing))
    }

    /// Every fact that a decision would change, were it made now.
    ///
    /// # Errors
    /// Where it cannot be made, or the files cannot be read.
    pub fn preview(&self, decision: &Decision) -> Result<Vec<Change>> {
        self.sound(decision)?;
        let ruling = Ruling { ruling: u32::MAX, reason: String::new(), decision: decision.clone() };
        let now = self.rules().all.values().cloned();
        let then = Rules::of(now.chain([ruling]));
        let mut changes = Vec::new();
        for entry in self.met_by(decision)? {
            let raw = self.raw(entry.id)?;
            let (mut before, mut after) = ((*raw.record).clone(), (*raw.record).clone());
            self.rules().lay(entry.id, &raw.text, &mut before);
            then.lay(entry.id, &raw.text, &mut after);
            let flat = |record: &dashiji::fact::Record| {
                let mut leaves = BTreeMap::new();
                flatten(&serde_json::to_value(record).unwrap_or_default(), "", &mut leaves);
                leaves
            };
            let (before, after) = (flat(&before), flat(&after));
            let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for key in keys {
                if before.get(key) != after.get(key) {
                    changes.push(Change {
                        entry: entry.id,
                        field: key.clone(),
                        before: before.get(key).cloned(),
                        after: after.get(key).cloned(),
                    });
                }
            }
        }
        Ok(changes)
    }

    /// Entries whose facts a decision can change, or that it is about.
    pub(crate) fn met_by(&self, decision: &Decision) -> Result<Vec<Entry>> {
        match decision {
            Decision::Accept { fact } | Decision::Correct { fact, .. } | Decision::Reject { fact } => {
                Ok(vec![self.entry(fact.entry)?])
            }
            Decision::Name { short, .. } => {
                let mut entries = self.stored(NameKind::Organization, short)?;
                entries.extend(self.stored(NameKind::Form, short)?);
                entries.sort_by_key(|entry| entry.id);
                entries.dedup_by(|a, b| a.id == b.id);
                Ok(entries)
            }
            Decision::Merge { names, .. } => {
                let mut entries = Vec::new();
                for name in names {
                    entries.extend(self.stored(NameKind::Person, name)?);
                }
                Ok(entries)
            }
            Decision::Separate { entries, .. } | Decision::SameEvent { entries } => {
                entries.iter().map(|id| self.entry(*id)).collect()
            }
            Decision::Dismiss { .. } => Ok(Vec::new()),
        }
    }

    /// Whether a decision means something in this base.
    fn sound(&self, decision: &Decision) -> Result<()> {
        let refused = |what: &str, why: &'static str| Err(Error::Refused { what: what.to_owned(), why });
        match decision {
            Decision::Correct { to, fact } => {
                let known = fact.kind.fields();
                if to.is_empty() {
                    return refused(&fact.quote, "no-field");
                }
                match to.keys().find(|key| !known.contains(&key.as_str())) {
                    Some(key) => refused(key, "unknown-field"),
                    None => Self::said(fact.kind, to),
                }
            }
            Decision::Merge { names, into } if names.is_empty() || into.is_empty() => {
                refused(into, "no-name")
            }
            Decision::Name { short, full, .. } if short.is_empty() || full.is_empty() => {
                refused(short, "no-name")
            }
            Decision::Name { from, to, .. } => {
                let day = |day: &Option<String>| {
                    day.as_deref().is_none_or(|day| day.parse::<jiff::civil::Date>().is_ok())
                };
                if day(from) && day(to) {
                    Ok(())
                } else {
                    refused(from.as_deref().or(to.as_deref()).unwrap_or_default(), "no-day")
                }
            }
            Decision::Separate { entries, name } => {
                if entries.is_empty() {
                    return refused(name, "no-entry");
                }
                for id in entries {
                    if !self.entry(*id)?.record.people.iter().any(|person| person.known_as() == *name) {
                        return refused(&format!("{id} {name}"), "no-fact");
                    }
                }
                Ok(())
            }
            Decision::SameEvent { entries } => {
                if entries.len() < 2
                    || entries.iter().collect::<std::collections::BTreeSet<_>>().len() < entries.len()
                {
                    return refused("same-event", "two-entries");
                }
                entries.iter().try_for_each(|id| self.entry(*id).map(drop))
            }
            Decision::Dismiss { code, entry, document, .. } => {
                if !dashiji::check::rules().iter().any(|rule| rule.code == code) {
                    return refused(code, "unknown-rule");
                }
                if let Some(id) = document {
                    self.document(*id).ok_or_else(|| Error::Unknown(id.to_string()))?;
                }
                entry.map_or(Ok(()), |id| self.entry(id).map(drop))
            }
            Decision::Accept { .. } | Decision::Reject { .. } | Decision::Merge { .. } => Ok(()),
        }
    }

    /// Whether the values of a correction are ones its fields can have.
    fn said(kind: FactKind, to: &BTreeMap<String, String>) -> Result<()> {
        let word = |value: &str| serde_json::Value::String(value.to_owned());
        let day = |value: &str| value.parse::<jiff::civil::Date>().is_ok();
        for (field, value) in to {
            let good = match (kind, field.as_str()) {
                (FactKind::Date, _) | (FactKind::Document, "date") => day(value),
                (FactKind::Type, _) => {
                    serde_json::from_value::<dashiji::fact::EventType>(word(value)).is_ok()
                }
                (FactKind::Person, "part") => value
                    .split(',')
                    .all(|part| serde_json::from_value::<dashiji::fact::Part>(word(part.trim())).is_ok()),
                (FactKind::Document, "stage") => {
                    serde_json::from_value::<dashiji::fact::Stage>(word(value)).is_ok()
                }
                (FactKind::Figure, "value") => serde_json::from_str::<serde_json::Number>(value).is_ok(),
                (FactKind::Figure, "kind") => {
                    serde_json::from_value::<dashiji::fact::QuantityKind>(word(value)).is_ok()
                }
                (FactKind::Place, "code") => {
                    value.is_empty() || value.len() == 6 && value.bytes().all(|b| b.is_ascii_digit())
                }
                (_, "name" | "title") => !value.trim().is_empty(),
                _ => true,
            };
            if !good {
                return Err(Error::Refused { what: format!("{field}={value}"), why: "bad-value" });
            }
        }
        Ok(())
    }
}

impl Base {
    /// Makes a ruling.
    ///
    /// # Errors
    /// Where it means nothing here, no reason is given, or the base cannot be written.
    pub fn rule(&self, author: &str, reason: &str, decision: Decision) -> Result<RulingId> {
        if !reason.chars().any(char::is_alphanumeric) {
            return Err(Error::Refused { what: String::new(), why: "no-reason" });
        }
        let mut writer = self.writer()?;
        let view = self.now()?;
        view.sound(&decision)?;
        let last: u32 = writer
            .derived
            .sql(|c| c.query_row("SELECT coalesce(max(ruling), 0) FROM rulings", [], |row| row.get(0)))?;
        let met = view.met_by(&decision)?;
        let ruling = Ruling { ruling: last + 1, reason: reason.to_owned(), decision };
        let before = writer.derived.mark()?;
        writer.act(author, None, &Act::Ruled(ruling))?;
        self.reindex_documents(&before, met.iter().map(|entry| entry.id.document));
        Ok(RulingId(last + 1))
    }

    /// Takes a ruling back; gives whether it was in force.
    ///
    /// # Errors
    /// Where there is no such ruling, or the base cannot be written.
    pub fn undo(&self, author: &str, id: RulingId, reason: Option<&str>) -> Result<bool> {
        let mut writer = self.writer()?;
        let view = self.now()?;
        let Some(ruled) = view.rulings()?.into_iter().find(|ruled| ruled.id == id) else {
            return Err(Error::Unknown(id.to_string()));
        };
        if ruled.undone {
            return Ok(false);
        }
        let met = view.met_by(&ruled.ruling.decision).unwrap_or_default();
        let before = writer.derived.mark()?;
        writer.act(
            author,
            None,
            &Act::Undone(Undoing { ruling: id.0, reason: reason.map(str::to_owned) }),
        )?;
        self.reindex_documents(&before, met.iter().map(|entry| entry.id.document));
        Ok(true)
    }
}

/// Leaves of a value by their paths.
fn flatten(value: &serde_json::Value, path: &str, leaves: &mut BTreeMap<String, String>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}/{key}") };
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| flatten(value, &under(key), leaves));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(k, value)| flatten(value, &under(&k.to_string()), leaves));
        }
        serde_json::Value::Null => {}
        serde_json::Value::String(words) => drop(leaves.insert(path.to_owned(), words.clone())),
        other => drop(leaves.insert(path.to_owned(), other.to_string())),
    }
}
