// Keeps one whole build of the page on the reader's device and serves it from there.
//
// `cargo xtask build` puts lines before this text: BUILD, the build's name; FILES, which gives for
// each path of the page [the SHA-256 of its bytes in base64, its media type]; and SILENT_MS, how long
// a host may send nothing before a file counts as not arriving.
//
// A build is installed whole or not at all: every file's bytes are held against their hash, so a
// login page, a cut file or a half-published site is never kept. A page goes on with the build that
// it was made of for as long as it is open, whichever worker answers: which page is of which build
// is known by the page's client. What the browser lost of the kept build is fetched again, and held
// against its hash as at first.

const SCOPE = self.registration.scope;
// Other pages of this origin may have such a worker too.
const PREFIX = `khipu ${new URL(SCOPE).pathname} `;
const KEPT = PREFIX + BUILD;
const CLIENTS = `${PREFIX}clients`;
const HASH = "x-khipu-sha256";
/** What a host may say of how the page is shown; it stays with the file. */
const POLICIES = [
  "content-security-policy",
  "cross-origin-opener-policy",
  "cross-origin-resource-policy",
  "permissions-policy",
  "referrer-policy",
  "x-content-type-options",
];
const AT_ONCE = 4;
/** By then a page that was loading when this worker came has what it needs. */
const LOADED_MS = 1_500;
/** How long a build is held after a page of it was last seen, or its files were last asked for: a page
that is on its way is no client yet, and one that Back leads to is none meanwhile. */
const HELD_MS = 86_400_000;
/** How long it is known of which build a page was that is gone: browsers hold what Back leads to for less. */
const KNOWN_MS = 3_600_000;
/** A build's own note is written anew no oftener. */
const NOTED_MS = 60_000;

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(spare()));
self.addEventListener("message", event => event.waitUntil(hear(event)));
self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  if (request.method !== "GET" || !address.startsWith(SCOPE)) return;
  const path = address.slice(SCOPE.length) || "index.html";
  if (request.mode !== "navigate") {
    event.respondWith(answer(event, path, url.searchParams.get("of")));
    return;
  }
  // Some hosts name their pages without the ending.
  const page = [path, `${path}.html`].find(name => Object.hasOwn(FILES, name) && FILES[name][1].startsWith("text/html"));
  if (page) event.respondWith(open(event, page));
});

/** A fault that the reader is told: "network", "changed", "room" or "store". */
class Fault extends Error {
  constructor(why, path) {
    super(`${why}: ${path}`);
    this.why = why;
  }
}

const addressOf = path => SCOPE + (path === "index.html" ? "" : path);

/** What comes of it; nothing where the browser's store fails, which must not keep a page from opening. */
const tried = promise => promise.catch(() => undefined);

async function install() {
  // What arrives is true whatever becomes of the rest: it is held for the next try.
  await remember(KEPT, BUILD);
  try {
    await keepAll(Object.keys(FILES));
  } catch (error) {
    if (error.why === "room") {
      // A full store needs its room back.
      await caches.delete(KEPT);
      if ((await builds()).length === 0) await caches.delete(CLIENTS);
    }
    throw error;
  }
  // Open pages go on with their own build's files. Some browsers end the worker before at once,
  // with what it was just giving to a page that loads: that has time to come to its end.
  if (self.registration.active) await new Promise(done => setTimeout(done, LOADED_MS));
  await self.skipWaiting();
}

/** Keeps files of this build, some at a time, and tells the open pages how far it is. */
async function keepAll(paths) {
  const total = Object.keys(FILES).length;
  const left = [...paths];
  let done = total - left.length;
  let isOver = false;
  const some = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      await keep(path);
      done += 1;
      if (!isOver) await tell({ getting: [done, total] });
    }
  };
  try {
    await tell({ getting: [done, total] });
    await Promise.all(Array.from({ length: AT_ONCE }, some));
    // Whoever clears the site's data meanwhile, takes files that were there.
    if ((await missing()).length > 0) throw new Fault("room", KEPT);
  } catch (error) {
    left.length = 0;
    isOver = true;
    const why = error.name === "QuotaExceededError" ? "room" : error.why ?? "store";
    await tell({ failed: why });
    throw new Fault(why, error.message);
  }
}

/** The paths of this build that are not kept, or not as they were made. */
async function missing() {
  const cache = await caches.open(KEPT);
  const lost = [];
  for (const [path, [hash]] of Object.entries(FILES)) {
    const file = await cache.match(addressOf(path));
    if (file?.headers.get(HASH) !== hash) lost.push(path);
  }
  return lost;
}

let mending;

/** Has again what the browser lost of this build; one time for all pages that ask. */
function mend() {
  mending ??= mendOnce().finally(() => {
    mending = undefined;
  });
  return mending;
}

async function mendOnce() {
  const lost = await tried(missing());
  if (lost?.length === 0) return;
  await tell({ lost: BUILD });
  await keepAll(lost ?? Object.keys(FILES));
  await tell({ whole: BUILD });
}

/** Keeps one file: from this build's own cache or an earlier one that has it, or from the host. */
async function keep(path) {
  const [hash] = FILES[path];
  const address = addressOf(path);
  const cache = await caches.open(KEPT);
  for (const name of [KEPT, ...(await builds())]) {
    const file = await caches.match(address, { cacheName: name });
    if (file?.headers.get(HASH) === hash) {
      if (name !== KEPT) await cache.put(address, file);
      return;
    }
  }
  await cache.put(address, await checked(path));
}

/** A file from the host, if it is the one that this build was made with. */
async function checked(path) {
  const [hash, type] = FILES[path];
  const { response, bytes } = await fetched(path);
  if (!response.ok || (await sha256(bytes)) !== hash) throw new Fault("changed", path);
  const headers = new Headers({ "content-type": type, [HASH]: hash });
  for (const name of POLICIES) {
    const said = response.headers.get(name);
    if (said) headers.set(name, said);
  }
  return new Response(bytes, { headers });
}

/** What the host sends, unless it falls silent: while a file is awaited, the browser puts off all else that
is asked of this worker's registration. */
async function fetched(path) {
  const stop = new AbortController();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), SILENT_MS);
  };
  try {
    wait();
    // The browser's own cache may hold another build's file.
    const response = await fetch(addressOf(path), { cache: "no-cache", signal: stop.signal });
    if (!response.ok) return { response };
    const reader = response.body.getReader();
    const parts = [];
    for (;;) {
      wait();
      const { done, value } = await reader.read();
      if (done) return { response, bytes: await new Blob(parts).arrayBuffer() };
      parts.push(value);
    }
  } catch {
    throw new Fault("network", path);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}

/** The caches of all builds. */
async function builds() {
  return (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CLIENTS);
}

/** A page that the reader opens is of this build, and so is all it asks for; without it, of none. */
async function open(event, path) {
  const { request, resultingClientId } = event;
  const file = await tried(caches.match(addressOf(path), { cacheName: KEPT }));
  // Before the page can ask for anything, of this worker or the next.
  if (resultingClientId) await remember(resultingClientId, file ? BUILD : "");
  if (!file) return fetch(request);
  sweeping ??= tried(sweep()).finally(() => {
    sweeping = undefined;
  });
  event.waitUntil(sweeping);
  return file;
}

/** What an open page asks for: a file of its own build and no other's. A page that came past what is kept
has the network's, and one of which nothing is known at least this build's where there is no network. */
async function answer(event, path, of) {
  const { request, clientId } = event;
  const address = addressOf(path);
  let noted;
  let isHeld;
  try {
    noted = await buildOf(clientId);
    const file = await caches.match(address, { cacheName: PREFIX + (of || noted) });
    if (file) return file;
    isHeld = of === noted || (noted === undefined && (await caches.has(PREFIX + of)));
  } catch {
    // The store fails, or ends with this worker: only of a page that is known to be of no kept build is it
    // sure that the network's file is its own.
    isHeld = noted !== "";
  }
  const build = of || noted;
  if (build && Object.hasOwn(FILES, path)) {
    if (build === BUILD) return again(event, path);
    // What the host has under this name by now may be another build's.
    if (isHeld || build === noted) return Response.error();
  }
  try {
    // The page asks for what is kept alone, and cannot know that nothing is.
    return await fetch(request.cache === "only-if-cached" ? new Request(request, { cache: "default" }) : request);
  } catch (error) {
    const kept = !build && (await tried(caches.match(address, { cacheName: KEPT })));
    if (kept) return kept;
    throw error;
  }
}

/** A file of this build that was lost, kept anew. */
async function again(event, path) {
  try {
    const file = await checked(path);
    const copy = file.clone();
    event.waitUntil(tried(caches.open(KEPT).then(cache => cache.put(addressOf(path), copy))));
    return file;
  } catch {
    return Response.error();
  }
}

/** A page says what it is made of, and that it leaves. */
async function hear({ data, source }) {
  if (!data?.here || !source) return;
  const same = data.here === BUILD;
  // A store that fails says nothing of what it keeps.
  const isKept = same || (await caches.has(PREFIX + data.here).catch(() => true));
  await remember(source.id, isKept ? data.here : "");
  if (data.leaves) return;
  // From now on this page is served from here as well; others stay as they are.
  if (same && data.alone) await self.clients.claim();
  try {
    if (same) await mend();
    source.postMessage({ whole: BUILD });
  } catch {
    // The pages were told why.
  }
}

/** Tells every page of this scope; other pages of the origin are not meant. */
async function tell(what) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) if (page.url.startsWith(SCOPE)) page.postMessage(what);
}

/** Which build an open page is of, nothing ("") where it is of none that is kept, if what it asks for does
not say so itself: known here, and kept, each page by itself, for the browser may end this worker at any
time and another build's may go on with its pages. */
const known = new Map();
const noteOf = client => `${SCOPE}clients/${encodeURIComponent(client)}`;

async function remember(client, build, since = Date.now()) {
  known.set(client, build);
  try {
    const notes = await caches.open(CLIENTS);
    await notes.put(noteOf(client), new Response(JSON.stringify([client, build, since])));
  } catch {
    // A full store: this worker knows it as long as it lives.
  }
}

async function buildOf(client) {
  if (client && !known.has(client)) {
    const note = await caches.match(noteOf(client), { cacheName: CLIENTS });
    const [, build] = (await note?.json()) ?? [];
    if (build !== undefined) known.set(client, build);
  }
  return known.get(client);
}

/** Holds on to the builds before this one until it is sure which pages are of them. */
async function spare() {
  for (const name of await builds()) {
    if (name !== KEPT) await remember(name, name.slice(PREFIX.length));
  }
}

/** Whether another build is being kept, or waits: it has no page yet that speaks for its files. */
function isAwaited() {
  return self.registration.installing !== null || self.registration.waiting !== null;
}

let sweeping;

/** Lets go of builds that no page is of, nor was of late. When one was last seen stands in a note of its own,
so that those of pages need not be kept so long. */
async function sweep() {
  const now = Date.now();
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  const open = new Set(pages.map(page => page.id));
  const seen = new Map();
  const noted = new Map();
  const notes = await caches.open(CLIENTS);
  for (const request of await notes.keys()) {
    const note = await notes.match(request);
    const [client, build, since] = (await note?.json()) ?? [];
    const isOfBuild = client === PREFIX + build;
    if (isOfBuild) noted.set(build, since);
    seen.set(build, Math.max(seen.get(build) ?? 0, open.has(client) ? now : since));
    if (!open.has(client) && since + (isOfBuild ? HELD_MS : KNOWN_MS) < now) {
      known.delete(client);
      await notes.delete(request);
    }
  }
  const needed = new Set([KEPT]);
  for (const [build, last] of seen) {
    if (!build || last + HELD_MS < now) continue;
    needed.add(PREFIX + build);
    if (last > (noted.get(build) ?? 0) + NOTED_MS) await remember(PREFIX + build, build, last);
  }
  for (const name of await builds()) {
    if (isAwaited()) break;
    if (!needed.has(name)) await caches.delete(name);
  }
}
