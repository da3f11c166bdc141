// Loads the page's second program once it is wanted: for a click on an element with `data-desk`, which
// says what for and which boot.js puts down; for a link that asks for what only the desk shows; for notes that are kept here; or
// at the reader's first touch, so that it is there in time. What is wanted stands in the document's
// `data-wish` until the desk takes it, and an event "khipu-wish" says that it changed.

const PROGRAM = "desk-*";
/** The hashes of its files, which `cargo xtask build` puts in a line of their own, SUMS, before this text. */
const sums = typeof SUMS === "object" ? SUMS : {};
/** What in an address the desk alone shows. */
const ASKED = /[#&](?:claims|notes)=/;
/** A page that is measured. */
const BENCH = /[?&]bench=|\.khipu(?:&|$)/;
const SAID_MS = 12_000;
/** How long a worker that takes over may need. */
const AGAIN_MS = 500;
const SORRY = {
  en: "This part of the page did not arrive. Check the connection, then press again.",
  es: "Esta parte de la página no llegó. Compruebe la conexión y pulse de nuevo.",
  fr: "Cette partie de la page n’est pas arrivée. Vérifiez la connexion, puis appuyez de nouveau.",
};

const root = document.documentElement;
let coming;

function wish() {
  coming ??= start();
  dispatchEvent(new Event("khipu-wish"));
}

async function start() {
  try {
    await load("").catch(lost);
  } catch (error) {
    // The next wish tries again.
    coming = undefined;
    console.warn(error);
    if (root.dataset.wish) complain();
  }
}

/** Once more, by other names: an answer may be lost with the worker that was giving it. */
function lost(error) {
  if (error instanceof WebAssembly.RuntimeError) throw error;
  return new Promise(done => setTimeout(done, AGAIN_MS)).then(() => load(`?again=${Date.now()}`));
}

async function load(again) {
  const wasm = `${PROGRAM}_bg.wasm`;
  await Promise.all([linked("stylesheet", "desk.css", again), linked("modulepreload", `${PROGRAM}.js`, again)]);
  const { default: begin } = await import(`./${PROGRAM}.js${again}`);
  await begin({ module_or_path: fetch(new URL(wasm, document.baseURI), { integrity: sums[wasm] ?? "" }) });
}

/** A file in the document's head, once it is there as it was made. */
function linked(rel, name, again) {
  const link = Object.assign(document.createElement("link"), { rel, href: name + again, integrity: sums[name] ?? "", crossOrigin: "anonymous" });
  const isThere = document.querySelector(`link[rel="${rel}"][href^="${name}"]`);
  if (isThere || !link.relList.supports(rel)) return undefined;
  return new Promise((done, failed) => {
    link.onload = done;
    link.onerror = () => {
      link.remove();
      failed(new Error(name));
    };
    document.head.append(link);
  });
}

/** Says that what the reader asked for did not come. */
function complain() {
  const sentence = document.createElement("p");
  sentence.className = "notice";
  sentence.setAttribute("role", "alert");
  sentence.textContent = SORRY[root.lang] ?? SORRY.en;
  document.body.prepend(sentence);
  setTimeout(() => sentence.remove(), SAID_MS);
}

/** A file of the reader's own is looked at by the desk, and it says which is open. */
const isOwn = () => root.dataset.offered || root.dataset.record?.startsWith("own/");
const look = () => (root.dataset.wish || ASKED.test(location.hash) || isOwn()) && wish();

// What paper looks like; what the desk adds to it comes with the desk.
document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "print.css" }));
let inked;
addEventListener("beforeprint", () => {
  // Paper is light, whatever the screen is.
  if (getComputedStyle(root).colorScheme !== "dark") return;
  inked = root.dataset.theme ?? "";
  Object.assign(root.dataset, { theme: "light", inked: "dark" });
});
addEventListener("afterprint", () => {
  delete root.dataset.inked;
  if (inked) root.dataset.theme = inked;
  else if (inked === "") delete root.dataset.theme;
  inked = undefined;
});
// The element of other sites, for its preview.
addEventListener("khipu-preview", () => import("./khipu-embed.js").catch(console.warn));

document.addEventListener("click", look);
for (const name of ["khipu-address", "hashchange", "popstate"]) addEventListener(name, look);
// The desk reads the record for itself: one of a million events only when it is really wanted.
if (!root.dataset.record?.endsWith(".khipu") && !BENCH.test(location.search)) {
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, wish, { once: true, passive: true });
}
addEventListener("khipu-offered", wish);
if (parent === window) import("./own.js").catch(console.warn);
look();
try {
  const kept = /^khipu:(?:notes|draft|journal):/;
  if (Object.keys(localStorage).some(key => kept.test(key))) wish();
} catch {
  // A sandboxed frame keeps nothing.
}
