// Starts the page's WebAssembly. What cannot start is told by fatal.js, and where that does not
// come either, by the words that the document itself holds. Once the record is shown, offline.js
// has it kept.
const root = document.documentElement;
const AGAIN = "khipu:again";
/** So many bytes of JSON are read by the page itself. */
const SMALL_BYTES = 1_500_000;
const { js, wasm, sum } = document.querySelector("script[data-js]").dataset;

/** The program, whose bytes are those it was built with. It is compiled while it arrives. The hash is
not left to `fetch`: Firefox would ask for the file again in place of the one it has preloaded. */
async function program() {
  const response = await fetch(wasm);
  const compiled = WebAssembly.compileStreaming(response.clone()).catch(() => undefined);
  const bytes = await response.arrayBuffer();
  // Plain HTTP, but for this machine's own, has no cryptography.
  if (sum && crypto.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (`sha256-${btoa(String.fromCharCode(...digest))}` !== sum) throw new Error(wasm);
  }
  // Some hosts give it out as another kind, which is not compiled while it arrives.
  return (await compiled) ?? WebAssembly.compile(bytes);
}

/** What this tab remembers over a reload; nothing in a sandboxed frame. */
function tab() {
  try {
    return sessionStorage;
  } catch {
    // Nothing.
  }
}

/** Whether the page loads again by itself: once, for an answer may be lost on the way, or with the
worker that keeps the page where a newer one just replaced it. */
function loadsAgain() {
  const isFirst = tab()?.getItem(AGAIN) === null;
  if (isFirst) {
    tab().setItem(AGAIN, "1");
    location.reload();
  }
  return isFirst;
}

async function fail(kind, error) {
  if (kind === "files" && loadsAgain()) return;
  root.dataset.failed = "true";
  console.error(error);
  const { show } = await import("./fatal.js");
  show(kind, error);
}

/** A panic of the page's own program, after which nothing in it can be trusted. */
const watch = ({ error, reason = error }) => {
  if (reason instanceof WebAssembly.RuntimeError) fail("broken", reason);
};

/** The scripts that come once the record is shown, or for it. An answer may be lost with the worker that was giving
it, and browsers hold on to a name that failed: it is asked for once more, by another, and at the next wish. */
const coming = {};
function bring(name) {
  coming[name] ??= import(`./${name}.js`)
    .catch(() => import(`./${name}.js?again=${Date.now()}`))
    .catch(error => {
      delete coming[name];
      console.warn(error);
    });
  return coming[name];
}

/** A record's file, read as a stream is: a small one of JSON comes as a text, and reader.js has the others. */
globalThis.khipuRecord = async (address, response) => {
  const source = response.body.getReader();
  const parts = [];
  let left = address.endsWith(".json") && SMALL_BYTES;
  for (;;) {
    if (left <= 0) {
      const reader = await bring("reader");
      if (reader) return reader.opened(address, response, source, parts);
      if (left === false) return source;
      // It is asked for once.
      left = undefined;
    }
    const { done, value } = await source.read();
    if (done) return { read: async () => ({ value: await new Blob(parts).text() }), cancel() {} };
    parts.push(value);
    left -= value.length;
  }
};

/** The index of a big record; it fails where no worker makes one, and the page makes it. */
globalThis.khipuIndex = async (...asked) => (await bring("reader")).indexed(...asked);

/** What is asked of the desk, also before desk.js is there to hear it. */
document.addEventListener("click", ({ target }) => {
  const asked = target.closest?.("[data-desk]");
  if (!asked) return;
  root.dataset.wish = asked.dataset.desk;
  if (root.dataset.ready) bring("desk");
});

/** In another page's frame, or with options in the address, the page is laid out for that first. */
const framed = parent !== window || location.search
  ? import("./frame.js").then(frame => frame.begin()).catch(console.warn)
  : undefined;

const shown = new MutationObserver(() => {
  if (!root.dataset.ready) return;
  shown.disconnect();
  (globalThis.requestIdleCallback ?? setTimeout)(() => {
    for (const name of ["desk", "offline", "fatal"]) bring(name);
  });
});

try {
  addEventListener("error", watch);
  addEventListener("unhandledrejection", watch);
  shown.observe(root, { attributeFilter: ["data-ready"] });
  const { default: start } = await import(js);
  const [compiled] = await Promise.all([program(), framed]);
  if (!getComputedStyle(root).getPropertyValue("--ink")) throw new Error("style");
  await start({ module_or_path: compiled });
  document.getElementById("plain")?.remove();
  root.dataset.started = "true";
  tab()?.removeItem(AGAIN);
} catch (error) {
  // What could not be held against its hash may be refused for what happened to it on the way.
  const { CompileError, RuntimeError } = globalThis.WebAssembly ?? {};
  const isRefused = !CompileError || (isSecureContext && error instanceof CompileError);
  fail(isRefused ? "wasm" : error instanceof RuntimeError ? "broken" : "files", error);
}
