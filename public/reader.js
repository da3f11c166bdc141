// Gives the page a big record in columns, piece by piece, each in a task of its own, with how many events are
// read. boot.js brings it for a file in columns, and for one of JSON that grows past a limit. That is read away
// from the page's own thread: here are both halves, the page's and the worker's, in which the page's third
// program runs (`src/reader`). The file goes to the worker as it comes; back come how many events it has read,
// and then the columns. Where there is no worker, or it fails, the page gets the file's text and reads it itself.
// A worker of its own makes the index of a big record, once somebody searches: it is given what is searched
// (`src/browser/indexer.rs`), and ends when it has given the index.

const PROGRAM = "reader-*";
/** The hashes of its files, which `cargo xtask build` puts in a line of their own, SUMS, before this text. */
const sums = typeof SUMS === "object" ? SUMS : {};
/** How often the worker says how far it is. */
const TELL_MS = 50;
/** And the page where nothing comes: the reader may have pressed Stop. */
const TELL_AGAIN_MS = 200;
/** By then the worker has its program, or the page does without. */
const BEGUN_MS = 5_000;

// The page's half.

/** So many bytes are read before the browser may draw, or pieces are passed on for so long. */
const AT_ONCE_BYTES = 2 ** 21;
const AT_ONCE_MS = 8;
/** Where a file in columns says how long its head is and how many events it has, and how long each section is;
docs/formats/columns.md. */
const [COUNTS, SECTIONS, HEAD] = [8, 36, 132];

/** A task of its own; a timer would wait longer than most pieces take. */
const task = () =>
  new Promise(done => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(0);
  });

/** A file in columns as it comes. */
function columns(source) {
  let come = 0;
  let since = 0;
  let all = 0;
  let whole = 0;
  return {
    async read() {
      const { done, value } = await source.read();
      if (done) return { done };
      if (come === 0 && value.length >= HEAD) {
        const numbers = new DataView(value.buffer, value.byteOffset, HEAD);
        all = numbers.getUint32(COUNTS + 4, true);
        whole = HEAD + numbers.getUint32(COUNTS, true);
        for (let at = SECTIONS; at < HEAD; at += 4) whole += numbers.getUint32(at, true);
      }
      come += value.length;
      since += value.length;
      if (since < AT_ONCE_BYTES || !all) return { value };
      since = 0;
      await task();
      return { value, now: (all * come) / whole, all };
    },
    cancel() {
      source.cancel().catch(() => {});
    },
  };
}

/** The worker that keeps several builds is told by the address whose file is meant. */
const mine = name => `${name}?of=${document.documentElement.dataset.build ?? ""}`;

/** A worker of the page. Its policy lets no other address become a script; offline.js shares it, for a
policy's name is given once. */
function worker(name = "reader.js") {
  const scripts = { createScriptURL: name => (["reader.js", "painter.js"].includes(name) ? mine(name) : "sw.js") };
  globalThis.khipuScripts ??= globalThis.trustedTypes?.createPolicy("khipu", scripts) ?? scripts;
  return new Worker(globalThis.khipuScripts.createScriptURL(name), { type: "module" });
}

/** Has the drawings of a big record painted elsewhere; nothing is lost where that does not come. */
const painting = () => import("./painter.js").then(it => it.begin(() => worker("painter.js"))).catch(console.warn);

/** The columns of the file of the reader's own that was read last: the desk looks at it first, then both programs
open it. They go when another record is opened. */
let held = {};
function drop() {
  if (held.name !== document.documentElement.dataset.record) held = {};
}

/** A record's file that has begun to come, as `src/browser/fetch.rs` takes it: its pieces so far, and the source of
the rest. The language of the page's words stands in its address. */
export function opened(address, { headers }, source, parts) {
  const painter = painting();
  const record = address.endsWith(".json") ? worked(address, headers, source, parts) : columns(source);
  const read = async () => {
    const piece = await record.read();
    // What is drawn next goes by it.
    if (piece.done) await painter;
    return piece;
  };
  return { ...record, read };
}

/** A file of JSON, by way of the worker. */
function worked(address, headers, source, parts) {
  // What comes packed is longer than it says.
  const told = headers.get("content-encoding") ? 0 : Number(headers.get("content-length"));
  const [name, lang] = address.split(".").slice(-3);
  const isOwn = name.startsWith("own/");
  const slices = [];
  const ready = [];
  let come = 0;
  /** How far it is. */
  let far = { value: new Uint8Array() };
  let takes;
  let own;

  function flow(item) {
    takes("lost" in item ? Promise.reject(item.lost) : item);
    takes = undefined;
  }

  function give(item) {
    if (takes && ready.length === 0) flow(item);
    else ready.push(item);
  }

  /** The page reads the file itself, once it is whole. */
  function leave(why) {
    if (!own) return;
    console.warn(why);
    stop();
    whole.then(
      () => {
        const decoder = new TextDecoder();
        const text = parts.map(part => decoder.decode(part, { stream: true })).join("");
        give({ value: text + decoder.decode() });
      },
      () => {},
    );
  }

  function stop() {
    own?.terminate();
    own = undefined;
  }

  function send(part) {
    come += part.length;
    own?.postMessage(part);
  }

  function hear({ data }) {
    const { rows, bytes, slice, refused, failed } = data;
    if (failed) return leave(failed);
    if (refused) {
      give({ lost: refused });
    } else if (slice) {
      if (isOwn) slices.push(slice);
      give({ value: slice, now: rows, all: rows });
    } else if (bytes) {
      far = { ...far, now: rows, all: (rows / bytes) * Math.max(come, told) };
      give(far);
    } else {
      if (isOwn) held = { name, slices, rows };
      give({ done: true });
    }
    if (refused || !(slice || bytes)) stop();
  }

  async function pump() {
    for (const part of parts) send(part);
    let since = performance.now();
    for (;;) {
      const { done, value } = await source.read();
      if (done) break;
      parts.push(value);
      send(value);
      // Pieces that have been waiting come one after another without a task between.
      if (performance.now() - since < AT_ONCE_MS) continue;
      await task();
      since = performance.now();
    }
    own?.postMessage({ lang });
  }

  function begin() {
    own = worker();
    own.onmessage = hear;
    own.onerror = own.onmessageerror = ({ message }) => leave(message ?? "no worker");
  }

  let whole;
  if (isOwn && held.name === name) {
    source.cancel().catch(() => {});
    for (const value of held.slices) give({ value, now: held.rows, all: held.rows });
    give({ done: true });
  } else {
    try {
      begin();
    } catch (error) {
      // A sandboxed frame has none.
      own = { postMessage() {}, terminate() {} };
      queueMicrotask(() => leave(error));
    }
    whole = pump();
    whole.catch(() => {
      stop();
      give({ lost: undefined });
    });
  }
  return {
    read: () =>
      new Promise(done => {
        takes = done;
        // What has been waiting gets a task of its own too.
        if (ready.length > 0) task().then(() => flow(ready.shift()));
        else setTimeout(() => takes === done && flow(far), TELL_AGAIN_MS);
      }),
    cancel() {
      stop();
      source.cancel().catch(() => {});
    },
  };
}

/** The bytes of the index of what is searched: for each column, `places` says where it begins in the page's memory,
and how many bytes it has. */
export async function indexed(memory, places) {
  const own = worker();
  let isOver = false;
  async function send() {
    for (let column = 0; column < places.length; column += 2) {
      let [at, left] = places.subarray(column, column + 2);
      const pieces = [];
      while (left > 0) {
        const length = Math.min(left, AT_ONCE_BYTES);
        if (length === AT_ONCE_BYTES) await task();
        if (isOver) return;
        // The memory may have grown meanwhile, and is another buffer then.
        pieces.push(new Uint8Array(memory.buffer, at, length).slice());
        at += length;
        left -= length;
      }
      own.postMessage({ pieces }, pieces.map(piece => piece.buffer));
    }
    own.postMessage({ whole: true });
  }
  try {
    const made = new Promise((done, lost) => {
      const late = setTimeout(lost, BEGUN_MS, "no program");
      own.onmessage = ({ data: { index, failed } }) => {
        clearTimeout(late);
        if (failed) lost(failed);
        else if (index) done(index);
      };
      own.onerror = own.onmessageerror = lost;
    });
    const [index] = await Promise.all([made, send()]);
    return index;
  } catch (error) {
    console.warn(error);
    throw error;
  } finally {
    isOver = true;
    own.terminate();
  }
}

// The worker's half.

/** The program, once it is there as it was made. */
async function program() {
  const { search } = new URL(import.meta.url);
  const wasm = `${PROGRAM}_bg.wasm`;
  const { default: begin } = await import(`./${PROGRAM}.js${search}`);
  await begin({ module_or_path: fetch(new URL(wasm + search, import.meta.url), { integrity: sums[wasm] ?? "" }) });
  return globalThis.khipuReader;
}

function serve() {
  let turn = program();
  let bytes = 0;
  let rows = 0;
  let said = 0;
  const take = (reader, part) => {
    bytes += part.length;
    rows = reader.push(part);
    if (rows === 0 || performance.now() - said < TELL_MS) return;
    said = performance.now();
    postMessage({ rows, bytes });
  };
  /** Why a file is no record, in the page's words. */
  const why = async (reader, lang) => {
    const words = await fetch(new URL(reader.words(lang) + new URL(import.meta.url).search, import.meta.url));
    return reader.why(lang, await words.text());
  };
  const end = async (reader, { lang }) => {
    if (reader.finish(slice => postMessage({ slice, rows }, [slice.buffer]))) return postMessage({});
    const refused = await why(reader, lang);
    if (!refused) throw new Error("a record that is not built as most are");
    return postMessage({ refused });
  };
  /** Takes a column of what is searched, and says so. */
  const column = (reader, pieces) => {
    reader.column(pieces);
    postMessage({});
  };
  const index = reader => {
    const made = reader.index();
    postMessage({ index: made }, [made.buffer]);
  };
  onmessage = ({ data }) => {
    turn = turn.then(async reader => {
      if (data.lang) await end(reader, data);
      else if (data.pieces) column(reader, data.pieces);
      else if (data.whole) index(reader);
      else take(reader, data);
      return reader;
    });
    turn.catch(error => postMessage({ failed: String(error) }));
  };
}

if (typeof document === "undefined") serve();
else addEventListener("khipu-own", drop);
