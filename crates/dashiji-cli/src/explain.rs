//! `dashiji explain`: a chronicle and a place in it -> every name that may stand there, what speaks for each, what was chosen. Given a rule's code
//! instead, what that rule asks and on what it stands.

use crate::arguments::{ExplainArguments, PageFormat};
use crate::inputs;
use crate::settings::Settings;
use crate::trouble::Trouble;
use dashiji::document::Document;
use dashiji::recognize::lattice::{Explained, Told};
use dashiji::text::Span;
use dashiji::view::View;
use dashiji_publish::Messages;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Reads the file and explains.
///
/// # Errors
/// Where the file cannot be read, the place means nothing or standard output cannot be written.
pub fn run(typed: &ExplainArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    if typed.at.is_none() && typed.entry.is_none() {
        let code = typed.file.to_string_lossy();
        // A chronicle, and nothing of it asked about.
        if typed.file.exists() {
            return Err(Trouble::Value("--at", String::new(), "why-no-place", "--at 120-124".to_owned()));
        }
        return crate::check::explain("explain", &code, messages);
    }
    let settings = Settings::new(&typed.given)?;
    let bytes = inputs::bytes(&typed.file, settings.max_size)?;
    let given = inputs::given(&typed.file, &settings)?;
    let opened = dashiji_office::read(bytes, &given, &settings.office, settings.lexicon())
        .map_err(|error| Trouble::Unreadable(typed.file.clone(), Box::new(error)))?;
    let document = opened.document;
    let explained = place(typed, &document)?
        .and_then(|span| dashiji::explain(&document, settings.lexicon(), span))
        .filter(|explained| !explained.nodes.is_empty());
    let Some(explained) = explained else {
        crate::voice::note(messages.say("explain-nothing"));
        return Ok(ExitCode::from(1));
    };
    let mut out = BufWriter::new(io::stdout());
    let written = if typed.json || typed.format == PageFormat::Json {
        serde_json::to_writer(&mut out, &explained).map_err(io::Error::from).and_then(|()| writeln!(out))
    } else {
        told(&mut out, &explained, typed.entry.is_some(), messages)
    };
    written.and_then(|()| out.flush()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// The stretch that is asked about.
fn place(typed: &ExplainArguments, document: &Document) -> Result<Option<Span>, Trouble> {
    if let Some(number) = typed.entry {
        let view = View::of(document);
        let entries = dashiji::segment::entries(&view);
        let entry = number.checked_sub(1).and_then(|k| entries.get(k)).ok_or_else(|| {
            let last = format!("--entry {}", entries.len().max(1));
            Trouble::Value("--entry", number.to_string(), "why-no-such-entry", last)
        })?;
        return Ok(Some(view.raw(entry.span)));
    }
    let at = typed.at.as_deref().unwrap_or_default();
    let (from, to) = at.split_once('-').unwrap_or((at, ""));
    let from: Option<usize> = from.trim().parse().ok();
    let to = if to.is_empty() { from.map(|from| from + 1) } else { to.trim().parse().ok() };
    match (from, to) {
        (Some(from), Some(to)) if from < to => Ok(Some(Span::new(from, to))),
        _ => Err(Trouble::Value("--at", at.to_owned(), "why-place", "--at 120-124".to_owned())),
    }
}

/// The nodes in words; of a whole entry those chosen alone.
fn told(out: &mut impl Write, explained: &Explained, chosen: bool, messages: &Messages) -> io::Result<()> {
    for node in explained.nodes.iter().filter(|node| node.chosen || !chosen) {
        self::node(out, node, messages)?;
    }
    Ok(())
}

fn node(out: &mut impl Write, node: &Told, messages: &Messages) -> io::Result<()> {
    let how = if node.chosen { "explain-chosen" } else { "explain-rival" };
    let how = messages.tell(how, &[("margin", node.margin.unsigned_abs().to_string().into())]);
    let kind = messages.say(&format!("explain-{}", node.kind));
    let text = node.text.replace(['\n', '\r'], " ");
    writeln!(out, "{text}  {kind}  {}  {how}  @{}-{}", node.worth, node.start, node.end)?;
    for ground in node.grounds.iter().filter(|ground| ground.points != 0) {
        // English stands beside the weight; a weight that is newer than the Chinese is told in it.
        let own = format!("weight-{}", ground.weight.replace('.', "-"));
        let reason = if messages.has(&own) { messages.say(&own) } else { ground.reason.to_string() };
        writeln!(out, "    {:+4}  {}  {reason}", ground.points, ground.weight)?;
    }
    if !node.inside.is_empty() {
        let inside = node.inside.join("、");
        writeln!(out, "          {}", messages.tell("explain-inside", &[("names", inside.into())]))?;
    }
    Ok(())
}
