#!/usr/bin/env python3
"""A base asked by a real client of the Model Context Protocol, the one of PyPI's mcp: every tool, every sentence held against its document.

    scripts/assistant.py [--program PROGRAM]

Makes a base of the invented samples, lets the client start `dashiji mcp` over it, and asks all that can be asked. Every `text` must be the
characters from `start` to `end` of the decoded document and have the hash it says, and tell the doubts that `dashiji read` has of facts in these
characters and no other; every answer must be as its schema says, what is wrong must be answered, and the base's record must be the same bytes
afterwards. Says NOT RUN where the package is not installed (pip install mcp).
"""
import argparse
import asyncio
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

try:
    import jsonschema
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client
except ImportError as error:
    print(f"NOT RUN: the client of the Model Context Protocol, {error} (pip install mcp)")
    sys.exit(0)

FAULTS = []


def fault(words):
    FAULTS.append(words)
    print(f"FAULT {words}")


def run(program, *words):
    return subprocess.run([program, *map(str, words)], check=True, capture_output=True).stdout


class Texts:
    """The decoded documents by their hashes."""

    def __init__(self, program, files):
        self.of = {hashlib.sha256(f.read_bytes()).hexdigest(): run(program, "read", "--format", "text", f).decode() for f in files}
        self.records = [json.loads(line) for f in files for line in run(program, "read", "--format", "jsonl", f).splitlines()]
        self.sentences = self.doubtful = self.doubts = 0

    def hold(self, value, where):
        """Every sentence under a value against its document; gives how many."""
        count = 0
        if isinstance(value, list):
            return sum(self.hold(one, where) for one in value)
        if not isinstance(value, dict):
            return 0
        if "document_sha256" in value and "text" in value:
            count += 1
            text = self.of.get(value["document_sha256"])
            if text is None or text[value["start"] : value["end"]] != value["text"]:
                fault(f"{where}: {value['text'][:40]!r} is not what stands at {value['start']}")
            if hashlib.sha256(value["text"].encode()).hexdigest() != value["sha256"]:
                fault(f"{where}: another hash than that of {value['text'][:40]!r}")
            if "doubt" not in value:
                fault(f"{where}: no word on what is in doubt")
                return count
            self.sentences += 1
            self.hold_doubts(value, where)
        return count + sum(self.hold(one, where) for one in value.values())


    def hold_doubts(self, sentence, where):
        """What a sentence tells to be in doubt against the facts that stand in it, and what all of its entry stands on."""
        start, end = sentence["start"], sentence["end"]
        due = set()
        for record in self.records:
            if record["document"]["sha256"] == sentence["document_sha256"] and record["span"]["start"] < end and start < record["span"]["end"]:
                due |= {doubt for spans, doubt in doubts(record) if not spans or any(first < end and start < last for first, last in spans)}
        have = {graded(doubt) for doubt in sentence["doubt"]}
        if have != due:
            fault(f"{where}: in doubt from {start} is told to be {sorted(have)}, and is {sorted(due)}")
        self.doubtful += bool(due)
        self.doubts += len(due)


def graded(doubt):
    return doubt["grade"], tuple(doubt.get("grounds") or ()), tuple(doubt.get("rivals") or ())


def doubts(record):
    """All that is in doubt of an entry, each with the characters it stands on; the day and the type of an entry stand on none of their own."""
    if record.get("date_guessed"):
        yield (), ("much", (), ())
    for name in ("type_doubt", "date_doubt"):
        if name in record:
            yield (), graded(record[name])
    if "doubt" in (record.get("date") or {}):
        yield (), graded(record["date"]["doubt"])
    for name in ("people", "places", "orgs", "organs", "organizers", "quantities"):
        for fact in record.get(name, []):
            yield from of_fact(fact)


def of_fact(fact):
    spans, titles = places(fact), fact.get("titles", [])
    for key in ("doubt", "code_doubt", "kind_doubt"):
        if key in fact:
            # A name takes its titles along.
            yield spans + [one for title in titles for one in places(title)], graded(fact[key])
    for doubt in fact.get("parts_doubt", {}).values():
        yield spans, graded(doubt)
    for title in titles:
        if "doubt" in title:
            yield spans + places(title), graded(title["doubt"])


def places(fact):
    return [(one["start"], one["end"]) for one in fact.get("mentions", [fact]) if "start" in one]


def prints(base):
    """The record's bytes. What is computed may be made up by any reading."""
    return hashlib.sha256((base / "record.db").read_bytes()).hexdigest()


async def talk(program, base, texts):
    server = StdioServerParameters(command=str(program), args=["mcp", str(base), "--lang", "zh"])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        begun = await session.initialize()
        version = getattr(begun, "protocol_version", None) or begun.protocolVersion
        print(f"{begun.model_dump(by_alias=True)['serverInfo']} speaks {version}")
        await session.send_ping()
        listed = [tool.model_dump(by_alias=True) for tool in (await session.list_tools()).tools]
        schemas = {tool["name"]: tool for tool in listed}
        names = ["search", "entry", "who", "ledger", "document", "check", "cite"]
        if list(schemas) != names:
            fault(f"the tools are {list(schemas)}")
        for tool in listed:
            for key in ("inputSchema", "outputSchema"):
                jsonschema.Draft202012Validator.check_schema(tool[key])
            if not tool["annotations"]["readOnlyHint"]:
                fault(f"{tool['name']} is not told to be read only")

        async def ask(name, arguments, least=0):
            result = (await session.call_tool(name, arguments)).model_dump(by_alias=True)
            where = f"{name} {json.dumps(arguments, ensure_ascii=False)}"
            if result.get("isError"):
                fault(f"{where}: {result['content'][0]['text']}")
                return {}
            told = result["structuredContent"]
            jsonschema.validate(arguments, schemas[name]["inputSchema"])
            jsonschema.validate(told, schemas[name]["outputSchema"])
            if json.loads(result["content"][0]["text"]) != told:
                fault(f"{where}: text and value differ")
            held = texts.hold(told, where)
            if held < least:
                fault(f"{where}: {held} sentences, {least} were awaited")
            print(f"{where}: {held} sentences, {len(json.dumps(told)):,} bytes")
            return told

        async def refused(name, arguments, words):
            result = (await session.call_tool(name, arguments)).model_dump(by_alias=True)
            told = result["content"][0]["text"]
            if not result.get("isError") or words not in told:
                fault(f"{name} {arguments} was not refused with {words!r}: {told[:200]}")

        found = await ask("search", {"query": "抗旱 who:闻人静", "limit": 3}, 3)
        await ask("search", {"query": "title:县长 when:2022-08-11", "order": "earliest"}, 1)
        entry = found["hits"][0]["entry"]
        whole = await ask("entry", {"id": entry}, 1)
        quote = whole["sentences"][0]["text"][2:14].strip()
        cited = await ask("cite", {"entry": entry, "quote": quote}, 2)
        if cited["places"][0]["text"] != quote:
            fault("another quote came back than was asked for")
        await ask("cite", {"entry": entry}, 2)
        there = cited["places"][0]
        await ask("cite", {"entry": entry, "start": there["start"], "end": there["end"]}, 2)
        person = await ask("who", {"name": "闻人静", "from": "2022-08-01", "to": "2022-08-12"}, 3)
        if not person["people"][0]["itinerary"]:
            fault("闻人静 was nowhere")
        await ask("who", {"office": "县长"}, 1)
        ledgers = await ask("ledger", {})
        await ask("ledger", {"name": ledgers["ledgers"][0]["name"]}, 2)
        await ask("ledger", {"open": True})
        held = await ask("document", {})
        first = held["documents"][0]["id"]
        for one in held["documents"]:
            for number in range(1, one["entries"] + 1):
                told = await session.call_tool("entry", {"id": f"{one['id']}.e{number}"})
                texts.hold(told.model_dump(by_alias=True)["structuredContent"], f"entry {one['id']}.e{number}")
        await ask("document", {"id": first, "limit": 5})
        stretch = await ask("document", {"id": first, "text_from": 100}, 1)
        if "/" in stretch["about"].get("path", ""):
            fault("a folder was told")
        await ask("document", {"title": "《霍山县农村供水管理办法》"}, 1)
        await ask("check", {"severity": "note"}, 1)
        await ask("check", {"document": first, "rules": ["N", "t"], "limit": 2})
        await refused("entry", {"id": "d9.e999"}, "d9.e999")
        await refused("entry", {"id": "../../etc/passwd"}, "资料库里没有")
        await refused("entry", {}, "id")
        await refused("search", {"query": "(抗旱"}, "括号")
        await refused("search", {"query": "抗旱", "limit": "many"}, "many")
        await refused("search", {"query": "抗旱", "where": 1}, "where")
        await refused("who", {"name": "闻人", "from": "昨天"}, "日期")
        await refused("who", {"name": "闻人某"}, "闻人静")
        await refused("who", {}, "name")
        await refused("cite", {"entry": entry, "quote": "并无此语"}, "并无此语")
        await refused("cite", {"entry": entry, "start": 0, "end": 4_000_000_000}, entry)
        await refused("check", {"rules": ["ZZ"]}, "ZZ")
        # Several at once, each with its own answer.
        answers = await asyncio.gather(*(session.call_tool("search", {"query": word}) for word in ("抗旱", "会议", "水库", "没有的话")))
        totals = [answer.model_dump(by_alias=True)["structuredContent"]["total"] for answer in answers]
        if totals[3] or not all(totals[:3]):
            fault(f"answers to calls at once: {totals}")
        try:
            await session.call_tool("drop", {})
            fault("an unknown tool was answered")
        except Exception as error:  # the client's own error for one that the protocol tells
            if "search" not in str(error):
                fault(f"an unknown tool: {error}")


        print(f"{texts.sentences} sentences held, {texts.doubtful} of them in doubt, {texts.doubts} doubts")


async def newest(program, base):
    """The same by the client that begins without a handshake, where the package has it."""
    try:
        from mcp import Client
    except ImportError:
        return
    server = StdioServerParameters(command=str(program), args=["mcp", str(base)])
    async with Client(server) as client:
        told = (await client.call_tool("document", {})).model_dump(by_alias=True)
        if not told["structuredContent"]["total"]:
            fault("the newest protocol was told nothing")
        print(f"speaks {getattr(client, 'protocol_version', None) or client.session.protocol_version}")


def hostile(program, base):
    """Lines that are no messages are answered, and the next call after them."""
    opening = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "1999-01-01", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}}
    call = {"jsonrpc": "2.0", "id": "last", "method": "tools/call", "params": {"name": "entry", "arguments": {"id": "d1.e1"}}}
    lines = [
        b"{", b"\xff\xfe\x00", b"[" * 200_000, b"x" * 3_000_000, b"[]", b'{"jsonrpc":"2.0","id":7}', b'{"jsonrpc":"2.0","method":"notifications/none"}', b"",
        b'{"jsonrpc":"2.0","id":8,"method":"tools/list"}', json.dumps(opening).encode(), b'{"jsonrpc":"2.0","method":"notifications/initialized"}',
        b'{"jsonrpc":"2.0","id":9,"method":"no/such"}', b'{"jsonrpc":"2.0","id":10,"method":"tools/call","params":{"name":7}}',
        b'{"jsonrpc":"2.0","id":11,"method":"resources/list"}', b"y" * 2_000_000, json.dumps(call).encode(),
    ]  # fmt: skip
    # The input stays open until the last answer: a client that hangs up wants no more.
    with subprocess.Popen([program, "mcp", str(base)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdin.write(b"".join(line + b"\n" for line in lines))
        process.stdin.flush()
        answers = []
        for line in process.stdout:
            answers.append(json.loads(line))
            if answers[-1].get("id") == "last":
                break
        process.stdin.close()
        code = process.wait()
    codes = [(answer.get("id"), answer["error"]["code"]) for answer in answers if "error" in answer]
    wanted = [(None, -32700)] * 3 + [(None, -32600)] * 2 + [(7, -32600), (9, -32601), (11, -32601), (None, -32600)]
    for one in set(wanted):
        if codes.count(one) < wanted.count(one):
            fault(f"{one} came {codes.count(one)} times, {wanted.count(one)} were awaited: {codes}")
    for ident in (8, 10):
        if not any(answer.get("id") == ident for answer in answers):
            fault(f"request {ident} was not answered")
    begun = next((answer for answer in answers if answer.get("id") == 1), {})
    if not begun.get("result", {}).get("protocolVersion", "").startswith("20"):
        fault(f"an unknown version of the protocol: {begun}")
    if "result" not in answers[-1] or code:
        fault(f"the call after all that: {str(answers[-1])[:300]}, exit code {code}")
    print(f"{len(lines)} hostile lines: {len(answers)} answers")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--program", default=ROOT / "target/debug/dashiji", type=Path)
    program = a.parse_args().program.resolve()
    files = sorted((ROOT / "samples").glob("*.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch) / "base"
        run(program, "init", base)
        run(program, "add", "--base", base, *files)
        run(program, "search", "--base", base, "抗旱")
        before = prints(base)
        asyncio.run(talk(program, base, Texts(program, files)))
        asyncio.run(newest(program, base))
        hostile(program, base)
        if prints(base) != before:
            fault("the base was changed")
    if FAULTS:
        sys.exit(f"{len(FAULTS)} faults")


main()
