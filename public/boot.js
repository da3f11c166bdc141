// Starts the page's WebAssembly. What cannot start is told by fatal.js, and where that does not
// come either, by the words that the document itself holds. Once the record is shown, offline.js
// has it kept.
const root = document.documentElement;
const { js, wasm, sum } = document.querySelector("script[data-js]").dataset;

async function fail(kind, error) {
  root.dataset.failed = "true";
  console.error(error);
  const { show } = await import("./fatal.js");
  show(kind, error);
}

/** A panic of the page's own program, after which nothing in it can be trusted. */
const watch = ({ error, reason = error }) => {
  if (reason instanceof WebAssembly.RuntimeError) fail("broken", reason);
};

const shown = new MutationObserver(() => {
  if (!root.dataset.ready) return;
  shown.disconnect();
  (globalThis.requestIdleCallback ?? setTimeout)(() => import("./offline.js"));
});

try {
  addEventListener("error", watch);
  addEventListener("unhandledrejection", watch);
  shown.observe(root, { attributeFilter: ["data-ready"] });
  const { default: start } = await import(new URL(js, document.baseURI));
  // The program's bytes are those it was built with, or it does not run.
  const program = fetch(new URL(wasm, document.baseURI), sum ? { integrity: sum } : {});
  await start({ module_or_path: program });
  document.getElementById("plain")?.remove();
  root.dataset.started = "true";
} catch (error) {
  fail(typeof WebAssembly === "object" ? "files" : "wasm", error);
}
