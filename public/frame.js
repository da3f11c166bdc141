// The page inside another one: which of its areas it shows and in whose colours, how tall it is, and what
// it and the page around it say to each other. `docs/formats/embedding.md` describes both. Loaded by
// boot.js for a page in a frame, or with options after `?`, and nowhere else.

const VERSION = 1;
/** What the page around may set, and is told of: keys of the page's links. */
const KEYS = ["from", "to", "at", "region", "kind", "actor", "tag", "source", "certainty", "event", "story", "claims", "lang", "lanes", "measure"];
/** What it may set and is not told of: the reader's own words, and where they look. */
const UNTOLD = ["q", "fold", "view", "map"];
const VALUE_MOST = 2_000;
const AREAS = ["timeline", "map", "figures", "list", "event", "story"];
const RECORD = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const COLOUR = /^#?([0-9a-f]{6})$/i;
/** What must be told from what at least how well, as WCAG 2.2 measures it: text, then marks. */
const CONTRASTS = [
  [4.5, ["ink", "ink-2", "ink-3", "link", "violence", "voice"], ["paper", "raised"]],
  [4.5, ["ink", "ink-2"], ["chosen", "match"]],
  [3, ["protest", "institution", "focus"], ["paper", "raised"]],
];
/** How much of the ink is in what is between it and the paper, in percent. */
const MIXED = { "ink-2": 86, "ink-3": 78, cord: 30, rule: 16, chosen: 10, "map-0": 8 };
/** How often the address is written for the page around at most: browsers refuse more than some hundred
times in half a minute. */
const EVERY_MS = 300;
/** How long a frame waits for the texts of what is open before it says that it is there. */
const TEXTS_MS = 8_000;
/** How long a drawing waits to be asked for in a frame that nobody sees yet. */
const UNSEEN_MS = 100;
/** How bright a paper may be that has the dark colours on it. */
const DARK_MOST = 0.18;
const KEEPS_NOTHING = {
  en: "This frame keeps nothing on your device: what you write here is lost when you leave. The site around it may keep it from saving files and opening links.",
  es: "Este marco no guarda nada en su dispositivo: lo que escriba aquí se pierde al salir. El sitio que lo muestra puede impedirle guardar archivos y abrir enlaces.",
  fr: "Ce cadre ne conserve rien sur votre appareil : ce que vous y écrivez est perdu en partant. Le site qui l’affiche peut l’empêcher d’enregistrer des fichiers et d’ouvrir des liens.",
};
/** What WordPress adds to the address of a frame that it does not trust, and wants back with its height. */
const WORDPRESS = /#?\?secret=([A-Za-z0-9]{1,64})$/;

const root = document.documentElement;
const options = new URLSearchParams(location.search);
const isFramed = parent !== window;
const secret = WORDPRESS.exec(location.hash)?.[1];
const isAuto = options.has("auto") || secret !== undefined;
/** Who acted last: what the page around set is not told back to it as the reader's. */
let by = "reader";
let told = {};
let problems = [];

const tell = (is, what) => isFramed && parent.postMessage({ khipu: VERSION, is, ...what }, "*");

function problem(text) {
  console.warn(`khipu: ${text}`);
  problems.push(text);
}

// The address.

const pairs = () => location.hash.slice(1).split("&").filter(Boolean).map(pair => pair.split(/=(.*)/s, 2));

function write(fragment) {
  history.replaceState(history.state, "", location.pathname + location.search + (fragment && `#${fragment}`));
}

/** The view as the page around may know it. */
function view() {
  const known = {};
  for (const [key, value = ""] of pairs()) {
    try {
      if (KEYS.includes(key)) known[key] = decodeURIComponent(value);
    } catch {
      // Not of this page's making; it tells the reader so itself.
    }
  }
  return known;
}

/** A value as a link has it; nothing to take the key away, undefined for what is none. */
function written(value) {
  const text = Array.isArray(value) && value.every(part => typeof part === "string") ? value.join(",") : value;
  if (text === null || text === "") return null;
  if (typeof text !== "string" || text.length > VALUE_MOST || !text.isWellFormed()) return undefined;
  return encodeURIComponent(text).replaceAll("%2C", ",");
}

/** What the page around asked for and the address does not have yet. */
const asked = new Map();
let resting;

function set(wanted) {
  if (typeof wanted !== "object" || wanted === null) return;
  for (const key of [...KEYS, ...UNTOLD].filter(key => Object.hasOwn(wanted, key))) {
    const value = written(wanted[key]);
    if (value !== undefined) asked.set(key, value);
  }
  resting ?? carry();
}

/** Brings to the address what was asked for, then lets it rest. */
function carry() {
  resting = undefined;
  if (asked.size === 0) return;
  const now = new Map(pairs());
  for (const [key, value] of asked) value === null ? now.delete(key) : now.set(key, value);
  asked.clear();
  const fragment = [...now].map(pair => pair.join("=")).join("&");
  if (fragment === location.hash.slice(1)) return;
  resting = setTimeout(carry, EVERY_MS);
  by = "host";
  // The focus stays with the page around, whatever is made anew.
  if (!document.hasFocus()) document.activeElement?.blur();
  write(fragment);
  dispatchEvent(new Event("khipu-address"));
}

function play(wanted) {
  const button = document.querySelector("[data-playing]");
  if (!button || (button.dataset.playing === "true") === wanted) return;
  by = "host";
  button.click();
}

const ORDERS = { set: ({ view }) => set(view), play: () => play(true), pause: () => play(false) };

function hear({ source, data }) {
  if (source !== parent || typeof data !== "object" || data?.khipu !== VERSION) return;
  if (typeof data.do === "string" && Object.hasOwn(ORDERS, data.do)) ORDERS[data.do](data);
}

function report() {
  if (!root.dataset.ready) return;
  const now = view();
  if (JSON.stringify(now) === JSON.stringify(told)) return;
  const { event } = told;
  told = now;
  tell("state", { view: now, by });
  // Once the event is drawn its place in the frame is known.
  if (now.event !== event) requestAnimationFrame(() => setTimeout(() => tell("event", { event: now.event ?? null, by, top: top() })));
}

/** Where the open event stands, from the frame's upper edge. */
const top = () => Math.round(document.getElementById("event")?.getBoundingClientRect().top ?? 0);

// The height.

let height;

function measure() {
  const now = Math.ceil(document.body.getBoundingClientRect().height);
  if (!root.dataset.ready || now === height) return;
  height = now;
  tell("height", { height });
  try {
    // Chromium's own sizing of frames measures once, and again when asked.
    globalThis.requestResize?.();
  } catch {
    // It is not meant for this frame.
  }
  if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
}

/** Whether texts of what is open have yet to come: they follow the record. */
const isAwaited = () => document.querySelector(".awaited > .note:only-child") || document.querySelector(".detail__tour .detail__prose")?.textContent === "";

const texts = () =>
  new Promise(done => {
    if (!isAwaited()) return done();
    const watch = new MutationObserver(() => isAwaited() || done());
    watch.observe(document.body, { childList: true, characterData: true, subtree: true });
    setTimeout(done, TEXTS_MS);
  });

/** Browsers draw nothing in a frame that nobody sees, and what the page does after its first drawing would
wait until somebody does. Until the record is there a moment stands for it; gives what ends that. */
function drawn() {
  const [ask, cancel] = [requestAnimationFrame, cancelAnimationFrame];
  const timers = new Map();
  const drop = id => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    cancel(id);
  };
  globalThis.requestAnimationFrame = callback => {
    const once = time => {
      drop(id);
      callback(time);
    };
    const id = ask(once);
    timers.set(id, setTimeout(() => once(performance.now()), UNSEEN_MS));
    return id;
  };
  globalThis.cancelAnimationFrame = drop;
  return () => {
    globalThis.requestAnimationFrame = ask;
  };
}

async function ready(rest) {
  await document.fonts.ready;
  // What comes later would make the frame taller once it is there.
  if (isAuto) await texts();
  rest();
  told = view();
  if (isAuto) measure();
  tell("ready", { height: height ?? null, view: told, problems });
}

// The colours.

const rgb = hex => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16));

/** Of how much light a colour is: relative luminance, WCAG 2.2. */
function luminance(hex) {
  const [red, green, blue] = rgb(hex).map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

const mixed = (one, other, percent) =>
  `#${rgb(one).map((part, at) => Math.round((part * percent + rgb(other)[at] * (100 - percent)) / 100).toString(16).padStart(2, "0")).join("")}`;

/** The first two colours that cannot be told apart well enough. */
function unclear() {
  const style = getComputedStyle(root);
  const colour = name => style.getPropertyValue(`--${name}`).trim();
  for (const [least, fronts, grounds] of CONTRASTS) {
    for (const front of fronts) {
      for (const ground of grounds) {
        const found = contrast(colour(front), colour(ground));
        if (found < least) return `${front} on ${ground} has a contrast of ${found.toFixed(2)}, less than ${least}`;
      }
    }
  }
  return undefined;
}

function colour() {
  const given = {};
  for (const name of ["paper", "ink", "accent"]) {
    const value = options.get(name);
    const hex = value && COLOUR.exec(value)?.[1];
    if (hex) given[name] = `#${hex.toLowerCase()}`;
    else if (value) problem(`${name} is no colour of six hexadecimal digits, as in #1f5fd1, and is left out`);
  }
  const theme = options.get("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else if (given.paper) root.dataset.theme = luminance(given.paper) < DARK_MOST ? "dark" : "light";
  // A reader who asks for their own colours has them.
  if (Object.keys(given).length === 0 || matchMedia("(forced-colors: active)").matches) return;
  const style = getComputedStyle(root);
  const own = name => style.getPropertyValue(`--${name}`).trim();
  const { paper = own("paper"), ink = own("ink"), accent = own("link") } = given;
  const made = { paper, ink, raised: given.paper ?? own("raised"), link: accent, focus: accent };
  if (given.paper || given.ink) for (const [name, percent] of Object.entries(MIXED)) made[name] = mixed(ink, paper, percent);
  for (const [name, value] of Object.entries(made)) root.style.setProperty(`--${name}`, value);
  const fault = unclear();
  if (!fault) return;
  for (const name of Object.keys(made)) root.style.removeProperty(`--${name}`);
  problem(`the colours are left out: ${fault}`);
}

// The areas.

function arrange() {
  const shown = (options.get("show") ?? "").split(/[\s,]+/).filter(Boolean);
  const unknown = shown.filter(area => !AREAS.includes(area));
  if (unknown.length > 0) problem(`show knows ${AREAS.join(", ")}, and not ${unknown.join(", ").slice(0, 100)}`);
  const areas = shown.filter(area => AREAS.includes(area));
  if (areas.length > 0) root.dataset.show = areas.join(" ");
  const frame = [];
  if (isAuto || areas.length > 0) frame.push("flow");
  if (options.has("still")) frame.push("still");
  root.dataset.frame = frame.join(" ");
  const record = options.get("record");
  if (record && RECORD.test(record)) root.dataset.record = `data/${record}`;
  else if (record) problem("record is no name of a file beside the page's own record, and is left out");
}

/** What must be done anew with every page that is made: in another language it is another one. */
function dress() {
  if (options.has("still")) for (const area of document.querySelectorAll(".page__main > *")) area.inert = true;
  try {
    localStorage.getItem("");
  } catch {
    const page = document.querySelector(".page");
    if (!page || page.querySelector(".frame__word")) return;
    page.append(Object.assign(document.createElement("footer"), { className: "frame__word", textContent: KEEPS_NOTHING[root.lang] ?? KEEPS_NOTHING.en }));
  }
}

function sheet() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "frame.css" });
  document.head.append(link);
  return new Promise(done => (link.onload = link.onerror = done));
}

/** Holds the page's start until its frame is laid out. */
export async function begin() {
  if (!isFramed && (options.has("own") || options.has("text"))) return (await import("./own.js")).begin(options);
  // A frame that is not laid out at all has no style in Firefox, and nobody waits for it.
  while (root.getClientRects().length === 0) await new Promise(requestAnimationFrame);
  if (secret) write(location.hash.slice(1).replace(WORDPRESS, ""));
  arrange();
  colour();
  if (isFramed) {
    // The reader's way back is the way back of the page around, which knows nothing of this one's steps.
    history.pushState = (...entry) => history.replaceState(...entry);
    addEventListener("message", hear);
    for (const name of ["khipu-address", "hashchange", "popstate"]) addEventListener(name, report);
    for (const name of ["pointerdown", "click", "keydown", "wheel", "input"]) {
      addEventListener(name, ({ isTrusted }) => isTrusted && (by = "reader"), { capture: true, passive: true });
    }
  }
  if (isAuto) new ResizeObserver(measure).observe(document.body);
  // A dialog opens near what asked for it, however tall the frame is.
  addEventListener("click", ({ target }) => root.style.setProperty("--asked", `${Math.round(target.getBoundingClientRect().top)}px`), true);
  new MutationObserver(dress).observe(document.body, { childList: true });
  const rest = drawn();
  const shown = new MutationObserver(() => {
    if (root.dataset.failed) tell("error", { text: "the record could not be shown" });
    if (!root.dataset.ready) return;
    shown.disconnect();
    ready(rest);
  });
  shown.observe(root, { attributeFilter: ["data-ready", "data-failed"] });
  await sheet();
}
