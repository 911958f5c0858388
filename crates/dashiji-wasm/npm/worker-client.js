// The same reader beside the page: calls give promises. Where the module stops in the middle, another takes its place.
async function spawned() {
  const url = new URL("./worker.js", import.meta.url);
  if (globalThis.Worker) return new Worker(url, { type: "module" });
  const { Worker: NodeWorker } = await import("node:worker_threads");
  return new NodeWorker(url);
}

export class WorkerReader {
  #worker;
  #options;
  #ready;
  #closed = false;
  #waiting = new Map();
  #next = 1;

  static async load(options = {}) {
    const reader = new WorkerReader();
    reader.#options = options;
    await reader.#started();
    return reader;
  }

  #started() {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  async #start() {
    const worker = await spawned();
    this.#worker = worker;
    const hear = (answer) => {
      const done = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      done?.(answer);
    };
    const lost = (fault) => worker === this.#worker && this.#end(fault?.message ?? "the worker has ended");
    if (worker.on) {
      worker.on("message", hear);
      worker.on("error", lost);
      worker.on("exit", lost);
    } else {
      worker.onmessage = (event) => hear(event.data);
      worker.onerror = lost;
    }
    try {
      await this.#ask("load", [this.#options]);
    } catch (fault) {
      this.#end(fault.message);
      throw fault;
    }
  }

  // Whoever waits is told why, and the next call begins with another worker, in which nothing lies open.
  #end(why) {
    const worker = this.#worker;
    this.#worker = this.#ready = undefined;
    for (const done of this.#waiting.values()) done({ fault: { message: String(why) } });
    this.#waiting.clear();
    return worker?.terminate();
  }

  async #ask(call, words) {
    const id = this.#next++;
    const answer = await new Promise((done) => {
      this.#waiting.set(id, done);
      this.#worker.postMessage({ id, call, words });
    });
    if (answer.fault) {
      if (answer.fault.broken) await this.#end(answer.fault.message);
      throw new Error(answer.fault.message);
    }
    return answer.told;
  }

  async #call(call, ...words) {
    if (this.#closed) throw new Error("the reader is closed");
    await this.#started();
    return this.#ask(call, words);
  }

  open(file, options) {
    return this.#call("open", file, options);
  }

  sample() {
    return this.#call("sample");
  }

  about() {
    return this.#call("about");
  }

  text() {
    return this.#call("text");
  }

  records() {
    return this.#call("records");
  }

  findings() {
    return this.#call("findings");
  }

  file(kind, options) {
    return this.#call("file", kind, options);
  }

  page(what, options) {
    return this.#call("page", what, options);
  }

  close() {
    this.#closed = true;
    return this.#end("the reader is closed");
  }
}
