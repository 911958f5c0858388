// A reader in a Worker, of a browser or of Node: answers { id, call, words } with { id, told } or { id, fault }.
import { Reader } from "./index.js";

const port = globalThis.process?.versions?.node ? (await import("node:worker_threads")).parentPort : globalThis;
const hear = (listener) => (port.on ? port.on("message", listener) : port.addEventListener("message", (event) => listener(event.data)));
const CALLS = new Set(["open", "sample", "about", "text", "records", "findings", "file", "page"]);
let reader;

hear(async ({ id, call, words }) => {
  try {
    if (call === "load") {
      reader = await Reader.load(words[0]);
      port.postMessage({ id, told: true });
    } else if (CALLS.has(call)) {
      port.postMessage({ id, told: reader[call](...words) });
    } else {
      throw new Error(`no call ${call}`);
    }
  } catch (fault) {
    port.postMessage({ id, fault: { message: String(fault?.message ?? fault), broken: fault instanceof WebAssembly.RuntimeError } });
  }
});
