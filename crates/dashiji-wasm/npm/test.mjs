// node test.mjs PACKAGE FILE...: what the package gives of files, on standard output, a line each: name, kind, SHA-256; and its own behaviour.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const from = (name) => import(pathToFileURL(join(resolve(folder), name)));
const { Reader } = await from("index.js");
const { WorkerReader } = await from("worker-client.js");

const reader = await Reader.load({ lang: "zh" });
assert.throws(() => reader.records(), /./, "nothing lies open");
for (const file of files) {
  const name = basename(file);
  const about = reader.open(await readFile(file), { name });
  const text = Array.from(reader.text());
  const entries = reader.records();
  assert.equal(entries.length, about.entries);
  for (const entry of entries)
    for (const quote of [entry.headline, entry.date, ...(entry.quantities ?? []), ...(entry.places ?? []).flatMap((place) => place.mentions)])
      if (quote) assert.equal(text.slice(quote.start, quote.end).join(""), quote.text, `${name} ${entry.id}`);
  for (const kind of ["jsonl", "csv", "json", "text", "html", "xlsx"]) {
    const { bytes } = reader.file(kind, { day: process.env.DAY });
    console.log(`${name}\t${kind}\t${createHash("sha256").update(bytes).digest("hex")}`);
  }
}
assert.throws(() => reader.open(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2]), { name: "broken.docx" }), /./);
assert.ok(reader.sample().entries > 10 && reader.page("entries").html.includes("<article"));
assert.ok(reader.page("findings", { severity: "note" }).html !== undefined && reader.findings().length);

const beside = await WorkerReader.load({ lang: "en" });
await assert.rejects(() => beside.open(new Uint8Array([0x50, 0x4b, 3, 4]), { name: "broken.docx" }));
const [about, again] = await Promise.all([beside.open("2021年大事记\n\n3月5日，县长周文澜到甲渠镇检查堤防。\n"), beside.records()]);
assert.equal(about.entries, 1);
assert.equal(again[0].people[0].name, "周文澜");
assert.equal((await beside.file("jsonl")).bytes.length > 100, true);
await beside.close();
await assert.rejects(() => beside.about(), /closed/);

// A worker that dies, as of memory: whoever waits is told, and another takes its place.
const work = await mkdtemp(join(tmpdir(), "dashiji-"));
try {
  await copyFile(join(resolve(folder), "worker-client.js"), join(work, "worker-client.mjs"));
  await writeFile(join(work, "package.json"), '{"type":"module"}');
  await writeFile(
    join(work, "worker.js"),
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", ({ id, call }) => {
       if (call === "sample") throw new Error("no memory");
       if (call !== "text") parentPort.postMessage(call === "page" ? { id, fault: { message: "stopped", broken: true } } : { id, told: call });
     });`,
  );
  const { WorkerReader: Frail } = await import(pathToFileURL(join(work, "worker-client.mjs")));
  const frail = await Frail.load();
  for (const killing of ["sample", "page"]) {
    const [waiting, killed] = await Promise.allSettled([frail.text(), frail[killing]()]);
    assert.deepEqual([waiting.status, killed.status], ["rejected", "rejected"], killing);
    assert.equal(await frail.about(), "about", `after ${killing}`);
  }
  const waiting = frail.text();
  await Promise.all([assert.rejects(waiting), frail.about().then(() => frail.close())]);
} finally {
  await rm(work, { recursive: true });
}
