//! What registers find entries by, and the records made of it, each under its key.
//!
//! For each version of a document the file holds the digests of its entries and the numbers of the entries that bear each key: the sorted runs
//! that registers are merged from. A record (`王伟`, `石板镇@513334`) is a function of the entries in view that bear its key; it is kept until an
//! act of the log touches that key, which is noted in the same transaction ([`Applying::touch`]), and made again when it is next asked for.

use super::applying::Applying;
use super::file::Derived;
use super::{block, names};
use crate::Result;
use dashiji::collate::digest::Digest;
use dashiji::collate::key::KeyKind;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// The tables. `stale` are the keys touched since the records were made; `held` are rows of people's records, by office.
pub(super) const SCHEMA: &str = "
CREATE INDEX versions_unkeyed ON versions (seq) WHERE keyed = 0;
CREATE TABLE digests (version INTEGER NOT NULL, block INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (version, block));
CREATE TABLE keyed (version INTEGER PRIMARY KEY, names BLOB NOT NULL);
CREATE TABLE records (id INTEGER PRIMARY KEY, list INTEGER NOT NULL, key TEXT NOT NULL, rank TEXT NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX records_by_key ON records (list, key);
CREATE TABLE stale (name INTEGER PRIMARY KEY);
CREATE TABLE held (id INTEGER PRIMARY KEY, office TEXT NOT NULL, person TEXT NOT NULL, data BLOB NOT NULL);
CREATE UNIQUE INDEX held_by_office ON held (office, person);
CREATE INDEX held_by_person ON held (person);
";

/// Kinds of keys stand behind the kinds of names, from here on.
pub(super) const FIRST: i64 = 64;

pub(super) fn kind_number(kind: KeyKind) -> i64 {
    FIRST + kind as i64
}

fn kind_of(number: i64) -> Option<KeyKind> {
    use KeyKind::{Body, Called, Document, Figures, Person, Place, Reached, Series, Short, Stated, Within};
    [Person, Place, Within, Body, Document, Short, Figures, Series, Reached, Stated, Called]
        .into_iter()
        .find(|kind| kind_number(*kind) == number)
}

/// The numbers of kinds, as SQL lists them.
fn among(kinds: &[KeyKind]) -> String {
    kinds.iter().map(|kind| kind_number(*kind).to_string()).collect::<Vec<_>>().join(", ")
}

/// A record of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordRow {
    /// What it is found by.
    pub key: String,
    /// What lists are sorted by, before the key.
    pub rank: String,
    /// Its lines of JSON.
    pub lines: Vec<u8>,
}

impl Derived {
    /// The digests of a version's entries as they are read and ruled today, by blocks; none where they are not there.
    pub fn digests(&self, version: i64) -> Result<Option<Vec<Vec<u8>>>> {
        let found: Option<Vec<Vec<u8>>> = self.sql(|c| {
            let keyed: Option<bool> = c
                .prepare_cached("SELECT keyed FROM versions WHERE seq = ?1")?
                .query_row([version], |row| row.get(0))
                .optional()?;
            if keyed != Some(true) {
                return Ok(None);
            }
            c.prepare_cached("SELECT data FROM digests WHERE version = ?1 ORDER BY block")?
                .query_map([version], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()
                .map(Some)
        })?;
        Ok(found.and_then(|blocks| blocks.iter().map(|data| block::unpack(data)).collect()))
    }

    /// One block of them.
    pub fn digest(&self, version: i64, number: u32) -> Result<Option<Vec<u8>>> {
        let packed: Option<Vec<u8>> = self.sql(|c| {
            c.prepare_cached("SELECT data FROM digests WHERE version = ?1 AND block = ?2")?
                .query_row(params![version, number], |row| row.get(0))
                .optional()
        })?;
        Ok(packed.and_then(|packed| block::unpack(&packed)))
    }

    /// The versions whose entries registers cannot find yet.
    pub fn unkeyed(&self) -> Result<Vec<i64>> {
        self.sql(|c| {
            c.prepare_cached("SELECT seq FROM versions WHERE keyed = 0")?
                .query_map([], |row| row.get(0))?
                .collect()
        })
    }

    /// The engine whose keys these are.
    pub fn keyed_by(&self) -> Result<String> {
        self.sql(|c| meta(c, "keyed_by"))
    }

    /// Lets go of keys and records that another engine made.
    pub fn settle(&self, engine: &str) -> Result<()> {
        if self.keyed_by()? == engine {
            return Ok(());
        }
        self.begin()?;
        self.sql(|c| {
            c.execute_batch(
                "BEGIN IMMEDIATE; UPDATE versions SET keyed = 0; DELETE FROM stale; DELETE FROM records; DELETE FROM held;
                 DELETE FROM meta WHERE key = 'registers';",
            )?;
            set_meta(c, "keyed_by", engine)?;
            c.execute_batch("COMMIT")
        })
    }

    /// Entries that bear a key: version and numbers.
    pub fn bearing(&self, kind: KeyKind, key: &str) -> Result<Vec<(i64, Vec<u32>)>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT n.version, n.numbers FROM named n JOIN names m ON m.id = n.name WHERE m.kind = ?1 AND m.name = ?2 ORDER BY n.version",
            )?
            .query_map(params![kind_number(kind), key], |row| {
                Ok((row.get(0)?, names::unpack(row.get_ref(1)?.as_blob()?)))
            })?
            .collect()
        })
    }

    /// The keys of a kind that are a name, or that name with its region (`石板镇@513334`).
    pub fn keys_called(&self, kind: KeyKind, name: &str) -> Result<Vec<String>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT name FROM names WHERE kind = ?1 AND (name = ?2 OR name >= ?2 || '@' AND name < ?2 || 'A') ORDER BY name",
            )?
            .query_map(params![kind_number(kind), name], |row| row.get(0))?
            .collect()
        })
    }

    /// The keys of a kind that begin so, in their order, each with the versions whose entries bear it.
    pub fn keys_beginning(&self, kind: KeyKind, beginning: &str) -> Result<Vec<(String, i64)>> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT m.name, n.version FROM names m JOIN named n ON n.name = m.id
                 WHERE m.kind = ?1 AND m.name >= ?2 AND m.name < ?3 ORDER BY m.name",
            )?
            .query_map(params![kind_number(kind), beginning, past(beginning)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect()
        })
    }

    /// The records of a list whose keys begin so, unpacked, in the order of keys.
    pub fn records_beginning(&self, list: i64, beginning: &str) -> Result<Vec<(String, Vec<u8>)>> {
        let found: Vec<(String, Vec<u8>)> = self.sql(|c| {
            c.prepare_cached(
                "SELECT key, data FROM records WHERE list = ?1 AND key >= ?2 AND key < ?3 ORDER BY key",
            )?
            .query_map(params![list, beginning, past(beginning)], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })?;
        Ok(found.into_iter().filter_map(|(key, data)| Some((key, block::unpack(&data)?))).collect())
    }

    /// Under which key the records stand that are kept; empty where there are none.
    pub fn registers(&self) -> Result<String> {
        self.sql(|c| meta(c, "registers"))
    }

    /// The keys of some kinds that were touched since the records were made.
    pub fn stale(&self, kinds: &[KeyKind]) -> Result<BTreeSet<(KeyKind, String)>> {
        let wanted = among(kinds);
        let found: Vec<(i64, String)> = self.sql(|c| {
            c.prepare_cached(&format!(
                "SELECT m.kind, m.name FROM stale s JOIN names m ON m.id = s.name WHERE m.kind IN ({wanted})"
            ))?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })?;
        Ok(found.into_iter().filter_map(|(kind, key)| Some((kind_of(kind)?, key))).collect())
    }

    /// How many keys of some kinds were touched since.
    pub fn touched_of(&self, kinds: &[KeyKind]) -> Result<u64> {
        let wanted = among(kinds);
        let count: i64 = self.sql(|c| {
            c.prepare_cached(&format!(
                "SELECT count(*) FROM stale s JOIN names m ON m.id = s.name WHERE m.kind IN ({wanted})"
            ))?
            .query_row([], |row| row.get(0))
        })?;
        Ok(count.unsigned_abs())
    }

    /// How many records there are.
    pub fn recorded(&self) -> Result<u64> {
        self.sql(|c| c.query_row("SELECT count(*) FROM records", [], |row| row.get(0))).map(i64::unsigned_abs)
    }

    /// Whether a key was touched since its record was made.
    pub fn is_stale(&self, kind: KeyKind, key: &str) -> Result<bool> {
        self.sql(|c| {
            c.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM stale s JOIN names m ON m.id = s.name WHERE m.kind = ?1 AND m.name = ?2)",
            )?
            .query_row(params![kind_number(kind), key], |row| row.get(0))
        })
    }

    /// The records of a list, packed, in their order.
    pub fn records(&self, list: i64) -> Result<Vec<Vec<u8>>> {
        self.sql(|c| {
            c.prepare_cached("SELECT data FROM records WHERE list = ?1 ORDER BY rank, key")?
                .query_map([list], |row| row.get(0))?
                .collect()
        })
    }

    /// The record of a key, unpacked.
    pub fn record(&self, list: i64, key: &str) -> Result<Option<Vec<u8>>> {
        let packed: Option<Vec<u8>> = self.sql(|c| {
            c.prepare_cached("SELECT data FROM records WHERE list = ?1 AND key = ?2")?
                .query_row(params![list, key], |row| row.get(0))
                .optional()
        })?;
        Ok(packed.and_then(|packed| block::unpack(&packed)))
    }
}

impl Applying<'_> {
    /// Puts in what registers find a version's entries by, in place of what was there.
    pub fn key(&self, seq: i64, digests: &[Digest]) -> Result<()> {
        self.touch(seq)?;
        self.sql(|c| {
            unkey(c, seq)?;
            let mut insert =
                c.prepare_cached("INSERT INTO digests (version, block, data) VALUES (?1, ?2, ?3)")?;
            let mut keys: BTreeMap<&(KeyKind, String), Vec<u32>> = BTreeMap::new();
            for (block, digest) in digests.iter().enumerate() {
                insert.execute(params![seq, block as i64, block::pack(&digest.data)])?;
                for (key, numbers) in &digest.keys {
                    keys.entry(key).or_default().extend(numbers);
                }
            }
            let mut note = c.prepare_cached(
                "INSERT OR REPLACE INTO named (name, version, numbers) VALUES (?1, ?2, ?3)",
            )?;
            let mut ids = Vec::with_capacity(keys.len());
            for ((kind, key), numbers) in keys {
                let id = name_id(c, kind_number(*kind), key)?;
                note.execute(params![id, seq, names::pack(&numbers)])?;
                ids.push(id as u32);
            }
            ids.sort_unstable();
            c.prepare_cached("INSERT OR REPLACE INTO keyed (version, names) VALUES (?1, ?2)")?
                .execute(params![seq, names::pack(&ids)])?;
            c.prepare_cached("UPDATE versions SET keyed = 1 WHERE seq = ?1")?.execute([seq]).map(drop)
        })?;
        self.touch(seq)
    }

    /// Notes that the records of a version's keys are to be made again.
    pub fn touch(&self, seq: i64) -> Result<()> {
        if !self.made {
            return Ok(());
        }
        self.sql(|c| {
            let mut note = c.prepare_cached("INSERT OR IGNORE INTO stale (name) VALUES (?1)")?;
            keys_of(c, seq)?.into_iter().try_for_each(|id| note.execute([id]).map(drop))
        })
    }

    /// Notes that the record of a person's name is to be made again.
    pub fn touch_person(&self, name: &str) -> Result<()> {
        if !self.made {
            return Ok(());
        }
        let key = dashiji::collate::entry::name_key(name);
        self.sql(|c| {
            let id = name_id(c, kind_number(KeyKind::Person), &key)?;
            c.prepare_cached("INSERT OR IGNORE INTO stale (name) VALUES (?1)")?.execute([id]).map(drop)
        })
    }

    /// Notes that the keys of versions, chosen by some SQL, are to be found again, the rulings over them being others.
    pub fn unkey(&self, chosen: &str, parameters: &[&dyn rusqlite::ToSql]) -> Result<()> {
        self.sql(|c| {
            c.prepare_cached(&format!("UPDATE versions SET keyed = 0 WHERE {chosen}"))?
                .execute(parameters)
                .map(drop)
        })
    }

    /// Lets go of all records: what they rest on is another.
    pub fn drop_records(&self) -> Result<()> {
        self.sql(|c| {
            c.execute_batch("DELETE FROM stale; DELETE FROM records; DELETE FROM held; DELETE FROM meta WHERE key = 'registers'")
        })
    }

    /// Notes under which key the records stand, none of them stale.
    pub fn records_made(&self, key: &str) -> Result<()> {
        self.sql(|c| {
            c.execute("DELETE FROM stale", [])?;
            set_meta(c, "registers", key)
        })
    }

    /// Notes that none that rest on keys of some kinds are stale.
    pub fn records_mended(&self, kinds: &[KeyKind]) -> Result<()> {
        let wanted = among(kinds);
        self.sql(|c| {
            c.prepare_cached(&format!(
                "DELETE FROM stale WHERE name IN (SELECT s.name FROM stale s JOIN names m ON m.id = s.name WHERE m.kind IN ({wanted}))"
            ))?
            .execute([])
            .map(drop)
        })
    }

    /// Puts records in, in place of those under the same keys.
    pub fn put_records<'r>(&self, list: i64, rows: impl IntoIterator<Item = &'r RecordRow>) -> Result<()> {
        self.sql(|c| {
            let mut insert = c.prepare_cached(
                "INSERT OR REPLACE INTO records (list, key, rank, data) VALUES (?1, ?2, ?3, ?4)",
            )?;
            rows.into_iter().try_for_each(|row| {
                let data = block::pack(&row.lines);
                insert.execute(params![list, row.key, row.rank, data]).map(drop)
            })
        })
    }

    /// Takes out the records of a key, and those under that key and a number.
    pub fn take_records(&self, list: i64, key: &str) -> Result<()> {
        self.sql(|c| {
            c.prepare_cached(
                "DELETE FROM records WHERE list = ?1 AND (key = ?2 OR key > ?2 || char(31) AND key < ?2 || char(32))",
            )?
            .execute(params![list, key])
            .map(drop)
        })
    }

    /// The offices that a person's rows are held in; they are taken out.
    pub fn take_held(&self, person: &str) -> Result<Vec<String>> {
        self.sql(|c| {
            let offices = c
                .prepare_cached("SELECT office FROM held WHERE person = ?1")?
                .query_map([person], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            c.prepare_cached("DELETE FROM held WHERE person = ?1")?.execute([person])?;
            Ok(offices)
        })
    }

    /// Puts in what a person held of an office, as lines of JSON.
    pub fn put_held(&self, office: &str, person: &str, lines: &[u8]) -> Result<()> {
        self.sql(|c| {
            c.prepare_cached("INSERT INTO held (office, person, data) VALUES (?1, ?2, ?3)")?
                .execute(params![office, person, lines])
                .map(drop)
        })
    }

    /// What all held of an office, as lines of JSON, in the order of names.
    pub fn held(&self, office: &str) -> Result<Vec<Vec<u8>>> {
        self.sql(|c| {
            c.prepare_cached("SELECT data FROM held WHERE office = ?1 ORDER BY person")?
                .query_map([office], |row| row.get(0))?
                .collect()
        })
    }
}

/// What comes after all that begins so.
fn past(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

/// Takes out what registers found a version's entries by.
pub(super) fn unkey(c: &Connection, seq: i64) -> rusqlite::Result<()> {
    let mut take = c.prepare_cached("DELETE FROM named WHERE name = ?1 AND version = ?2")?;
    for id in keys_of(c, seq)? {
        take.execute(params![id, seq])?;
    }
    c.prepare_cached("DELETE FROM keyed WHERE version = ?1")?.execute([seq])?;
    c.prepare_cached("DELETE FROM digests WHERE version = ?1")?.execute([seq]).map(drop)
}

/// The keys of a version's entries.
fn keys_of(c: &Connection, seq: i64) -> rusqlite::Result<Vec<u32>> {
    let packed: Option<Vec<u8>> = c
        .prepare_cached("SELECT names FROM keyed WHERE version = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    Ok(packed.map(|packed| names::unpack(&packed)).unwrap_or_default())
}

/// The number of a name, which is given one where it has none.
pub(super) fn name_id(c: &Connection, kind: i64, name: &str) -> rusqlite::Result<i64> {
    let known: Option<i64> = c
        .prepare_cached("SELECT id FROM names WHERE kind = ?1 AND name = ?2")?
        .query_row(params![kind, name], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    c.prepare_cached("INSERT INTO names (kind, name) VALUES (?1, ?2)")?.execute(params![kind, name])?;
    Ok(c.last_insert_rowid())
}

/// What is noted under a word.
pub(super) fn meta_of(derived: &Derived, key: &str) -> Result<String> {
    derived.sql(|c| meta(c, key))
}

/// Notes something under a word.
pub(super) fn set_meta_of(derived: &Derived, key: &str, value: &str) -> Result<()> {
    derived.sql(|c| set_meta(c, key, value))
}

fn meta(c: &Connection, key: &str) -> rusqlite::Result<String> {
    let found = c
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

fn set_meta(c: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    c.prepare_cached("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)")?
        .execute(params![key, value])
        .map(drop)
}
