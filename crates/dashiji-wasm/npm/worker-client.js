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
  #waiting = new Map();
  #next = 1;

  static async load(options = {}) {
    const reader = new WorkerReader();
    reader.#options = options;
    await reader.#start();
    return reader;
  }

  async #start() {
    this.#worker = await spawned();
    const hear = (answer) => {
      const done = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      done?.(answer);
    };
    const lost = (fault) => {
      for (const done of this.#waiting.values()) done({ fault: { message: String(fault?.message ?? fault) } });
      this.#waiting.clear();
    };
    if (this.#worker.on) {
      this.#worker.on("message", hear);
      this.#worker.on("error", lost);
    } else {
      this.#worker.onmessage = (event) => hear(event.data);
      this.#worker.onerror = lost;
    }
    await this.#call("load", this.#options);
  }

  async #call(call, ...words) {
    const id = this.#next++;
    const answer = await new Promise((done) => {
      this.#waiting.set(id, done);
      this.#worker.postMessage({ id, call, words });
    });
    if (answer.fault) {
      if (answer.fault.broken) {
        this.#worker.terminate();
        await this.#start();
      }
      throw new Error(answer.fault.message);
    }
    return answer.told;
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
    return this.#worker.terminate();
  }
}
