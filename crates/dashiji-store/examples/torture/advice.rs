//! What the program says of a base that is hurt, and whether it helps: each command that it names is done as it says, and then the base answers as before, or
//! what is lost was told.
//!
//! Of a hurt record that is `repair --into`, or the backup there is; of what is computed, `reindex`, or the command once more. In both languages the same is
//! advised.

use crate::Tally;
use crate::harm::{AtRest, Draw, WAYS, at_rest, text};
use dashiji_store::Base;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a program ended with and said.
struct Said {
    code: Option<i32>,
    out: String,
    words: String,
}

/// A program that is asked of bases.
struct Program {
    path: PathBuf,
    own: PathBuf,
}

impl Program {
    fn run(&self, base: &Path, language: &str, words: &[&str]) -> Said {
        let mut command = Command::new(&self.path);
        command.args(words).arg("--base").arg(base).args(["--lang", language]);
        command.env("TMPDIR", &self.own).env("RUST_BACKTRACE", "0").stdin(Stdio::null());
        let output = command.output().unwrap();
        Said {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            words: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Said {
    /// The commands that it names.
    fn advice(&self) -> BTreeSet<&'static str> {
        const KNOWN: [&str; 5] =
            ["dashiji verify", "dashiji reindex", "dashiji repair --into", "dashiji restore", "dashiji init"];
        KNOWN.into_iter().filter(|known| self.out.contains(known) || self.words.contains(known)).collect()
    }

    /// The same in a line.
    fn in_short(&self) -> String {
        let words: String =
            format!("{} {}", self.out, self.words).replace('\n', " / ").chars().take(400).collect();
        format!("{:?}, {words}", self.code)
    }
}

/// What is asked first, and then of every base that is to be as before.
const ASKED: [&[&str]; 4] =
    [&["list"], &["search", "防汛", "--limit", "100"], &["who", "--name", "赵立本"], &["log"]];

/// Hurts a base, and does what the program says.
pub fn advised(tally: &mut Tally, times: u32, draw: &mut Draw, dir: &Path) {
    let path = tally.program.take().ok_or_else(|| "--program PATH says which dashiji is asked".to_owned());
    let Some(path) = tally.may(path) else { return };
    let own = dir.join("own");
    fs::create_dir_all(&own).unwrap();
    let path = path.canonicalize().unwrap();
    let program = Program { path, own: own.clone() };
    let whole = at_rest(dir, 0..24);
    let backup = own.join("backup");
    Base::open(whole.anew()).and_then(|base| base.backup(&backup, &())).unwrap();
    let file = own.join("900.txt");
    fs::write(&file, text(900)).unwrap();
    let due: Vec<String> = ASKED.iter().map(|words| program.run(whole.anew(), "en", words).out).collect();
    tally.hold(due.iter().all(|said| said.lines().count() > 1), || format!("the whole base says {due:?}"));
    let case = Case { program: &program, whole: &whole, due: &due, backup: &backup, file: &file };
    for _ in 0..times {
        case.one(tally, draw);
        tally.times += 1;
    }
}

struct Case<'a> {
    program: &'a Program,
    whole: &'a AtRest,
    due: &'a [String],
    backup: &'a Path,
    file: &'a Path,
}

impl Case<'_> {
    fn one(&self, tally: &mut Tally, draw: &mut Draw) {
        const FILES: [&str; 4] = ["record.db", "derived.db", "index", "derived.sums"];
        let way = tally.way(24) as usize;
        let harmed = self.whole.harmed(&[FILES[way % 4]], WAYS, draw);
        let base = harmed.base;
        let first = way / 4;
        let adds = ["add", self.file.to_str().unwrap()];
        let words: &[&str] = match first {
            4 => &["verify"],
            5 => &adds,
            k => ASKED[k],
        };
        let what = format!("{}, way {}, {}", harmed.file, harmed.way, words[0]);
        tally.step(&what);
        // A copy is asked in the other language, before the program mends anything.
        let twin = self.program.own.join("twin");
        let _ = fs::remove_dir_all(&twin);
        crate::harm::copy(base, &twin);
        let said = self.program.run(base, "en", words);
        let other = self.program.run(&twin, "zh", words);
        tally.hold((said.code, said.advice()) == (other.code, other.advice()), || {
            format!("{what}: two languages: {} and {}", said.in_short(), other.in_short())
        });
        if !Self::is_civil(tally, &said, &what) {
            return;
        }
        let added = first == 5 && said.code == Some(0);
        let mut said = said;
        if said.code == Some(0) {
            let same = first >= 4 || said.out == self.due[first];
            tally.hold(same, || format!("{what}: another answer: {}", said.in_short()));
            // What was asked may not have touched what is hurt.
            let looked = self.program.run(base, "en", &["verify"]);
            if looked.code == Some(0) {
                return self.answers(tally, base, added, &what);
            }
            tally.hold(first != 4, || format!("{what}: well, and then {}", looked.in_short()));
            said = looked;
        }
        tally.told += 1;
        tally.words.insert(format!("{what}: {}", said.in_short()));
        let mut advice = said.advice();
        if first != 4 && advice.contains("dashiji verify") {
            let looked = self.program.run(base, "en", &["verify"]);
            Self::is_civil(tally, &looked, &what);
            advice.extend(looked.advice());
        }
        advice.remove("dashiji verify");
        if advice.is_empty() && said.words.contains("run the command again") {
            let again = self.program.run(base, "en", words);
            if again.code != Some(0) {
                tally.helpless.push(format!("{what}: {} and again {}", said.in_short(), again.in_short()));
            }
            return self.answers(tally, base, first == 5, &what);
        }
        if advice.is_empty() || advice.contains("dashiji init") {
            tally.helpless.push(format!("{what}: no advice: {}", said.in_short()));
        }
        if advice.contains("dashiji reindex") && !advice.contains("dashiji repair --into") {
            let made = self.program.run(base, "en", &["reindex"]);
            if made.code != Some(0) {
                tally.helpless.push(format!("{what}: {} and then {}", said.in_short(), made.in_short()));
            }
            return self.answers(tally, base, added, &what);
        }
        let into = self.program.own.join("into");
        let _ = fs::remove_dir_all(&into);
        let made = self.program.run(base, "en", &["repair", "--into", into.to_str().unwrap()]);
        match made.code {
            Some(0) => self.answers(tally, &into, added, &what),
            // What is lost is told, and what is left is sound.
            Some(1) => {
                tally.hold(made.out.contains("lost: "), || format!("{what}: {}", made.in_short()));
                self.is_sound(tally, &into, &what);
            }
            _ => {
                let asks = made.advice().contains("dashiji restore") || advice.contains("dashiji restore");
                tally.hold(asks, || format!("{what}: a repair that fails: {}", made.in_short()));
                if made.advice().contains("dashiji repair --into") {
                    tally.helpless.push(format!("{what}: a repair that advises itself: {}", made.in_short()));
                }
                tally.helped_by_backup(made.in_short());
                let _ = fs::remove_dir_all(&into);
                let mut command = Command::new(&self.program.path);
                let made =
                    command.args(["restore"]).arg(self.backup).arg(&into).stdin(Stdio::null()).output();
                if !made.unwrap().status.success() {
                    tally.helpless.push(format!("{what}: its backup does not help"));
                }
                self.answers(tally, &into, false, &what);
            }
        }
    }

    /// Whether a program ended as programs do.
    fn is_civil(tally: &mut Tally, said: &Said, what: &str) -> bool {
        let good = matches!(said.code, Some(0..=2)) && !said.words.contains("panicked at");
        if !good {
            tally.panics.push(format!("{what}: {}", said.in_short()));
        }
        good
    }

    /// A base answers as before, but for what was added.
    fn answers(&self, tally: &mut Tally, base: &Path, added: bool, what: &str) {
        for (words, due) in ASKED.iter().zip(self.due) {
            let said = self.program.run(base, "en", words);
            Self::is_civil(tally, &said, what);
            let same = said.code == Some(0) && (added || said.out == *due);
            tally.hold(same, || format!("{what}, then {}: another answer: {}", words[0], said.in_short()));
        }
        self.is_sound(tally, base, what);
    }

    fn is_sound(&self, tally: &mut Tally, base: &Path, what: &str) {
        let said = self.program.run(base, "en", &["verify"]);
        Self::is_civil(tally, &said, what);
        tally.hold(said.code == Some(0), || format!("{what}: not sound: {}", said.in_short()));
    }
}
