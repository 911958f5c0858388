//! `dashiji read`: files -> readings -> a format on standard output.
//!
//! Documents are read in parallel, a window of them at a time, and printed in the order given: the output is the same, byte
//! for byte, on any number of threads, and no more than a window of outputs is held.

use crate::arguments::{Format, ReadArguments};
use crate::inputs;
use crate::settings::{self, Settings};
use crate::trouble::{self, Trouble};
use crate::voice;
use dashiji::document::{Document, Note};
use dashiji::fact::Record;
use dashiji_office::words;
use dashiji_publish::pretty::{Look, Tally};
use dashiji_publish::{Messages, csv, jsonl, pretty};
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};

/// Reads the files and prints them.
///
/// # Errors
/// Where an argument means nothing or standard output cannot be written.
pub fn run(
    typed: &ReadArguments,
    threads: Option<NonZeroUsize>,
    explicit_language: bool,
    messages: &Messages,
) -> Result<ExitCode, Trouble> {
    let settings = Settings::new(&typed.given)?.mapped(&typed.table)?;
    let files = inputs::expand(&typed.files);
    if typed.format == Format::Text && files.len() > 1 {
        return Err(Trouble::OneFile(files.len()));
    }
    let threads = threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let several = files.len() > 1;
    let reader = Reader {
        settings: &settings,
        threads: if several { NonZeroUsize::MIN } else { threads },
        format: typed.format,
        table_words: explicit_language.then_some(messages),
        collate: typed.collate,
        look: settings::look(messages),
    };
    let mut printer = Printer::new(&reader, files.len());
    printer.begin().map_err(Trouble::Output)?;
    let done = if several && threads.get() > 1 {
        in_parallel(files, threads.get(), &reader, &mut printer)
    } else {
        files.into_iter().try_for_each(|file| printer.read(file))
    };
    done.and_then(|()| printer.end()).map_err(Trouble::Output)?;
    let nothing = typed.format != Format::Text && printer.tally.entries() == 0;
    Ok(ExitCode::from(if printer.failed { 2 } else { u8::from(nothing) }))
}

/// Reads a window of files at a time on a pool of threads and prints them in order.
fn in_parallel(
    files: Vec<Result<PathBuf, Trouble>>,
    threads: usize,
    reader: &Reader<'_>,
    printer: &mut Printer<'_>,
) -> io::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    let window = threads * 2;
    pool.in_place_scope(|scope| {
        let mut under_way: VecDeque<Receiver<Outcome>> = VecDeque::with_capacity(window);
        let mut files = files.into_iter();
        loop {
            while under_way.len() < window
                && let Some(file) = files.next()
            {
                let (done, outcome) = sync_channel(1);
                scope.spawn(move |_| {
                    // Nobody waits for it where the printing has come to an end.
                    let _ = done.send(reader.page(file));
                });
                under_way.push_back(outcome);
            }
            let Some(first) = under_way.pop_front() else { return Ok(()) };
            printer.print(first.recv().map_err(io::Error::other)?)?;
        }
    })
}

/// What came of a file.
type Outcome = Result<Page, Trouble>;

/// A file's page.
#[derive(Default)]
struct Page {
    /// What is printed of it; nothing where it has been printed already.
    bytes: Vec<u8>,
    /// What it adds to the summary.
    tally: Tally,
    /// What the user should know of it.
    notes: Vec<String>,
}

/// How files are read and shown.
struct Reader<'a> {
    settings: &'a Settings,
    /// On how many threads the entries of a file are read.
    threads: NonZeroUsize,
    format: Format,
    table_words: Option<&'a Messages>,
    collate: bool,
    look: Look<'a>,
}

impl Reader<'_> {
    /// A file's page, held whole.
    fn page(&self, file: Result<PathBuf, Trouble>) -> Outcome {
        let mut bytes = Vec::new();
        let page = self.write(&file?, &mut bytes)?;
        Ok(Page { bytes, ..page })
    }

    /// Writes a file's page.
    fn write(&self, path: &Path, out: &mut impl Write) -> Outcome {
        let bytes = inputs::bytes(path, self.settings.max_size)?;
        let given = inputs::given(path, self.settings)?;
        // The engine has no state that a failure could leave half done.
        let written = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let settings = self.settings;
            let opened = dashiji_office::read(bytes, &given, &settings.office, settings.lexicon())
                .map_err(|error| Trouble::Unreadable(path.to_owned(), Box::new(error)))?;
            let document = opened.document;
            let lengths = RefCell::default();
            let tally = self.entries(&document, out, &lengths).map_err(Trouble::Output)?;
            let long = Note::of_lengths(lengths.into_inner().into_iter());
            let region = inputs::unknown_region(path, settings, &document, self.look.messages);
            let remarks = opened
                .remarks
                .iter()
                .map(|remark| words::remark(&path.display().to_string(), remark, self.look.messages));
            let notes = document
                .notes
                .iter()
                .chain(&long)
                .map(|note| trouble::note(path, note, self.look.messages))
                .chain(remarks)
                .chain(region)
                .collect();
            Ok(Page { bytes: Vec::new(), tally, notes })
        }));
        written.unwrap_or_else(|_| Err(Trouble::Fault(path.to_owned())))
    }

    /// Writes a document's entries as they are read, and notes how long each is; those that are to be collated are read first.
    fn entries(
        &self,
        document: &Document,
        out: &mut impl Write,
        lengths: &RefCell<Vec<usize>>,
    ) -> io::Result<Tally> {
        let mut tally = Tally::default();
        tally.document();
        match self.format {
            Format::Text => out.write_all(document.text.as_str().as_bytes())?,
            Format::Pretty => pretty::heading(out, document, self.look)?,
            Format::Jsonl | Format::Csv => {}
        }
        if self.format == Format::Text {
            return Ok(tally);
        }
        let records = dashiji::records(document, self.settings.lexicon(), self.threads).map(|mut record| {
            lengths.borrow_mut().push(record.span.len());
            if let Some(roster) = self.settings.roster() {
                roster.fill(&mut record);
            }
            record
        });
        if self.collate {
            let records: Vec<Record> = records.collect();
            let collation = dashiji::collate::Collation::of(&records);
            let mut carrier = collation.carrier();
            records
                .iter()
                .try_for_each(|record| self.entry(document, &carrier.carried(record), out, &mut tally))?;
        } else {
            records
                .into_iter()
                .try_for_each(|record: Record| self.entry(document, &record, out, &mut tally))?;
        }
        if self.format == Format::Jsonl && tally.entries() == 0 {
            jsonl::alone(out, &document.record)?;
        }
        Ok(tally)
    }

    fn entry(
        &self,
        document: &Document,
        record: &Record,
        out: &mut impl Write,
        tally: &mut Tally,
    ) -> io::Result<()> {
        tally.entry(record);
        match self.format {
            Format::Pretty => pretty::entry(out, document, record, self.look),
            Format::Jsonl => jsonl::entry(out, record),
            Format::Csv => csv::entry(out, record, self.table_words),
            Format::Text => Ok(()),
        }
    }
}

/// Standard output, the summary and the bar.
struct Printer<'a> {
    reader: &'a Reader<'a>,
    out: BufWriter<io::Stdout>,
    bar: ProgressBar,
    tally: Tally,
    failed: bool,
}

impl<'a> Printer<'a> {
    fn new(reader: &'a Reader<'a>, files: usize) -> Self {
        let bar = if files > 1 && voice::shows_progress() {
            ProgressBar::new(files as u64)
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {eta}") {
            bar.set_style(style);
        }
        Self { reader, out: BufWriter::new(io::stdout()), bar, tally: Tally::default(), failed: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        match self.reader.format {
            Format::Csv => csv::heading(&mut self.out, self.reader.table_words),
            _ => Ok(()),
        }
    }

    /// Reads a file straight to standard output, without holding its page.
    fn read(&mut self, file: Result<PathBuf, Trouble>) -> io::Result<()> {
        let read = file.and_then(|path| self.reader.write(&path, &mut self.out));
        self.print(read)
    }

    /// Prints what came of a file.
    fn print(&mut self, outcome: Outcome) -> io::Result<()> {
        self.bar.inc(1);
        match outcome {
            Ok(page) => {
                self.tally.merge(page.tally);
                let out = &mut self.out;
                self.bar.suspend(|| {
                    for note in page.notes {
                        voice::note(note);
                    }
                    out.write_all(&page.bytes)
                })
            }
            Err(Trouble::Output(error)) => Err(error),
            Err(trouble) => {
                self.failed = true;
                self.bar.suspend(|| trouble.report(self.reader.look.messages));
                Ok(())
            }
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.bar.finish_and_clear();
        if self.reader.format == Format::Pretty && !self.tally.is_empty() {
            self.tally.write(&mut self.out, self.reader.look)?;
        }
        self.out.flush()
    }
}
