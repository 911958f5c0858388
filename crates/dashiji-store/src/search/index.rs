//! The index on disk: made, written, read.
//!
//! One folder holds the segments of the index and a stamp that says of which format they are. Entries are added and removed, and stand
//! to be found after a [`Index::commit`], which also notes the position in the base's log up to which the index tells everything: after
//! a fall the base adds what lies beyond that position again.

use super::days::{Calendar, Days};
use super::fact::{self, kind};
use super::guard::Limit;
use super::latin::Spellings;
use super::ledgers::{Ledgers, Placed};
use super::seal::{Looked, Seal};
use super::stream;
use super::tokens::{CHARACTERS, Characters, PAIRS, Pairs};
use super::values::Values;
use super::{EntryToIndex, Error};
use crate::derived::Mark;
use crate::files::Stamp;
use dashiji::fact::Record;
use dashiji::text::Text;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tantivy::index::SegmentId;
use tantivy::postings::Postings;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::Value;
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{
    DocSet, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TERMINATED, TantivyDocument, Term,
};

/// The format of what is written here. Any change of fields, terms or of the folding of text takes the next number.
const FORMAT: u32 = 2;

/// The file that says so.
pub(super) const STAMP: &str = "dashiji-search.json";

/// Memory for entries that are not written out yet, in bytes. More makes fewer and larger segments.
const MEMORY: usize = 256 << 20;

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Pairs of characters with positions.
    pub text: Field,
    /// Characters, without positions.
    pub character: Field,
    /// Terms of facts.
    pub fact: Field,
    /// Values that are counted.
    pub counted: Field,
    /// First days.
    pub from: Field,
    /// Last days, as many as first ones.
    pub to: Field,
    /// What ties are ordered by: the document, then the entry's number.
    pub order: Field,
    /// The entry's key.
    pub key: Field,
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = builder.add_text_field(
        "text",
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(PAIRS)
                .set_fieldnorms(true)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        ),
    );
    let character = builder.add_text_field(
        "character",
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(CHARACTERS)
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        ),
    );
    let fact = builder.add_text_field(
        "fact",
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_fieldnorms(false)
                .set_index_option(IndexRecordOption::Basic),
        ),
    );
    let counted = builder.add_text_field("counted", TextOptions::default().set_fast("raw"));
    let column = NumericOptions::default().set_fast();
    let from = builder.add_i64_field("from", column.clone());
    let to = builder.add_i64_field("to", column.clone());
    let order = builder.add_u64_field("order", column);
    let key = builder.add_bytes_field("key", BytesOptions::default().set_stored());
    (builder.build(), Fields { text, character, fact, counted, from, to, order, key })
}

/// A search index in a folder of its own.
#[expect(clippy::struct_field_names, reason = "the library calls its own an index too")]
pub struct Index {
    dir: PathBuf,
    /// Which file says so, as it was opened.
    stamp: Option<Stamp>,
    /// How long all entries are together, for the state that was last searched.
    weights: Mutex<Option<(State, u64)>>,
    pub(super) index: tantivy::Index,
    pub(super) fields: Fields,
    pub(super) reader: IndexReader,
    writer: RwLock<Option<IndexWriter>>,
    spellings: Spellings,
    /// The values of the state that was last counted, by the state's number.
    values: Mutex<Option<(State, Arc<Values>)>>,
    /// The entries of the ledgers that were last counted, by the state's number.
    placed: Mutex<Option<(State, Arc<Ledgers>, Arc<Placed>)>>,
    calendar: Calendar,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// An entry made ready to be added.
#[derive(Debug)]
pub(crate) struct Made {
    document: TantivyDocument,
    number: u32,
}

/// What is noted with a commit.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Payload {
    position: u64,
    /// What of a base was computed when it was put in.
    #[serde(default)]
    mark: String,
}

/// What a searcher sees: its segments in their order, with how many entries stand in each. It is the same after a reload that found nothing new.
type State = Vec<(SegmentId, u32)>;

fn state(searcher: &tantivy::Searcher) -> State {
    searcher.segment_readers().iter().map(|reader| (reader.segment_id(), reader.num_docs())).collect()
}

impl Index {
    /// Opens the index in a folder; makes an empty one where the folder is missing or empty.
    ///
    /// # Errors
    /// [`Error::is_stale`] where what is there is of another format or damaged: [`Index::create`] makes it anew.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        // The library trips over some damage.
        let open = std::panic::AssertUnwindSafe(|| Self::open_there(dir));
        std::panic::catch_unwind(open)
            .unwrap_or_else(|_| Err(Error::Damaged("it cannot be opened".to_owned())))
    }

    fn open_there(dir: &Path) -> Result<Self, Error> {
        let file = |source| Error::File { path: dir.to_owned(), source };
        let stamp = dir.join(STAMP);
        match fs::read(&stamp) {
            Ok(bytes) => {
                let found = serde_json::from_slice::<serde_json::Value>(&bytes)
                    .ok()
                    .and_then(|stamp| stamp.get("format")?.as_u64())
                    .unwrap_or(0) as u32;
                if found != FORMAT {
                    return Err(Error::Stale { found, wanted: FORMAT });
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                fs::create_dir_all(dir).map_err(file)?;
                if fs::read_dir(dir).map_err(file)?.next().is_some() {
                    return Err(Error::Stale { found: 0, wanted: FORMAT });
                }
                return Self::create(dir);
            }
            Err(source) => return Err(Error::File { path: stamp, source }),
        }
        let index = tantivy::Index::open_in_dir(dir).map_err(|error| match error.into() {
            Error::Library(error) => Error::Damaged(error.to_string()),
            other => other,
        })?;
        let (schema, fields) = schema();
        if index.schema() != schema {
            return Err(Error::Damaged("its fields are not those of its format".to_owned()));
        }
        Self::with(dir, index, fields)
    }

    /// Makes an empty index in a folder, in place of any that is there.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn create(dir: &Path) -> Result<Self, Error> {
        let file = |source| Error::File { path: dir.to_owned(), source };
        if dir.exists() {
            fs::remove_dir_all(dir).map_err(file)?;
        }
        fs::create_dir_all(dir).map_err(file)?;
        let (schema, fields) = schema();
        let settings = IndexSettings {
            docstore_compress_dedicated_thread: false,
            docstore_blocksize: 4096,
            ..IndexSettings::default()
        };
        let directory =
            tantivy::directory::MmapDirectory::open(dir).map_err(|error| Error::Library(error.into()))?;
        let index = tantivy::Index::create(directory, schema, settings)?;
        // The stamp comes last: a folder without one was not finished, and is made anew.
        let stamp = dir.join(STAMP);
        crate::files::write_lasting(&stamp, format!("{{\"format\":{FORMAT}}}\n").as_bytes())
            .map_err(|source| Error::File { path: stamp, source })?;
        Self::with(dir, index, fields)
    }

    fn with(dir: &Path, mut index: tantivy::Index, fields: Fields) -> Result<Self, Error> {
        index.tokenizers().register(PAIRS, Pairs);
        index.tokenizers().register(CHARACTERS, Characters);
        if let Ok(cores) = std::thread::available_parallelism() {
            index.set_multithread_executor(cores.get().min(4))?;
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self {
            dir: dir.to_owned(),
            stamp: Stamp::of(&dir.join(STAMP)),
            weights: Mutex::default(),
            index,
            fields,
            reader,
            writer: RwLock::new(None),
            spellings: Spellings::default(),
            values: Mutex::default(),
            placed: Mutex::default(),
            calendar: Calendar::default(),
        })
    }

    /// The folder it is in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Adds an entry; it is found after the next commit. An entry that is added twice is found twice: remove it first. May be called
    /// from several threads.
    ///
    /// # Errors
    /// Where another program writes to the index, or the disk fails.
    pub fn add(&self, entry: &EntryToIndex<'_>) -> Result<(), Error> {
        let made = self.make(entry.text, entry.record, entry.ledgers);
        self.add_made(made, entry.document, entry.version, &entry.record.id)
    }

    /// Makes an entry ready to be added, on any thread, before it is known by which ids it goes.
    pub(crate) fn make(&self, text: &Text, record: &Record, ledgers: &[String]) -> Made {
        let mut facts = fact::facts(record, &|name, person| self.spellings.of(name, person));
        fact::ledgers(ledgers, &mut facts);
        let mut document = TantivyDocument::default();
        let (units, characters) = stream::of_text(text, record.span);
        document.add_text(self.fields.text, units);
        document.add_text(self.fields.character, characters);
        for term in &facts.terms {
            document.add_text(self.fields.fact, term);
        }
        for value in &facts.counted {
            document.add_text(self.fields.counted, value);
        }
        for (from, to) in &facts.days {
            document.add_i64(self.fields.from, *from);
            document.add_i64(self.fields.to, *to);
        }
        Made { document, number: record.number }
    }

    /// Adds what was made ready, under its ids.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub(crate) fn add_made(
        &self,
        made: Made,
        document: &str,
        version: &str,
        entry: &str,
    ) -> Result<(), Error> {
        let Made { document: mut ready, number } = made;
        for term in fact::ids(document, version, entry) {
            ready.add_text(self.fields.fact, term);
        }
        ready.add_text(self.fields.counted, fact::counted_in(document));
        ready.add_u64(self.fields.order, order(document, number));
        ready.add_bytes(self.fields.key, &pack(document, version, entry, number));
        self.written(|writer| Ok(writer.add_document(ready).map(|_| ())?))
    }

    /// Removes every entry of a document, in all its versions.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn remove_document(&self, document: &str) -> Result<(), Error> {
        let term = self.fact(&fact::term(kind::IN, &[document]));
        self.written(|writer| {
            writer.delete_term(term);
            Ok(())
        })
    }

    /// Removes an entry of a document by its id.
    ///
    /// # Errors
    /// As [`Index::add`].
    pub fn remove_entry(&self, document: &str, entry: &str) -> Result<(), Error> {
        let both = [fact::term(kind::IN, &[document]), fact::term(kind::ENTRY, &[entry])].map(|term| {
            let query: Box<dyn tantivy::query::Query> =
                Box::new(TermQuery::new(self.fact(&term), IndexRecordOption::Basic));
            (Occur::Must, query)
        });
        self.written(|writer| {
            writer.delete_query(Box::new(BooleanQuery::new(both.into())))?;
            Ok(())
        })
    }

    /// Writes out what was added and removed, with the position in the base's log up to which the index now tells everything. What is
    /// searched from now on is what was written.
    ///
    /// # Errors
    /// Where the disk fails; what was written at the commit before stands.
    pub fn commit(&self, position: u64) -> Result<(), Error> {
        self.commit_noting(&Payload { position, mark: String::new() })
    }

    /// The same, with what of a base was computed when it was put in.
    pub(crate) fn commit_as(&self, mark: &Mark) -> Result<(), Error> {
        self.commit_noting(&Payload { position: mark.head.seq.unsigned_abs(), mark: mark.to_string() })
    }

    fn commit_noting(&self, payload: &Payload) -> Result<(), Error> {
        let mut held = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        let writer = match held.as_mut() {
            Some(writer) => writer,
            None => held.insert(self.open_writer()?),
        };
        let payload = serde_json::to_string(payload).unwrap_or_default();
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        drop(held);
        self.reload()
    }

    /// The position noted by the last commit, 0 where there was none.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn position(&self) -> Result<u64, Error> {
        Ok(self.noted()?.position)
    }

    /// What of a base was computed when the last commit was made; nothing where none was noted.
    pub(crate) fn mark(&self) -> Result<Option<Mark>, Error> {
        Ok(Mark::parse(&self.noted()?.mark))
    }

    fn noted(&self) -> Result<Payload, Error> {
        let payload = self.index.load_metas()?.payload;
        Ok(payload.and_then(|payload| serde_json::from_str::<Payload>(&payload).ok()).unwrap_or_default())
    }

    /// Whether it still is the one in its folder.
    pub(crate) fn is_in_place(&self) -> bool {
        let there = Stamp::of(&self.dir.join(STAMP));
        there.zip(self.stamp).is_some_and(|(there, mine)| there.is_same_file(&mine))
    }

    /// Whether its files are what was written: as they were noted at the end of the last writing, else by their own sums.
    pub(crate) fn is_whole(&self, keep: bool) -> bool {
        let looked = Seal::look(&self.dir, keep);
        match looked {
            Looked::Same => return true,
            Looked::Other => return false,
            Looked::Due | Looked::Changed | Looked::Unknown => {}
        }
        let whole = self.has_own_sums();
        // A small one is looked through whenever it is opened, whatever is noted.
        if whole && keep && !(looked == Looked::Due && Seal::look(&self.dir, false) == Looked::Due) {
            let _ = Seal::of(&self.dir).and_then(|seal| seal.save(&self.dir));
        }
        whole
    }

    /// Whether its files are as their own sums say (the library trips over some damage), however often that was looked at before.
    pub(crate) fn has_own_sums(&self) -> bool {
        let sums = std::panic::AssertUnwindSafe(|| self.index.validate_checksum());
        let sound = std::panic::catch_unwind(sums)
            .is_ok_and(|damaged| damaged.is_ok_and(|damaged| damaged.is_empty()));
        sound && Seal::look(&self.dir, false) != Looked::Other
    }

    /// A sum over which terms stand in which entries, whatever order they came in.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(crate) fn content_sum(&self) -> Result<u64, Error> {
        let searcher = self.reader.searcher();
        let mut sum = 0u64;
        for reader in searcher.segment_readers() {
            let store = reader.get_store_reader(16).map_err(tantivy::TantivyError::from)?;
            let mut keys = vec![0u32; reader.max_doc() as usize];
            for doc in reader.doc_ids_alive() {
                let document: TantivyDocument = store.get(doc)?;
                let key = document
                    .get_first(self.fields.key)
                    .and_then(|value| value.as_bytes())
                    .unwrap_or_default();
                keys[doc as usize] = crc32fast::hash(key);
            }
            let alive = |doc| reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
            for field in [self.fields.text, self.fields.character, self.fields.fact] {
                let inverted = reader.inverted_index(field)?;
                let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
                while terms.advance() {
                    let term = crc32fast::hash(terms.key());
                    let mut postings = inverted
                        .read_postings_from_terminfo(terms.value(), IndexRecordOption::WithFreqs)
                        .map_err(tantivy::TantivyError::from)?;
                    while postings.doc() != TERMINATED {
                        let doc = postings.doc();
                        if alive(doc) {
                            let word = [field.field_id(), term, keys[doc as usize], postings.term_freq()];
                            let bytes: Vec<u8> = word.iter().flat_map(|part| part.to_le_bytes()).collect();
                            let (low, high) = (crc32fast::hash(&bytes), crc32fast::hash(&bytes[1..]));
                            sum = sum.wrapping_add(u64::from(high) << 32 | u64::from(low));
                        }
                        postings.advance();
                    }
                }
            }
        }
        Ok(sum)
    }

    /// Takes the mark of a whole index away: it is made anew when it is opened next.
    pub(crate) fn condemn(dir: &Path) {
        let _ = fs::remove_file(dir.join(STAMP));
    }

    /// Whether the writing of the index in a folder has not ended: somebody writes, or was stopped. What stands there may be half of it, and is
    /// made anew where it is.
    pub(crate) fn is_unfinished(dir: &Path) -> bool {
        Seal::look(dir, false) == Looked::Unknown
    }

    /// Takes in what other programs have committed since.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn reload(&self) -> Result<(), Error> {
        Ok(self.reader.reload()?)
    }

    /// Waits for segments that are being joined, and lets go of the lock for writing.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn close(&self) -> Result<(), Error> {
        let writer = self.writer.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writer) = writer {
            writer.wait_merging_threads()?;
            // That it cannot be noted costs the next one a look at all of it.
            let _ = Seal::of(&self.dir).and_then(|seal| seal.save(&self.dir));
        }
        self.reload()
    }

    /// How many entries there are to find.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How long all entries together are, as they are weighed: those that were taken out do not count, so that the same entries are weighed
    /// alike whatever went before.
    pub(super) fn length(&self, searcher: &tantivy::Searcher) -> Result<u64, Error> {
        let state = state(searcher);
        let mut held = self.weights.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, length)) = held.as_ref().filter(|(known, _)| *known == state) {
            return Ok(*length);
        }
        let mut length = 0;
        for reader in searcher.segment_readers() {
            let norms = reader.get_fieldnorms_reader(self.fields.text)?;
            length += reader.doc_ids_alive().map(|doc| u64::from(norms.fieldnorm(doc))).sum::<u64>();
        }
        *held = Some((state, length));
        Ok(length)
    }

    /// Where the entries of ledgers stand in what a searcher sees.
    pub(super) fn placed(
        &self,
        searcher: &tantivy::Searcher,
        ledgers: &Arc<Ledgers>,
        limit: &Limit,
    ) -> Result<Arc<Placed>, Error> {
        let state = state(searcher);
        let mut held = self.placed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, of, placed)) = held.as_ref()
            && *known == state
            && Arc::ptr_eq(of, ledgers)
        {
            return Ok(placed.clone());
        }
        let placed = Arc::new(Placed::of(searcher, self.fields.fact, ledgers, limit)?);
        *held = Some((state, ledgers.clone(), placed.clone()));
        Ok(placed)
    }

    /// The values that are counted, numbered for what a searcher sees.
    pub(super) fn values(&self, searcher: &tantivy::Searcher, limit: &Limit) -> Result<Arc<Values>, Error> {
        let state = state(searcher);
        let mut held = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, values)) = held.as_ref()
            && *known == state
        {
            return Ok(values.clone());
        }
        let values = Arc::new(Values::of(searcher, limit)?);
        *held = Some((state, values.clone()));
        Ok(values)
    }

    /// The days of the entries that a searcher sees.
    pub(super) fn days(&self, searcher: &tantivy::Searcher, limit: &Limit) -> Result<Arc<Days>, Error> {
        self.calendar.of(searcher, limit)
    }

    /// A term of the field of facts.
    pub(super) fn fact(&self, term: &str) -> Term {
        Term::from_field_text(self.fields.fact, term)
    }

    fn open_writer(&self) -> Result<IndexWriter, Error> {
        let writer = self.index.writer_with_num_threads(1, MEMORY)?;
        Seal::open(&self.dir).map_err(|source| Error::File { path: self.dir.clone(), source })?;
        Ok(writer)
    }

    /// Does something with the writer, which is opened when it is first needed.
    fn written<T>(&self, act: impl FnOnce(&IndexWriter) -> Result<T, Error>) -> Result<T, Error> {
        {
            let held = self.writer.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(writer) = held.as_ref() {
                return act(writer);
            }
        }
        let mut held = self.writer.write().unwrap_or_else(PoisonError::into_inner);
        let writer = match held.as_ref() {
            Some(writer) => writer,
            None => held.insert(self.open_writer()?),
        };
        act(writer)
    }
}

/// Orders entries that are alike in all else: by document, then by number. The document counts by a hash, which is the same on every
/// machine and in every order of adding.
fn order(document: &str, number: u32) -> u64 {
    let hash = document.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 24 << 24 | u64::from(number) & 0xff_ffff
}

fn pack(document: &str, version: &str, entry: &str, number: u32) -> Vec<u8> {
    [document, version, entry, &number.to_string()].join("\u{1f}").into_bytes()
}

/// The key that was packed.
pub(super) fn unpack(bytes: &[u8]) -> Option<super::EntryKey> {
    let mut pieces = std::str::from_utf8(bytes).ok()?.split('\u{1f}');
    let mut piece = || pieces.next().map(str::to_owned);
    Some(super::EntryKey {
        document: piece()?,
        version: piece()?,
        entry: piece()?,
        number: piece()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_is_numbered_once_is_not_numbered_again_where_nothing_came() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::create(&folder.path().join("index")).unwrap();
        let limit = Limit::new(Duration::from_secs(60));
        let (before, ledgers) = (index.reader.searcher(), Arc::new(Ledgers::default()));
        let (values, placed) =
            (index.values(&before, &limit).unwrap(), index.placed(&before, &ledgers, &limit).unwrap());
        // Every search of a room looks whether others wrote.
        index.reload().unwrap();
        let after = index.reader.searcher();
        assert_ne!(before.generation().generation_id(), after.generation().generation_id());
        assert!(Arc::ptr_eq(&values, &index.values(&after, &limit).unwrap()));
        assert!(Arc::ptr_eq(&placed, &index.placed(&after, &ledgers, &limit).unwrap()));
    }
}
