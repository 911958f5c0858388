#!/usr/bin/env python3
"""Makes the wheel: the module, and the program laid in beside it, so that `pip install dashiji` gives both.

    build.py [--out FOLDER] [--profile dev|release|dist] [--program PROGRAM] [--zig]

Without --program the program is built here in the same profile, with Parquet and Arrow out of `export` (feature `columns`). With --zig (PyPI: ziglang, cargo-zigbuild)
both are linked against glibc 2.17 and the wheel is a manylinux2014 one, which Kylin V10 and CentOS 7 take too; that neither asks for a newer one is looked at. Needs maturin.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
MACHINE = "x86_64-unknown-linux-gnu"
# Of manylinux2014.
GLIBC = (2, 17)


def run(*words, **more):
    print("$", *words, flush=True)
    subprocess.run([str(word) for word in words], check=True, **more)


def asks_for(wheel):
    """The newest glibc that each program and library of a wheel asks for."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if data.startswith(b"\x7fELF"):
                yield name, max((tuple(map(int, found)) for found in re.findall(rb"GLIBC_(\d+)\.(\d+)", data)), default=(0, 0))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "target/wheels")
    parser.add_argument("--profile", default="dist", choices=["dev", "release", "dist"])
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--zig", action="store_true")
    asked = parser.parse_args()
    # Both workspaces build into one folder, so that what they share is built once.
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
    program = asked.program
    if program is None:
        build = ["cargo", "zigbuild", "--target", f"{MACHINE}.{GLIBC[0]}.{GLIBC[1]}"] if asked.zig else ["cargo", "build"]
        run(*build, "--profile", asked.profile, "-p", "dashiji-cli", "--features", "columns", "--locked", cwd=ROOT, env=environment)
        folder = "debug" if asked.profile == "dev" else asked.profile
        program = (target / MACHINE if asked.zig else target) / folder / "dashiji"
    scripts = HERE / "dashiji.data/scripts"
    scripts.mkdir(parents=True, exist_ok=True)
    shutil.copy2(program, scripts / "dashiji")
    if asked.profile == "dev" and shutil.which("strip"):
        # What is there for a debugger is most of it.
        run("strip", "--strip-debug", scripts / "dashiji")
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        shutil.copy2(ROOT / name, HERE / name)
    more = ["--zig", "--target", MACHINE, "--compatibility", "manylinux2014"] if asked.zig else ["--compatibility", "linux"] if asked.profile == "dev" else []
    run("maturin", "build", "--locked", "--profile", asked.profile, "--out", asked.out.resolve(), *more, cwd=HERE, env=environment)
    if asked.zig:
        newest = {name: version for wheel in asked.out.glob("*manylinux2014*.whl") for name, version in asks_for(wheel)}
        for name, version in newest.items():
            print(f"{name} asks for glibc {version[0]}.{version[1]}")
        if len(newest) < 2 or max(newest.values()) > GLIBC:
            sys.exit(f"the wheel asks for a newer glibc than {GLIBC[0]}.{GLIBC[1]}, or lacks the module or the program")


if __name__ == "__main__":
    main()
