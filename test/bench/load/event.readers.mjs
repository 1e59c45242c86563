import { connect } from 'node:net';

/** Many clients that read streams of events over plain sockets, and note when they hear of a revision. */
export class EventReaders {
  #sockets = [];
  #waiting = new Map();
  /** How many streams ended although nobody closed them. */
  lost = 0;
  #isClosing = false;

  /** Opens a stream on each path; resolves when all of them have said something. */
  async open(url, headers, paths, atOnce = 200) {
    for (let start = 0; start < paths.length; start += atOnce) {
      await Promise.all(paths.slice(start, start + atOnce).map((path) => this.#openOne(new URL(url), headers, path)));
    }
  }

  /** Resolves with the times, milliseconds of `performance.now`, at which so many readers had heard of the revision. */
  hear(id, revision, readers) {
    return new Promise((resolve) => {
      this.#waiting.set(`"id":"${id}"`, { revision: `"revision":${revision},`, readers, times: [], resolve });
    });
  }

  close() {
    this.#isClosing = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  #openOne({ hostname, port }, headers, path) {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.on('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: bench\r\n${fields.join('')}\r\n`));
      let tail = '';
      socket.on('data', (chunk) => {
        resolve();
        const text = tail + chunk.latin1Slice();
        tail = this.#note(text) ? '' : text.slice(-8_192);
      });
      socket.on('error', reject);
      socket.on('close', () => {
        if (!this.#isClosing) this.lost += 1;
      });
      this.#sockets.push(socket);
    });
  }

  #note(text) {
    const at = performance.now();
    let isHeard = false;
    for (const [id, waiting] of this.#waiting) {
      if (!text.includes(id) || !text.includes(waiting.revision)) continue;
      isHeard = true;
      waiting.times.push(at);
      if (waiting.times.length < waiting.readers) continue;
      this.#waiting.delete(id);
      waiting.resolve(waiting.times);
    }
    return isHeard;
  }
}
