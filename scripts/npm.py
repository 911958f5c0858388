#!/usr/bin/env python3
"""The npm package dashiji-wasm: the module of one.html with types, a Worker and a README.

    scripts/npm.py build [--out target/npm/dashiji-wasm] [--module MODULE]    compiles the module unless told one, and puts the package together
    scripts/npm.py check [--out …] [--program PROGRAM]                        tries it with node, and holds its files against the program's

The package is packed (`npm pack`) where npm is there. What is not there is told as NOT RUN.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from one import CRATE, ROOT, compiled

NPM = CRATE / "npm"


def build(out, module):
    bytes_ = module.read_bytes() if module else compiled()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    version = re.search(r'^version = "(.+)"', (ROOT / "Cargo.toml").read_text(), re.M)[1]
    for file in NPM.iterdir():
        if file.name not in ("test.mjs", "package.json"):
            (out / file.name).write_bytes(file.read_bytes())
    package = json.loads((NPM / "package.json").read_text())
    package["version"] = version
    (out / "package.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    (out / "engine.js").write_text((CRATE / "page/engine.js").read_text() + "export { instantiated };\n")
    (out / "dashiji.wasm").write_bytes(bytes_)
    for name in ("LICENSE-MIT", "LICENSE-APACHE", "NOTICE"):
        (out / name).write_bytes((ROOT / name).read_bytes())
    lacking = [name for name in package["files"] if not (out / name).exists()]
    if lacking:
        sys.exit(f"the package lacks {', '.join(lacking)}")
    print(f"{out}: version {version}, module {len(bytes_):,} bytes")
    if not shutil.which("npm"):
        print("NOT RUN: npm pack, npm is not installed")
        return
    packed = subprocess.run(["npm", "pack", "--json", "--pack-destination", str(out.parent)], cwd=out, check=True, capture_output=True, text=True)
    told = json.loads(packed.stdout)[0]
    names = sorted(file["path"] for file in told["files"])
    if names != sorted({*package["files"], "package.json"}):
        sys.exit(f"packed {names}")
    print(f"{told['filename']}: {told['size']:,} bytes packed, {len(names)} files")


def check(out, program):
    if not shutil.which("node"):
        print("NOT RUN: the npm package, node is not installed")
        return
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(int(time.time())), "NO_COLOR": "1", "DAY": time.strftime("%Y-%m-%d", time.gmtime())}
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        files = []
        for name in ("county-month.txt", "flood-log.txt"):
            files.append(work / name)
            files[-1].write_bytes((ROOT / "samples" / name).read_bytes())
        native = lambda words: subprocess.run([program, "--lang", "zh", *words], cwd=work, env=env, capture_output=True, check=False)
        native(["export", "county-month.txt", "-o", "month.docx"])
        files.append(work / "month.docx")
        run = subprocess.run(["node", NPM / "test.mjs", out, *files], env=env, capture_output=True, text=True, check=False)
        if run.returncode:
            sys.exit(run.stdout + run.stderr)
        faults = 0
        for line in run.stdout.splitlines():
            name, kind, digest = line.split("\t")
            words = {
                "jsonl": ["read", name, "--format", "jsonl"], "csv": ["read", name, "--format", "csv"], "text": ["read", name, "--format", "text"],
                "json": ["check", name, "--format", "json"], "html": ["check", name, "--format", "html"], "xlsx": ["export", name, "-o", "out.xlsx"],
            }[kind]  # fmt: skip
            told = native(words).stdout
            if kind == "xlsx":
                told = (work / "out.xlsx").read_bytes()
            same = hashlib.sha256(told).hexdigest() == digest
            faults += not same
            print(f"  {name} {kind}: {len(told):,} bytes natively, {'equal' if same else 'OTHER'}")
        if faults:
            sys.exit(f"{faults} files differ from the program's")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("what", choices=("build", "check"))
    a.add_argument("--out", type=Path, default=ROOT / "target/npm/dashiji-wasm")
    a.add_argument("--module", type=Path)
    a.add_argument("--program", default=ROOT / "target/debug/dashiji", type=Path)
    a = a.parse_args()
    build(a.out.resolve(), a.module) if a.what == "build" else check(a.out.resolve(), a.program.resolve())


main()
