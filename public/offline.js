// Has the page kept on this device by its worker, and says how that stands: in the document's
// `data-offline`, with an event "khipu-offline" at each change. A word, and what belongs to it:
//   getting DONE TOTAL   the files of the first visit are being kept
//   ready                the page works with no network
//   offline              there is no network; the page goes on
//   new                  another build is kept whole, for a reload by the reader; this page goes
//                        on with its own
//   failed WHY, stale WHY   nothing could be kept; the newer build could not. WHY is network,
//                        changed (something else arrived than the page) or room
// A click on an element with `data-reload` loads the newer build.

const root = document.documentElement;
/** The one address that the page's policy lets become a script beside those in the document. */
const own = { createScriptURL: () => "sw.js" };
const WORKER = (globalThis.trustedTypes?.createPolicy("khipu", own) ?? own).createScriptURL("");
/** How long an open page waits before it asks for a newer build again. */
const ASK_AGAIN_MS = 3_600_000;

/** The browser's keeper of workers; none in a sandboxed frame, where asking for it throws. */
function keeper() {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

function say(...words) {
  const state = words.join(" ");
  if (root.dataset.offline === state) return;
  root.dataset.offline = state;
  dispatchEvent(new Event("khipu-offline"));
}

const workers = keeper();
const { build } = root.dataset;
let registration;
let asked = 0;
/** Whether this page's own build is kept whole. */
let kept = false;
/** Whether the worker in force is of another build. */
let other = false;
let why = "";

function look() {
  if (other) say("new");
  else if (kept && !navigator.onLine) say("offline");
  else if (why) say(kept ? "stale" : "failed", why);
  else if (kept) say("ready");
}

function hear({ data }) {
  if (data.getting) {
    why = "";
    if (!kept && !other) say("getting", ...data.getting);
  } else if (data.failed) {
    why = data.failed;
    look();
  } else if ("kept" in data) {
    kept ||= data.kept;
    other = !data.kept;
    look();
  }
}

/** Tells the worker in force what this page is made of; it answers whether it has the same. */
function greet(worker) {
  if (worker?.state === "activated") worker.postMessage({ here: build, alone: !workers.controller });
  else worker?.addEventListener("statechange", () => greet(worker), { once: true });
}

async function ask() {
  asked = Date.now();
  try {
    if (!registration) {
      registration = await workers.register(WORKER, { updateViaCache: "none" });
      registration.addEventListener("updatefound", () => greet(registration.installing));
      greet(registration.active ?? registration.waiting ?? registration.installing);
    } else {
      await registration.update();
    }
  } catch {
    // An open page that is kept already misses nothing when the host cannot be asked. Browsers
    // do not tell a host that is gone from one that answers with no worker.
    if (!kept) why = await fetch("sw.js", { cache: "no-store" }).then(() => "changed", () => "network");
  }
  look();
}

if (workers && build) {
  workers.addEventListener("message", hear);
  workers.addEventListener("controllerchange", () => greet(workers.controller));
  for (const name of ["online", "offline"]) addEventListener(name, look);
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && asked + ASK_AGAIN_MS < Date.now()) ask();
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-reload]")) location.reload();
  });
  ask();
}
