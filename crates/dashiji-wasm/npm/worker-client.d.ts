import type { About, Entry, FileKind, Finding, GivenFile, OpenOptions, PageOptions } from "./index.js";

/** The reader in a Worker of its own, in a browser or in Node. */
export class WorkerReader {
  static load(options?: { lang?: "zh" | "en"; module?: ArrayBuffer | WebAssembly.Module | string }): Promise<WorkerReader>;
  open(file: string | ArrayBuffer | Uint8Array, options?: OpenOptions): Promise<About>;
  sample(): Promise<About>;
  about(): Promise<About>;
  text(): Promise<string>;
  records(): Promise<Entry[]>;
  findings(): Promise<Finding[]>;
  file(kind: FileKind, options?: { day?: string }): Promise<GivenFile>;
  page(what: "entries" | "findings" | "figures", options?: PageOptions): Promise<{ html: string; page?: number; pages?: number }>;
  close(): Promise<unknown> | void;
}
