#!/usr/bin/env python3
"""A newcomer's first hour and the twenty things often done: every command of README, the tutorial and the cookbook, as it is printed there, in an empty home and in
both languages.

    scripts/first-hour.py [PROGRAM]

Prints each command with its exit code, the time it took and what it said first; exit code 1 where one ends as it should not. The files that they name are the
samples and fixtures under these names; README speaks of a base before it makes one, so another stands in DASHIJI_BASE until then. The reading room is opened on a free
port and closed again, an assistant's connection is closed at once.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

top = pathlib.Path(__file__).resolve().parent.parent
program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else top / "target/release/dashiji").resolve()
samples, fixtures = top / "samples", top / "crates/dashiji-office/tests/fixtures"

# What README and the cookbook call their files, and what they are here.
NAMES = {
    "2022-08.txt": samples / "county-month.txt",
    "a.txt": samples / "county-year.txt",
    "GOLD.jsonl": samples / "county-month.gold.jsonl",
    "FILE": samples / "county-month.txt",
    "chronicles/a.txt": samples / "county-month.txt",
    "chronicles/b.txt": samples / "county-year.txt",
    "list.xlsx": fixtures / "events.xlsx",
    "old.txt": samples / "county-year.txt",
    "draft.docx": fixtures / "sample-python-docx.docx",
    "draft.txt": samples / "county-month.txt",
    "log.txt": samples / "flood-log.txt",
}
CHINESE = {"chronicles": "大事记", "list": "清单", "old": "旧稿", "draft": "初稿", "log": "日志", "GOLD": "标准", "FILE": "文件", "a": "a"}

# What ends with 1 where something was found, or nothing is open; the arguments by which it is known.
TELLING = (("check",), ("ledger", "--open"))


def commands(manual):
    """Each command with the section it stands in: whoever went into a folder is out of it in the next."""
    section = ""
    for line in manual.read_text().splitlines():
        if line.startswith("## "):
            section = line
        if re.match(r" {4,}dashiji ", line):
            yield section, line.strip()


def lay(home, language):
    """The files under the names of a language."""
    (home / "samples").symlink_to(samples)
    for name, file in NAMES.items():
        if language == "zh":
            name = re.sub("^[A-Za-z]+", lambda word: CHINESE[word[0]], name)
        place = home / name
        place.parent.mkdir(exist_ok=True)
        shutil.copy(file, place)


def room(words, where, environment):
    words = [word for word in words if word != "--open"] + ["--port", "0"]
    with subprocess.Popen([program, *words], cwd=where, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving:
        said = serving.stdout.readline().strip()
        serving.terminate()
        return 0 if said else 1, said, serving.stderr.read()


def run(words, where, environment):
    """Runs a command; what is written into a file by `>` goes there."""
    if words[0] == "serve":
        return room(words, where, environment)
    into, out_of = None, pathlib.Path(os.devnull)
    if ">" in words:
        at = words.index(">")
        words, into = words[:at], words[at + 1]
    if "<" in words:
        at = words.index("<")
        words, out_of = words[:at], where / words[at + 1]
    words = [word.replace("~/", f"{environment['HOME']}/") if word.startswith("~/") else word for word in words]
    with out_of.open() as stdin:
        done = subprocess.run([program, *words], cwd=where, env=environment, stdin=stdin, capture_output=True, text=True, check=False)
    if into:
        (where / into).write_text(done.stdout)
    return done.returncode, done.stdout, done.stderr


def main():
    faults = 0
    manuals = [(language, top / folder / name) for language, folder in (("zh", "docs/zh"), ("en", "docs")) for name in ("tutorial.md", "cookbook.md")]
    manuals = [("zh", top / "README.zh-CN.md"), *manuals[:2], ("en", top / "README.md"), *manuals[2:]]
    for language, manual in manuals:
        with tempfile.TemporaryDirectory() as home:
            home = pathlib.Path(home)
            lay(home, language)
            environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[language], "USER": "newcomer"}
            print(f"== {manual.relative_to(top)}")
            where, began_in = home, ""
            if manual.parent == top:
                environment["DASHIJI_BASE"] = str(home / "earlier")
                for words in (["init", "earlier"], ["add", "samples/county-month.txt"]):
                    run(words, home, environment)
            for section, command in commands(manual):
                if section != began_in:
                    where, began_in = home, section
                words, _, then = command.partition("&&")
                words = shlex.split(words, comments=True)[1:]
                began = time.monotonic()
                if words[0] == "mcp":
                    words[1:] = []
                code, out, err = run(words, where, environment)
                if "cd " in then:
                    where = where / shlex.split(then, comments=True)[1]
                    environment.pop("DASHIJI_BASE")
                telling = any(all(word in words for word in known) for known in TELLING)
                good = code == 0 or code == 1 and telling
                faults += not good
                said = next(iter((out or err).splitlines()), "").strip()
                print(f"{'ok' if good else 'WRONG':5} {code} {time.monotonic() - began:5.1f} s  {command}\n        {said[:100]}")
                if not good:
                    print(err)
            print("left behind:", *sorted(path.name for path in home.iterdir()))
    sys.exit(bool(faults))


if __name__ == "__main__":
    os.umask(0o022)
    main()
