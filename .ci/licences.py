#!/usr/bin/env python3
"""Every dependency's licence against deny.toml: for machines without cargo-deny. Prints what is not allowed; exit code 1 then.

    licences.py [MANIFEST]    of the workspace of a Cargo.toml, the program's unless told
"""
import json
import re
import subprocess
import sys
import tomllib


def allowed(expression, names):
    """Whether an SPDX expression (OR, AND, brackets; the old `/` is OR) can be met with the names."""
    tokens = re.findall(r"\(|\)|\bOR\b|\bAND\b|[^\s()]+(?:\s+WITH\s+[^\s()]+)?", expression.replace("/", " OR "))
    at = 0

    def one():
        nonlocal at
        token = tokens[at]
        at += 1
        if token == "(":
            value = any_of()
            at += 1
            return value
        return " ".join(token.split()) in names

    def all_of():
        nonlocal at
        value = one()
        while at < len(tokens) and tokens[at] == "AND":
            at += 1
            value = one() and value
        return value

    def any_of():
        nonlocal at
        value = all_of()
        while at < len(tokens) and tokens[at] == "OR":
            at += 1
            value = all_of() or value
        return value

    return any_of()


def main():
    with open("deny.toml", "rb") as file:
        policy = tomllib.load(file)
    names = set(policy["licenses"]["allow"])
    exceptions = {e["crate"]: names | set(e["allow"]) for e in policy["licenses"].get("exceptions", [])}
    banned = {e["crate"]: set(e.get("wrappers", [])) for e in policy["bans"]["deny"]}
    command = ["cargo", "metadata", "--format-version", "1", "--all-features", "--locked", *(f"--manifest-path={m}" for m in sys.argv[1:2])]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    packages = told["packages"]
    called = {package["id"]: package["name"] for package in packages}
    askers = {}
    for node in told["resolve"]["nodes"]:
        for dependency in node["dependencies"]:
            askers.setdefault(called[dependency], set()).add(called[node["id"]])
    faults = []
    for package in packages:
        name, licence = package["name"], package["license"] or "none stated"
        if not allowed(licence, exceptions.get(name, names)):
            faults.append(f"{name} {package['version']}: {licence}")
        # Wrappers are those for whose sake alone it may be there.
        if name in banned and (not banned[name] or askers.get(name, set()) - banned[name]):
            faults.append(f"{name} {package['version']}: banned")
        if package["source"] and not package["source"].startswith("registry+https://github.com/rust-lang/crates.io-index"):
            faults.append(f"{name} {package['version']}: from {package['source']}")
    print(f"{len(packages)} packages, {len(faults)} not as deny.toml says")
    print(*faults, sep="\n")
    return bool(faults)


if __name__ == "__main__":
    assert allowed("MIT/Apache-2.0", {"MIT"}) and allowed("(MIT OR GPL-2.0) AND BSD-3-Clause", {"MIT", "BSD-3-Clause"})
    assert not allowed("MIT AND GPL-2.0", {"MIT"}) and not allowed("GPL-2.0", {"MIT"})
    assert allowed("Apache-2.0 WITH LLVM-exception OR GPL-2.0", {"Apache-2.0 WITH LLVM-exception"})
    sys.exit(main())
