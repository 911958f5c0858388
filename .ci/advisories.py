#!/usr/bin/env python3
"""Lock files against a database of advisories (RustSec's form), by deny.toml: for machines without cargo-deny and cargo-audit.

    advisories.py FOLDER [LOCK …]    FOLDER: the database, a clone with or without its files; the program's own lock file unless told

Prints what concerns a version in a lock file; exit code 1 where one is vulnerable or unsound and deny.toml does not say why it may stay.
What is only unmaintained is told.
"""
import io
import pathlib
import re
import subprocess
import sys
import tarfile
import tomllib


def order(version):
    """A version as what it is compared by: 1.0.0-rc.2 before 1.0.0."""
    core, _, before = version.partition("+")[0].partition("-")
    numbers = [int(part) for part in core.split(".")]
    numbers += [0] * (3 - len(numbers))
    parts = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in before.split(".")] if before else []
    return numbers, not before, parts


def meets(version, requirement):
    """Whether a version meets all comparators of a requirement (`>= 1.5.1, < 1.6.0`, `^1.2`, `~0.3`)."""
    found = order(version)
    for comparator in requirement.split(","):
        sign, bound = re.fullmatch(r"\s*(>=|<=|>|<|=|\^|~)?\s*([0-9][\w.+-]*)\s*", comparator).groups()
        least = order(bound)
        if sign in (None, "^", "~"):
            told = bound.partition("+")[0].partition("-")[0].split(".")
            first = next((k for k, part in enumerate(told) if int(part)), len(told) - 1)
            at = min(1, len(told) - 1) if sign == "~" else first
            most = least[0][: at + 1]
            most[at] += 1
            good = least <= found < (most + [0] * (2 - at), False, [])
        else:
            good = {">=": found >= least, "<=": found <= least, ">": found > least, "<": found < least, "=": found == least}[sign]
        if not good:
            return False
    return True


def advisories(folder):
    """The head of each advisory on a crate, as TOML; of a clone without its files, from the last commit."""
    if (folder / "crates").is_dir():
        texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("crates/*/*.md"))]
    else:
        packed = subprocess.run(["git", "-C", str(folder), "archive", "HEAD", "crates"], check=True, capture_output=True).stdout
        archive = tarfile.open(fileobj=io.BytesIO(packed))
        texts = [archive.extractfile(file).read().decode() for file in archive if file.name.endswith(".md")]
    for text in texts:
        head = re.match(r"```toml\n(.*?)\n```", text, re.S)
        if head:
            yield tomllib.loads(head[1])


def main():
    folder, locks = pathlib.Path(sys.argv[1]), sys.argv[2:] or ["Cargo.lock"]
    with open("deny.toml", "rb") as file:
        ignored = {item["id"] if isinstance(item, dict) else item for item in tomllib.load(file).get("advisories", {}).get("ignore", [])}
    known = {}
    for told in advisories(folder):
        known.setdefault(told["advisory"]["package"], []).append(told)
    if not known:
        print(f"{folder}: no advisories in it")
        return 2
    grave, looked = set(), set()
    for lock in locks:
        with open(lock, "rb") as file:
            packages = tomllib.load(file)["package"]
        for package in packages:
            name, version = package["name"], package["version"]
            looked.add((name, version))
            for told in known.get(name, []):
                advisory, versions = told["advisory"], told.get("versions", {})
                safe = versions.get("patched", []) + versions.get("unaffected", [])
                if advisory.get("withdrawn") or any(meets(version, requirement) for requirement in safe):
                    continue
                kind = advisory.get("informational", "vulnerable")
                bears = kind in ("vulnerable", "unsound") and advisory["id"] not in ignored
                print(f"{lock}: {name} {version}: {kind}, {advisory['id']}{'' if bears else ' (told only)'}")
                if bears:
                    grave.add((name, version, advisory["id"]))
    print(f"{len(looked)} versions, {sum(map(len, known.values()))} advisories, {len(grave)} grave")
    return bool(grave)


if __name__ == "__main__":
    assert meets("1.5.1", ">= 1.5.1, < 1.6.0") and not meets("1.6.0", ">= 1.5.1, < 1.6.0")
    assert meets("0.3.9", "^0.3.1") and not meets("0.4.0", "^0.3.1") and meets("1.9.0", "^1.2") and not meets("2.0.0", "1.2")
    assert meets("1.2.9", "~1.2.3") and not meets("1.3.0", "~1.2.3") and meets("1.0.0-rc.2", "< 1.0.0") and meets("1.0.0", "> 1.0.0-rc.10")
    assert order("1.0.0-rc.2") < order("1.0.0-rc.10") < order("1.0.0")
    sys.exit(main())
