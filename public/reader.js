// Reads a big record in JSON away from the page's own thread. Here are both halves: the page's, which boot.js
// brings for a file that grows past a limit, and the worker's, in which the page's third program runs
// (`src/reader`). The file goes to the worker piece by piece as it comes; back come how many events it has
// read, and then the record in columns, slice by slice, each in a task of its own. Where there is no
// worker, or it fails, the page gets the file's text and reads it itself.

const PROGRAM = "reader-*";
/** The hashes of its files, which `cargo xtask build` puts in a line of their own, SUMS, before this text. */
const sums = typeof SUMS === "object" ? SUMS : {};
/** How often the worker says how far it is. */
const TELL_MS = 50;
/** And the page where nothing comes: the reader may have pressed Stop. */
const TELL_AGAIN_MS = 200;

// The page's half.

/** The worker keeps several builds: the address says whose file is meant. */
const mine = () => `reader.js?of=${document.documentElement.dataset.build ?? ""}`;

/** A worker of the page. Its policy lets no other address become a script; offline.js shares it, for a
policy's name is given once. */
function worker() {
  const scripts = { createScriptURL: name => (name === "reader.js" ? mine() : "sw.js") };
  globalThis.khipuScripts ??= globalThis.trustedTypes?.createPolicy("khipu", scripts) ?? scripts;
  return new Worker(globalThis.khipuScripts.createScriptURL("reader.js"), { type: "module" });
}

/** The columns of the file of the reader's own that was read last: the desk looks at it first, then both programs
open it. They go when another record is opened. */
let held = {};
function drop() {
  if (held.name !== document.documentElement.dataset.record) held = {};
}

/** A file that has begun to come, as `src/browser/fetch.rs` takes it: its pieces so far, and the source of
the rest. The language of the page's words stands in its address. */
export function opened(address, { headers }, source, parts) {
  // What comes packed is longer than it says.
  const told = headers.get("content-encoding") ? 0 : Number(headers.get("content-length"));
  const [name, lang] = address.split(".").slice(-3);
  const isOwn = name.startsWith("own/");
  const slices = [];
  const ready = [];
  let come = 0;
  /** How far it is. */
  let now = { value: new Uint8Array() };
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
    const { rows, bytes, columns, refused, failed } = data;
    if (failed) return leave(failed);
    if (refused) {
      give({ lost: refused });
    } else if (columns) {
      if (isOwn) slices.push(columns);
      give({ value: columns, rows, all: rows });
    } else if (bytes) {
      now = { ...now, rows, all: (rows / bytes) * Math.max(come, told) };
      give(now);
    } else {
      if (isOwn) held = { name, slices, rows };
      give({ done: true });
    }
    if (refused || !(columns || bytes)) stop();
  }

  async function pump() {
    for (const part of parts) send(part);
    for (;;) {
      const { done, value } = await source.read();
      if (done) break;
      parts.push(value);
      send(value);
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
    for (const value of held.slices) give({ value, rows: held.rows, all: held.rows });
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
        if (ready.length > 0) setTimeout(() => flow(ready.shift()));
        else setTimeout(() => takes === done && flow(now), TELL_AGAIN_MS);
      }),
    cancel() {
      stop();
      source.cancel().catch(() => {});
    },
  };
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
    if (reader.finish(columns => postMessage({ columns, rows }, [columns.buffer]))) return postMessage({});
    const refused = await why(reader, lang);
    if (!refused) throw new Error("a record that is not built as most are");
    return postMessage({ refused });
  };
  onmessage = ({ data }) => {
    turn = turn.then(async reader => {
      await (data.lang ? end(reader, data) : take(reader, data));
      return reader;
    });
    turn.catch(error => postMessage({ failed: String(error) }));
  };
}

if (typeof document === "undefined") serve();
else addEventListener("khipu-own", drop);
