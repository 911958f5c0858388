#!/usr/bin/env python3
"""Makes the wheel: the module, and the program laid in beside it, so that `pip install dashiji` gives both.

    build.py [--out FOLDER] [--profile dev|release|dist] [--program PROGRAM] [--zig]

Without --program the program is built here in the same profile, with Parquet and Arrow out of `export` (feature `columns`). With --zig (PyPI: ziglang, cargo-zigbuild) both are linked against glibc 2.17 and the wheel
is a manylinux2014 one, which Kylin V10 and CentOS 7 take too. Needs maturin.
"""

import argparse
import os
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
MACHINE = "x86_64-unknown-linux-gnu"


def run(*words, **more):
    print("$", *words, flush=True)
    subprocess.run([str(word) for word in words], check=True, **more)


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
        build = ["cargo", "zigbuild", "--target", f"{MACHINE}.2.17"] if asked.zig else ["cargo", "build"]
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
    more = ["--zig", "--compatibility", "manylinux2014"] if asked.zig else ["--compatibility", "linux"] if asked.profile == "dev" else []
    run("maturin", "build", "--locked", "--profile", asked.profile, "--out", asked.out.resolve(), *more, cwd=HERE, env=environment)


if __name__ == "__main__":
    main()
