#!/usr/bin/env python3
"""A newcomer's first hour: every command of the tutorial, as it is printed there, in an empty home and in both languages.

    scripts/first-hour.py [PROGRAM]

Prints each command with its exit code, the time it took and what it said first; exit code 1 where one ends as it should not. The reading room is opened on a free
port and closed again.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import time

top = pathlib.Path(__file__).resolve().parent.parent
program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else top / "target/release/dashiji").resolve()


def commands(manual):
    return [line.strip() for line in manual.read_text().splitlines() if re.match(r" {4,}dashiji ", line)]


def room(words, where, environment):
    words = [word for word in words if word != "--open"] + ["--port", "0"]
    with subprocess.Popen([program, *words], cwd=where, env=environment, stdout=subprocess.PIPE, text=True) as serving:
        said = serving.stdout.readline().strip()
        serving.terminate()
    return 0, said, ""


def main():
    faults = 0
    for language, manual in (("zh", top / "docs/zh/tutorial.md"), ("en", top / "docs/tutorial.md")):
        with tempfile.TemporaryDirectory() as home:
            (pathlib.Path(home) / "samples").symlink_to(top / "samples")
            environment = {"HOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": {"zh": "zh_CN.UTF-8", "en": "C.UTF-8"}[language], "USER": "newcomer"}
            print(f"== {manual.relative_to(top)}")
            for command in commands(manual):
                words = shlex.split(command)[1:]
                began = time.monotonic()
                if words[0] == "serve":
                    code, out, err = room(words, home, environment)
                else:
                    run = subprocess.run([program, *words], cwd=home, env=environment, capture_output=True, text=True, check=False)
                    code, out, err = run.returncode, run.stdout, run.stderr
                # A check ends with 1 where something was found, a list of what does not close where nothing is open.
                good = code == 0 or code == 1 and words[0] in ("check", "ledger")
                faults += not good
                said = next(iter((out or err).splitlines()), "").strip()
                print(f"{'ok' if good else 'WRONG':5} {code} {time.monotonic() - began:5.1f} s  {command}\n        {said[:100]}")
                if not good:
                    print(err)
            print("left behind:", *sorted(path.name for path in pathlib.Path(home).iterdir()))
    sys.exit(bool(faults))


if __name__ == "__main__":
    os.umask(0o022)
    main()
