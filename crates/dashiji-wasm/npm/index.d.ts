/** Positions are Unicode code points in the decoded text (`text()`), half open; JavaScript's own strings count UTF-16 units: use `Array.from(text)`. */
export interface Span { start: number; end: number }
/** Exactly that slice of the decoded text. */
export interface Quote extends Span { text: string }
/** What was read and may be otherwise; about four of five with `some` are right, half of those with `much`. */
export interface Doubt { grade: "some" | "much"; rivals?: string[] }
export type EventType =
  | "meeting" | "visit" | "ceremony" | "deployment" | "issue" | "project" | "result" | "statistics" | "appointment" | "award"
  | "donation" | "institution" | "exchange" | "disaster" | "death" | "conflict" | "justice" | "status" | "other";
export type Part =
  | "chair" | "speak" | "report" | "read_out" | "attend" | "take_part" | "accompany" | "sit_in" | "lead" | "head_team" | "see_off"
  | "visited" | "appointed" | "removed" | "honoured" | "died" | "cited" | "mention";
export interface Time extends Quote {
  /** First day, ISO, or `YYYY-MM-DDThh:mm`; absent where the words are not understood. */
  from?: string;
  to?: string;
  /** ISO 8601-2: precision, openness, approximation. */
  edtf?: string;
  basis: "stated" | "inherited" | "relative" | "period" | "context" | "unresolved";
  part_of_day?: string;
  doubt?: Doubt;
}
export interface Title {
  text: string; form?: string; kind: "post" | "collective" | "academic" | "occupation" | "address"; post?: string; org?: string;
  start?: number; end?: number; basis: "stated" | "carried" | "roster" | "ruled"; doubt?: Doubt;
}
export interface Person { name: string; titles?: Title[]; parts?: Part[]; mentions: Span[]; doubt?: Doubt; parts_doubt?: Partial<Record<Part, Doubt>> }
export interface Place {
  text: string; name: string; code: string | null; kind: "division" | "zone" | "town" | "village" | "region" | "country" | "natural";
  roles?: string[]; mentions: Quote[]; doubt?: Doubt; code_doubt?: Doubt;
}
export interface Figure extends Quote {
  value: number; value_max?: number; unit?: string; of?: string; kind: string; approx?: "about" | "over" | "under"; as_of?: string; scope?: string; basis?: string;
  part_of: number | null; same_as: number | null; kind_doubt?: Doubt;
}
export interface Event {
  span: Span; date?: Time; type?: EventType; people?: ({ person: number; parts: Part[] } & Partial<Span>)[];
  places?: { place: number; role: string }[]; organizers?: number[];
}
/** An entry, as `dashiji read --format jsonl` prints it (docs/format.md); positions in lists count from 0. */
export interface Entry {
  document: { path?: string; sha256: string; title?: string; series?: string; source?: string; published?: string; period?: string; region?: { name: string; code?: string } };
  id: string; number: number; section: number; span: Span; headline?: Quote; date?: Time; date_guessed?: boolean; type?: EventType; type_doubt?: Doubt;
  events?: Event[]; organizers?: (Quote & { name?: string; role: string; doubt?: Doubt })[]; people?: Person[]; places?: Place[];
  orgs?: { text: string; name?: string; mentions: Quote[]; doubt?: Doubt }[]; organs?: { text: string; mentions: Quote[] }[];
  documents?: { title: string; kind?: string; number?: string; issuer?: string; stage?: string; stage_date?: string; mentions: Quote[] }[];
  times?: Time[]; quantities?: Figure[];
}
export interface Finding {
  code: string; severity: "note" | "warning" | "error"; message: string; hint: string; spans: (Quote & { entry?: string })[];
  fix?: { edits: Quote[]; safe: boolean }; excerpt: string; doubt?: string[];
}
export interface About {
  name: string; title: string | null; span: string; entries: number; said: string; errors: number; warnings: number; notes: number;
  profile: string; remarks: string[]; word: boolean; figures: boolean;
}
/** `docx`: the Word file that was opened, with comments and tracked changes. `proof`, `xlsx`, `ledger`: workbooks. The rest is text. */
export type FileKind = "docx" | "proof" | "xlsx" | "ledger" | "jsonl" | "csv" | "json" | "text" | "html";
export interface GivenFile { name: string; mime: string; bytes: Uint8Array }
export interface LoadOptions {
  /** The module: its bytes, compiled, or where it lies; `dashiji.wasm` beside the package unless told. */
  module?: WebAssembly.Module | ArrayBuffer | ArrayBufferView | URL | string | Response;
  /** The language of findings and messages. */
  lang?: "zh" | "en";
}
export interface OpenOptions { name?: string; period?: string; region?: string }
export interface PageOptions { page?: number; entry?: number; severity?: "note" | "warning" | "error"; rule?: string }

/** One document lies open at a time. Everything runs where it is called; a large file takes a while, so that a page wants `dashiji-wasm/worker`. */
export class Reader {
  static load(options?: LoadOptions): Promise<Reader>;
  /** Opens a file (docx, xlsx, xls, csv, html, text by its content and name) of at most 64 MB, or a text. Throws what is wrong with it, in words. */
  open(file: string | ArrayBuffer | Uint8Array, options?: OpenOptions): About;
  /** Opens the invented chronicle that comes with the module. */
  sample(): About;
  about(): About;
  text(): string;
  records(): Entry[];
  findings(): Finding[];
  file(kind: FileKind, options?: { day?: string }): GivenFile;
  /** A page of marked text, findings or figures as HTML of our own, with the classes of one.html. */
  page(what: "entries" | "findings" | "figures", options?: PageOptions): { html: string; page?: number; pages?: number };
}
