// A record of the reader's own, from a file: chosen in the desk's dialog, dropped on the page, or opened
// with it by the system. The file is read on this device and sent nowhere. It is held here, and both
// programs fetch it under a name of its own (`src/browser/own.rs`):
//   data-offered    the name of a file that the desk should look at; an event "khipu-offered" says so, and
//                   the desk answers by "khipu-answer": the name and the record's id, or nothing to close
//                   the open one
//   data-record     the name of the file that is open; an event "khipu-own" has the page open it
//   data-missing    the id of a record that the address asks for and that is not kept here
//   data-own        whether a copy of the open file is "kept" for a reload, or will be "lost"; "khipu-kept"
// Loaded by desk.js once the record is shown, by frame.js for an address that asks for such a record, and
// in no other page's frame: what that page is told speaks of the record it chose.

/** The most bytes of a file: records in columns may have as many, those in JSON fewer. */
const MOST_BYTES = 512 * 2 ** 20;
/** How a record in columns begins. */
const COLUMNS = "khipu\0";
const ID = /^[a-z0-9-]{1,200}$/;
/** What a record without an id is called in the address. */
const NAMELESS = "record";
const VIEW = "khipu:view";
const HERE = new URL("./", document.baseURI).pathname;
/** Begins otherwise than the caches of the builds, which the worker clears. */
const KEPT = `khipu-own ${HERE}`;
const KEPT_MOST = 4;
const NAME = "x-khipu-name";
const DROP = {
  en: "Let go of the record’s file here to open it",
  es: "Suelte aquí el archivo del registro para abrirlo",
  fr: "Déposez ici le fichier du registre pour l’ouvrir",
};

const root = document.documentElement;
/** The files by their names, as far as they could be read. */
const files = (globalThis.khipuOwn = Object.create(null));
const isInstalled = matchMedia("(display-mode: standalone)").matches;
const bundled = root.dataset.record;
/** The names of the files that were opened, by their records' ids. */
const opened = new Map();
/** What an address asked for that was not kept: the record's id, and the view of it. */
let asked = {};
/** What else stands in the address before the view. */
let ground = location.search;
let count = 0;
/** Whether the address cannot say which record is open: a sandboxed page may not change so much of it. */
let isFixed = false;

const tell = name => dispatchEvent(new Event(name));
const openNow = () => (root.dataset.record?.startsWith("own/") ? root.dataset.record : undefined);
const fileOf = name => files[name.split(".")[0]];
const inAddress = () => new URLSearchParams(location.search).get("own");
const addressOf = id => new URL(`own/${encodeURIComponent(id)}`, document.baseURI);

/** Holds a file under a name. Its bytes are read at once: one that is changed or taken away later cannot be
read any more, and another language reads it again. */
async function hold(file) {
  count += 1;
  let name = `own/${count}`;
  let held = file;
  try {
    if (file.size <= MOST_BYTES) held = new File([await file.arrayBuffer()], file.name);
    if ((await held.slice(0, COLUMNS.length).text()) === COLUMNS) name += ".khipu";
    files[name.split(".")[0]] = held;
  } catch (error) {
    // A folder, say: the desk finds nothing under the name.
    console.warn(error);
  }
  return name;
}

async function offer(file) {
  if (!file) return;
  root.dataset.offered = await hold(file);
  tell("khipu-offered");
}

/** Keeps a copy for a reload, beside those of a few other tabs. */
async function keep(id, file) {
  let state = "lost";
  try {
    const cache = await caches.open(KEPT);
    const headers = { [NAME]: encodeURIComponent(file.name) };
    await cache.delete(addressOf(id));
    await cache.put(addressOf(id), new Response(file, { headers }));
    for (const old of (await cache.keys()).slice(0, -KEPT_MOST)) await cache.delete(old);
    state = "kept";
  } catch (error) {
    // Storage is blocked or full: the file is here as long as the page is.
    console.warn(error);
  }
  if (openNow() !== opened.get(id)) return;
  root.dataset.own = state;
  tell("khipu-kept");
}

async function forget(id) {
  try {
    await (await caches.open(KEPT)).delete(addressOf(id));
  } catch {
    // What cannot be opened keeps nothing.
  }
}

/** Gives what is shown next an entry in the history. */
function enter(query, view) {
  try {
    history.pushState(null, "", HERE + query + view);
  } catch {
    isFixed = true;
    location.hash = view;
  }
}

/** Shows another record than before: of the reader's own by its id, or the page's. */
function show(id) {
  const name = opened.get(id);
  delete root.dataset.own;
  if (name) root.dataset.record = name;
  else if (bundled) root.dataset.record = bundled;
  else delete root.dataset.record;
  tell("khipu-own");
  if (name) keep(id, fileOf(name));
}

/** The desk has looked at a file, or closes the open one. */
function answer({ detail }) {
  const lang = `#lang=${root.lang}`;
  if (!detail) {
    for (const [id, name] of opened) if (name === openNow()) forget(id);
    enter(ground, lang);
    show();
    return;
  }
  const [name, id = NAMELESS] = detail.split(" ");
  delete root.dataset.missing;
  opened.set(id, name);
  const view = asked.id === id && asked.view;
  asked = {};
  enter(`?own=${id}`, view || lang);
  show(id);
}

/** A step through the history may lead to another record. */
function step() {
  const id = inAddress();
  const name = opened.get(id);
  if (isFixed) return;
  if (id && !name) location.reload();
  else if (name !== openNow()) show(id);
}

/** Before the page starts: what its address asks for. */
export async function begin(options) {
  ground = "";
  const text = options.get("text");
  if (text) history.replaceState(null, "", `${HERE}#q=${encodeURIComponent(text.slice(0, 500))}`);
  const id = options.get("own");
  if (!id) return;
  if (!ID.test(id)) {
    history.replaceState(null, "", HERE + location.hash);
    return;
  }
  try {
    const kept = await caches.match(addressOf(id), { cacheName: KEPT });
    const name = await hold(new File([await kept.blob()], decodeURIComponent(kept.headers.get(NAME))));
    opened.set(id, name);
    root.dataset.record = name;
    root.dataset.own = "kept";
  } catch {
    // The page shows its own record, and the desk asks for the file.
    asked = { id, view: location.hash };
    const lang = /lang=\w+/.exec(location.hash);
    history.replaceState(null, "", HERE + (lang ? `#${lang}` : ""));
    root.dataset.missing = id;
    root.dataset.wish = "own";
  }
}

// A drop.

let sign;

function hint(is) {
  if (is === Boolean(sign)) return;
  sign?.remove();
  sign = undefined;
  if (!is) return;
  const textContent = DROP[root.lang] ?? DROP.en;
  sign = Object.assign(document.createElement("p"), { className: "notice drop", textContent, popover: "manual" });
  document.body.prepend(sign);
  // Over a dialog too.
  sign.showPopover?.();
  // The desk will be wanted.
  tell("khipu-offered");
}

function drag(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  hint(true);
}

function drop(event) {
  hint(false);
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  event.preventDefault();
  offer(file);
}

/** An installed page opens as it was left. */
function remember() {
  try {
    localStorage.setItem(VIEW, location.search + location.hash);
  } catch {
    // It opens as it does for the first time.
  }
}

addEventListener("khipu-answer", answer);
addEventListener("popstate", step);
addEventListener("dragenter", drag);
addEventListener("dragover", drag);
addEventListener("dragleave", ({ relatedTarget }) => relatedTarget ?? hint(false));
addEventListener("drop", drop);
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-own-file]")) return;
  offer(target.files[0]);
  // The same file may be chosen again.
  target.value = "";
});
globalThis.launchQueue?.setConsumer(async ({ files: [handle] = [] }) => offer(await handle?.getFile()));
if (isInstalled) {
  for (const name of ["khipu-address", "khipu-own", "popstate"]) addEventListener(name, remember);
  remember();
}
