// Has the page kept on this device by its worker, and says how that stands: in the document's
// `data-offline`, with an event "khipu-offline" at each change. A word, and what belongs to it:
//   getting DONE TOTAL   the files of the first visit are being kept
//   ready                the page works with no network
//   offline              there is no network, or no answer from the host; the page goes on
//   new                  another build is kept whole, for a reload by the reader; this page goes
//                        on with its own
//   failed WHY, stale WHY   nothing could be kept; the newer build could not. WHY is network,
//                        changed (something else arrived than the page), room or store
// A click on an element with `data-reload` loads the newer build.

const root = document.documentElement;
const SCRIPT = new URL("sw.js", document.baseURI).href;
/** How long an open page waits before it asks for a newer build again. */
const ASK_AGAIN_MS = 3_600_000;
/** And before it asks again a host that did not answer. */
const TRY_AGAIN_MS = 60_000;
/** How often the files that are being kept are counted: each count is drawn. */
const COUNT_MS = 250;
/** How long the host may take to answer. */
const ANSWER_MS = 10_000;

/** The worker's address, which the page's policy lets become a script: no other beside those in the document
does but reader.js and painter.js. Where reader.js comes first it makes the policy, whose name is given once. */
function script() {
  const { build = "" } = root.dataset;
  const named = name => (["reader.js", "painter.js"].includes(name) ? `${name}?of=${build}` : "sw.js");
  const scripts = { createScriptURL: named };
  globalThis.khipuScripts ??= globalThis.trustedTypes?.createPolicy("khipu", scripts) ?? scripts;
  return globalThis.khipuScripts.createScriptURL("sw.js");
}

/** The browser's keeper of workers; none in a sandboxed frame, where asking for it throws, or it refuses. */
function keeper() {
  try {
    return globalThis.origin === "null" ? undefined : navigator.serviceWorker;
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
/** Whether the host did not answer the last time it was asked. */
let gone = false;
/** Why the worker could keep nothing, and why there is no worker or no newer one. */
let why = "";
let refused = "";
let next;
/** The count of kept files that is yet to be said. */
let far;

function look() {
  const fault = why || refused;
  if (other) say("new");
  else if (kept && (gone || !navigator.onLine)) say("offline");
  else if (fault) say(kept ? "stale" : "failed", fault);
  else if (kept) say("ready");
}

/** Says a little later how many files are kept, unless it is over by then. */
function count(files) {
  if (!far) {
    setTimeout(() => {
      if (!kept && !other && !why) say("getting", ...far);
      far = undefined;
    }, COUNT_MS);
  }
  far = files;
}

function hear({ data, source }) {
  // The origin may have other apps, with workers that speak to every page.
  if (!data || (source?.scriptURL ?? SCRIPT) !== SCRIPT) return;
  if (data.getting) {
    why = "";
    count(data.getting);
  } else if (data.failed) {
    why = data.failed;
    look();
  } else if (data.lost === build) {
    kept = false;
  } else if (data.whole) {
    // A page that no worker answers for came from the network, and may be the newer.
    other = data.whole !== build && Boolean(workers.controller);
    kept ||= data.whole === build;
    look();
  }
}

/** Tells the worker in force what this page is made of; it answers which build it keeps. */
function greet(worker) {
  if (worker?.state === "activated") {
    worker.postMessage({ here: build, alone: !workers.controller });
  } else if (worker?.state === "redundant") {
    // The browser may end it in the middle, and then it tells nothing.
    if (!kept) why ||= "store";
    look();
  } else {
    worker?.addEventListener("statechange", () => greet(worker), { once: true });
  }
}

/** The worker that answers for this page, or would. */
async function current() {
  return workers.controller ?? (await workers.getRegistration())?.active;
}

/** Has the browser look for a newer worker. What is kept is said without waiting for that: the host may
take for ever. */
async function ask() {
  asked = Date.now();
  current().then(greet, () => {});
  probe();
  try {
    if (registration) {
      await registration.update();
    } else {
      registration = await workers.register(script(), { updateViaCache: "none" });
      registration.addEventListener("updatefound", () => greet(registration.installing));
      if (!registration.active) greet(registration.waiting ?? registration.installing);
    }
  } catch {
    // An open page that is kept already misses nothing when the browser was busy with another such
    // request. It does not tell a host that is gone from one that answers with no worker.
    await probe();
    if (!kept) refused ||= "changed";
  }
  look();
}

/** Whether the host answers, and with a worker. */
async function probe() {
  clearTimeout(next);
  const signal = AbortSignal.timeout?.(ANSWER_MS);
  try {
    const answer = await fetch("sw.js", { method: "HEAD", cache: "no-store", redirect: "manual", signal });
    const isWorker = answer.ok && /javascript/.test(answer.headers.get("content-type"));
    gone = false;
    // A host that answers no such question says nothing of its worker.
    refused = isWorker || answer.status === 405 ? "" : "changed";
  } catch {
    gone = true;
    refused = kept ? "" : "network";
    next = setTimeout(() => probe().then(() => gone || ask()), TRY_AGAIN_MS);
  }
  look();
}

if (workers && build) {
  workers.addEventListener("message", hear);
  workers.addEventListener("controllerchange", () => greet(workers.controller));
  for (const name of ["online", "offline"]) addEventListener(name, look);
  addEventListener("online", ask);
  // A page that Back leads to is as it was left, and the worker may have held it for gone.
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  addEventListener("pagehide", () => workers.controller?.postMessage({ here: build, leaves: true }));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && asked + ASK_AGAIN_MS < Date.now()) ask();
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-reload]")) location.reload();
  });
  ask();
}
