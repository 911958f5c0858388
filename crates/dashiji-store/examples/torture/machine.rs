//! What the machine lets a harness do: where it may not mount, trace, ask as another or listen, a kind is not run, and says why. That is no fault of a base,
//! and no pass either.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Bytes that a kind may need in its folder.
const ROOM: usize = 64 << 20;

/// Files that may be open at a time at least.
const FILES: usize = 48;

/// How often a disk that is held just now is asked to go.
const TURNS: u32 = 100;

/// Why something cannot be done here.
type Lack = Result<(), String>;

/// What every kind needs: a folder and room for what is made, some files open at a time, and threads.
pub fn is_fit(dir: &Path) -> Lack {
    fs::create_dir_all(dir).map_err(|error| format!("{} cannot be made: {error}", dir.display()))?;
    let probe = dir.join("room");
    let written = fs::write(&probe, vec![1; ROOM]);
    let _ = fs::remove_file(&probe);
    written.map_err(|error| format!("no {} MB in {} (TMPDIR): {error}", ROOM >> 20, dir.display()))?;
    let me = std::env::current_exe().map_err(|error| format!("it does not find its own program: {error}"))?;
    let open: Result<Vec<fs::File>, _> = (0..FILES).map(|_| fs::File::open(&me)).collect();
    open.map_err(|error| format!("{FILES} files may not be open at a time (ulimit -n): {error}"))?;
    let threads: Result<Vec<_>, _> = (0..32)
        .map(|_| std::thread::Builder::new().spawn(|| std::thread::sleep(Duration::from_millis(1))))
        .collect();
    threads.map(drop).map_err(|error| format!("no 32 threads can be had (ulimit -u): {error}"))
}

/// A child says that it is there, and may write into a folder.
pub fn say_here(dir: &Path) -> std::process::ExitCode {
    let probe = dir.join("here");
    match fs::write(&probe, "here").and_then(|()| fs::remove_file(&probe)) {
        Ok(()) => println!("here"),
        Err(error) => println!("{}: {error}", dir.display()),
    }
    std::process::ExitCode::SUCCESS
}

/// Whether a program that is this one says that it is there.
pub fn answers(command: &mut Command, own: &Path) -> Lack {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.arg("--here").arg(own).stdin(Stdio::null()).output() {
        Ok(output) if output.stdout == b"here\n" => Ok(()),
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            Err(format!("{program}: {}, {}", output.status, String::from_utf8_lossy(&said).trim()))
        }
        Err(error) => Err(format!("{program}: {error}")),
    }
}

/// Whether strace may look at a program.
pub fn may_trace(dir: &Path) -> Lack {
    let me = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=?open,openat", "-o"]).arg(dir.join("probe")).arg(me);
    answers(&mut strace, dir).map_err(|why| format!("there is no strace that may look at a program ({why})"))
}

/// Whether pipes can be made.
pub fn may_make_pipes(dir: &Path) -> Lack {
    let pipe = dir.join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).stderr(Stdio::null()).status();
    let _ = fs::remove_file(&pipe);
    match made {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("mkfifo makes no pipe in {}: {status}", dir.display())),
        Err(error) => Err(format!("mkfifo: {error}")),
    }
}

/// Whether one may listen and be heard on this machine.
pub fn may_listen() -> Lack {
    let heard = || -> std::io::Result<bool> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let mut caller = TcpStream::connect(listener.local_addr()?)?;
        caller.write_all(b"here")?;
        let mut said = [0; 4];
        listener.accept()?.0.read_exact(&mut said)?;
        Ok(said == *b"here")
    };
    match heard() {
        Ok(true) => Ok(()),
        Ok(false) => Err("127.0.0.1 is not this machine".to_owned()),
        Err(error) => Err(format!("nobody may listen on 127.0.0.1: {error}")),
    }
}

/// A small disk in memory, mounted as long as it is kept.
pub struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    /// Mounts one; says why where nobody may.
    pub fn at(place: &'a Path, options: &str) -> Result<Self, String> {
        mount(place, options)
            .map(|()| Self(place))
            .map_err(|why| format!("nobody may mount a disk here: {why}"))
    }

    /// Mounts one that lies in a file, as a disk of its own does; of so many bytes, in blocks of so many.
    pub fn in_file(place: &'a Path, image: &Path, size: u64, block: u32) -> Result<Self, String> {
        let lack = |why: String| format!("no disk in a file can be mounted here: {why}");
        let made = fs::File::create(image).and_then(|file| file.set_len(size));
        made.map_err(|error| lack(error.to_string()))?;
        let run = |program: &str, options: &[&str], rest: &[&Path]| {
            let mut command = Command::new(program);
            said_well(command.args(options).args(rest).stdin(Stdio::null())).map_err(&lack)
        };
        run("mkfs.ext4", &["-q", "-F", "-m", "0", "-b", &block.to_string()], &[image])?;
        run("mount", &["-o", "loop"], &[image, place])?;
        Ok(Self(place))
    }

    /// Closes it to who writes.
    pub fn close(&self) -> Lack {
        mount(self.0, "remount,ro")
            .map_err(|why| format!("a disk cannot be made one that may only be read: {why}"))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        // Who looks at new disks may hold one a moment.
        for turn in 0..TURNS {
            let mut command = Command::new("umount");
            if turn + 1 == TURNS {
                command.arg("-l");
            }
            if command.arg(self.0).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Whether disks can be mounted, and made ones that may only be read.
pub fn may_mount(place: &Path) -> Lack {
    Mounted::at(place, "size=1m").and_then(|mounted| mounted.close())
}

fn mount(place: &Path, options: &str) -> Lack {
    let mut command = Command::new("mount");
    said_well(command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(place).stdin(Stdio::null()))
}

/// Runs a program of the system; its first words where it does not end well.
fn said_well(command: &mut Command) -> Lack {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            Err(words.lines().next().unwrap_or_default().to_owned())
        }
        Err(error) => Err(format!("{program}: {error}")),
    }
}

/// How often a kind is looked at.
pub const LOOK: Duration = Duration::from_millis(50);

/// Tells whoever waits, every two minutes, what a kind is at; gives one up that does not move for half an hour. Time is counted in looks: where this program
/// is not let run, nothing else is.
#[derive(Default)]
pub struct Patience {
    step: String,
    looks: u32,
    silent: u32,
}

impl Patience {
    /// Whether it is over.
    pub fn is_over(&mut self, name: &str, step: String) -> bool {
        let seconds = |looks: u32| (LOOK * looks).as_secs();
        if self.step == step {
            self.looks += 1;
        } else {
            (self.step, self.looks) = (step, 0);
        }
        self.silent += 1;
        if seconds(self.silent) >= 120 {
            self.silent = 0;
            eprintln!("    {name}: still at it: {}, for {} s", self.step, seconds(self.looks));
        }
        seconds(self.looks) > 1800
    }
}
