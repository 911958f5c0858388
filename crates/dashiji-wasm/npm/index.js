// One reader: a module of its own with one document that lies open. See README.md; types in index.d.ts.
import { instantiated } from "./engine.js";

/** The day as files bear it, UTC. */
const today = () => new Date().toISOString().slice(0, 10);

async function bytesOf(source) {
  if (source instanceof WebAssembly.Module || source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return source;
  const url = source ?? new URL("./dashiji.wasm", import.meta.url);
  if (String(url).startsWith("file:") && globalThis.process?.versions?.node) {
    const { readFile } = await import("node:fs/promises");
    return readFile(new URL(url));
  }
  const response = url instanceof Response ? url : await fetch(url);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.arrayBuffer();
}

const lines = (bytes) => new TextDecoder().decode(bytes).split("\n").filter(Boolean).map((line) => JSON.parse(line));

export class Reader {
  #ask;
  #lang;
  #broken = false;

  constructor(ask, lang) {
    this.#ask = ask;
    this.#lang = lang;
  }

  static async load({ module, lang = "zh" } = {}) {
    return new Reader(await instantiated(await bytesOf(module)), lang);
  }

  #told(question, file) {
    if (this.#broken) throw new Error("the module stopped in the middle of a document: load another Reader");
    let answer;
    try {
      answer = this.#ask({ lang: this.#lang, ...question }, file);
    } catch (fault) {
      // Its memory is not to be trusted any more.
      this.#broken = true;
      throw fault;
    }
    if (answer[0].error) throw new Error(answer[0].error);
    return answer;
  }

  open(file, { name = "text.txt", period = "", region = "" } = {}) {
    const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
    return this.#told({ do: "open", name, period, region }, bytes)[0];
  }

  sample() {
    return this.#told({ do: "sample" })[0];
  }

  about() {
    return this.#told({ do: "about" })[0];
  }

  text() {
    return new TextDecoder().decode(this.#told({ do: "file", kind: "text", day: today() })[1]);
  }

  records() {
    return lines(this.#told({ do: "file", kind: "jsonl", day: today() })[1]).filter((line) => line.id);
  }

  findings() {
    return lines(this.#told({ do: "file", kind: "json", day: today() })[1]);
  }

  file(kind, { day = today() } = {}) {
    const [told, bytes] = this.#told({ do: "file", kind, day });
    return { ...told, bytes: new Uint8Array(bytes) };
  }

  page(what, { page = 0, entry, severity, rule } = {}) {
    if (what === "figures") return this.#told({ do: "figures" })[0];
    const more = what === "entries" ? { entry } : { severity, rule };
    return this.#told({ do: what, page, ...more })[0];
  }
}
