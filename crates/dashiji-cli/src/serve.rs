//! `dashiji serve`: a base, or files read just now, as pages in the browser.

use crate::arguments::{DatumName, GivenArguments, ServeArguments};
use crate::home::{self, Bar};
use crate::settings::{self, Settings};
use crate::trouble::Trouble;
use crate::{check, config, inputs};
use dashiji_publish::{Language, Messages};
use dashiji_server::act::{self, Key};
use dashiji_server::place::{BaseMap, Datum};
use dashiji_server::room::{Config, Room};
use dashiji_server::source::{Library, Settings as OfficeSettings};
use dashiji_server::web::{self, Policy};
use dashiji_store::Base;
use std::cell::RefCell;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

/// Opens the room and serves it until the program is asked to end.
///
/// # Errors
/// Where there is nothing to show, or the address cannot be listened at.
pub fn run(typed: &ServeArguments, messages: &Messages) -> Result<ExitCode, Trouble> {
    let base_map = typed.map.as_deref().map(|path| map(path, typed.map_datum)).transpose()?;
    let public = typed.address.as_deref().map(|given| {
        let wrong = || {
            Trouble::Value("--address", given.to_owned(), "why-address", "https://room.example".to_owned())
        };
        web::public_address(given).ok_or_else(wrong)
    });
    let public = public.transpose()?;
    let address = SocketAddr::new(typed.host, typed.port);
    let listener = TcpListener::bind(address).map_err(|error| Trouble::Listen(address.to_string(), error))?;
    let (library, own, folder) = library(typed, messages)?;
    let name = typed.name.clone().or(own).unwrap_or_default();
    let room = Room::new(library, Config { name, folder, base_map });
    let bound = listener.local_addr().map_err(|error| Trouble::Listen(address.to_string(), error))?;
    let loopback = bound.ip().is_loopback();
    let policy = Policy { loopback, address: public.clone(), ..Policy::default() };
    let key = if !typed.read_only && act::permitted(&room, &policy) {
        let key = Key::new().map_err(|error| Trouble::Listen(bound.to_string(), error))?;
        Some(Arc::new(key))
    } else {
        None
    };
    let entrance = key.as_ref().map(|key| key.address());
    announce(bound, entrance.as_deref(), messages).map_err(Trouble::Output)?;
    if typed.open {
        browse(bound, entrance.as_deref());
    }
    let options = web::Options { address: public, key, ..web::Options::default() };
    web::run(Arc::new(room), listener, options).map_err(|error| Trouble::Listen(bound.to_string(), error))?;
    Ok(ExitCode::SUCCESS)
}

/// What is shown, the name it was given by whoever made the base, and the name of its folder.
fn library(
    typed: &ServeArguments,
    messages: &Messages,
) -> Result<(Library, Option<String>, String), Trouble> {
    if typed.files.is_empty() {
        let here = std::env::current_dir().map_err(|error| Trouble::of(Path::new("."), error))?;
        let named = typed.base.clone().or_else(|| std::env::var_os("DASHIJI_BASE").map(Into::into));
        let dir = named.or_else(|| Base::find(&here)).ok_or_else(|| Trouble::NoRoom(here.clone()))?;
        let bar = Bar::new(messages);
        let base = Base::open_watched(&dir, &bar).map_err(Trouble::Base)?;
        home::freshen(&base, &bar).map_err(Trouble::Base)?;
        let whole = dir.canonicalize().unwrap_or_else(|_| dir.clone());
        let settings = Settings::new(&config::beside(&typed.given, &dir))?;
        let own = settings.config.name.clone();
        let office = office(&settings)?;
        let library = Library::of_base(base, office, &bar).map_err(Trouble::Room)?;
        return Ok((library, own, name(&[whole])));
    }
    let settings = Settings::new(&typed.given)?;
    let mut files = Vec::new();
    let mut paths = Vec::new();
    let mut troubles = Vec::new();
    for path in inputs::expand(&typed.files) {
        let read = path.and_then(|path| {
            let bytes = inputs::bytes(&path, settings.max_size)?;
            let given = inputs::given(&path, &settings)?;
            Ok((path, bytes, given))
        });
        match read {
            Ok((path, bytes, given)) => {
                files.push((bytes, given));
                paths.push(path);
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    none_left(&mut troubles, paths.is_empty(), messages)?;
    let unread = RefCell::new(Vec::new());
    let library = Library::of_files(
        files,
        office(&settings)?,
        |folder| lend(&typed.given, folder),
        |k, why| unread.borrow_mut().push(Trouble::Unread(paths[k].clone(), why)),
    )
    .map_err(Trouble::Room)?;
    let mut unread = unread.into_inner();
    let all = unread.len() == paths.len();
    none_left(&mut unread, all, messages)?;
    Ok((library, None, name(&typed.files)))
}

/// Tells why files are not shown; where none is left a room would have nothing to show, and the last of them is why there is none.
fn none_left(troubles: &mut Vec<Trouble>, none: bool, messages: &Messages) -> Result<(), Trouble> {
    let last = if none { troubles.pop() } else { None };
    for trouble in troubles.iter() {
        trouble.report(messages);
    }
    last.map_or(Ok(()), Err)
}

/// What the office has settled in `dashiji.toml`.
fn office(settings: &Settings) -> Result<OfficeSettings, Trouble> {
    let config = &settings.config;
    Ok(OfficeSettings {
        programmes: config.programme.clone(),
        profile: check::profile(None, config)?,
        selection: check::selection(&[], &[], config)?,
        settled: config.check.except.iter().map(|e| (e.code.clone(), e.entry.clone())).collect(),
    })
}

/// The user's own lists, put where a base looks for them.
fn lend(given: &GivenArguments, folder: &Path) -> io::Result<()> {
    if let Some(lexicon) = &given.lexicon {
        let own = folder.join("lexicon");
        std::fs::create_dir_all(&own)?;
        for file in std::fs::read_dir(lexicon)?.flatten() {
            if file.path().extension().is_some_and(|end| end == "tsv") {
                std::fs::copy(file.path(), own.join(file.file_name()))?;
            }
        }
    }
    if let Some(roster) = &given.roster {
        std::fs::copy(roster, folder.join("roster.tsv"))?;
    }
    Ok(())
}

/// What files are called together: the name of the one, or of the folder of the first.
fn name(files: &[std::path::PathBuf]) -> String {
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    match files {
        [one] => stem(one),
        [first, ..] => first.parent().and_then(stem).or_else(|| stem(first)),
        [] => None,
    }
    .unwrap_or_else(|| "大事记".to_owned())
}

fn map(path: &Path, datum: DatumName) -> Result<BaseMap, Trouble> {
    let text = std::fs::read_to_string(path).map_err(|error| Trouble::of(path, error))?;
    let datum = match datum {
        DatumName::Wgs84 => Datum::Wgs84,
        DatumName::Gcj02 => Datum::Gcj02,
    };
    BaseMap::read(&text, datum).map_err(|why| Trouble::Map(path.to_owned(), why))
}

/// Opens the browser. Where there is none the address was told all the same.
fn browse(bound: SocketAddr, entrance: Option<&str>) {
    let address = if bound.ip().is_unspecified() {
        format!("http://127.0.0.1:{}", bound.port())
    } else {
        format!("http://{bound}")
    };
    let address = format!("{address}{}", entrance.unwrap_or("/"));
    let (program, before): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    // The browser goes on by itself; what it says is none of ours.
    drop(
        Command::new(program)
            .args(before)
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn(),
    );
}

/// Says where the room is, and by which address it may be written, in both languages, the reader's first.
fn announce(bound: SocketAddr, entrance: Option<&str>, messages: &Messages) -> io::Result<()> {
    let address = format!("http://{bound}/");
    let other = match messages.language() {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let mut out = io::stdout();
    for words in [messages, &settings::messages(other)] {
        writeln!(out, "{}", words.tell("serve-open", &[("address", address.as_str().into())]))?;
        let who = if bound.ip().is_loopback() { "serve-own" } else { "serve-all" };
        let gap = if words.language() == Language::Chinese { "；" } else { "; " };
        writeln!(out, "  {}{gap}{}", words.say(who), words.say("serve-end"))?;
        let told = match entrance {
            Some(entrance) => {
                let address = format!("http://{bound}{entrance}");
                words.tell("serve-write", &[("address", address.into())])
            }
            None => words.say("serve-read-only"),
        };
        writeln!(out, "  {told}")?;
    }
    out.flush()
}
