// Keeps one whole build of the page on the reader's device and serves it from there.
//
// `cargo xtask build` puts two lines before this text: BUILD, the build's name, and FILES, which
// gives for each path of the page [the SHA-256 of its bytes in base64, its media type].
//
// A build is installed whole or not at all: every file's bytes are held against their hash, so a
// login page, a cut file or a half-published site is never kept. A page goes on with the build that
// it was made of for as long as it is open, whichever worker answers: which page is of which build
// is known by the page's client.

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
/** A page that is on its way is not a client yet, and the worker before may have opened it. */
const GRACE_MS = 10_000;

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(spare()));
self.addEventListener("message", event => event.waitUntil(hear(event)));
self.addEventListener("fetch", event => {
  const { request, clientId } = event;
  const url = new URL(request.url);
  const address = url.origin + url.pathname;
  if (request.method !== "GET" || !address.startsWith(SCOPE)) return;
  if (request.mode === "navigate") {
    const path = address.slice(SCOPE.length) || "index.html";
    if (Object.hasOwn(FILES, path) && FILES[path][1].startsWith("text/html")) event.respondWith(open(event, path));
  } else {
    event.respondWith(answer(request, url.searchParams.get("of") || clientId, address));
  }
});

/** A fault that the reader is told: "network", "changed" or "room". */
class Fault extends Error {
  constructor(why, path) {
    super(`${why}: ${path}`);
    this.why = why;
  }
}

async function install() {
  const paths = Object.keys(FILES);
  const total = paths.length;
  const left = [...paths];
  let done = 0;
  let isOver = false;
  const some = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      await keep(path);
      done += 1;
      if (!isOver) await tell({ getting: [done, total] });
    }
  };
  try {
    await tell({ getting: [0, total] });
    await Promise.all(Array.from({ length: AT_ONCE }, some));
    // Whoever clears the site's data meanwhile, takes files that were there.
    const kept = await (await caches.open(KEPT)).keys();
    if (kept.length < total) throw new Fault("room", KEPT);
    // Open pages go on with their own build's files. Some browsers end the worker before at once,
    // with what it was just giving to a page that loads: that has time to come to its end.
    if (self.registration.active) await new Promise(done => setTimeout(done, LOADED_MS));
    await self.skipWaiting();
  } catch (error) {
    left.length = 0;
    isOver = true;
    const why = error.name === "QuotaExceededError" ? "room" : error.why ?? "network";
    // What was kept so far is true and saves the next try; a full store needs its room back.
    if (why === "room") await caches.delete(KEPT);
    await tell({ failed: why });
    throw error;
  }
}

/** Keeps one file: from this build's own cache or an earlier one that has it, or from the host. */
async function keep(path) {
  const [hash, type] = FILES[path];
  const address = SCOPE + (path === "index.html" ? "" : path);
  const cache = await caches.open(KEPT);
  for (const name of [KEPT, ...(await builds())]) {
    const file = await caches.match(address, { cacheName: name });
    if (file?.headers.get(HASH) === hash) {
      if (name !== KEPT) await cache.put(address, file);
      return;
    }
  }
  let bytes;
  let response;
  try {
    // The browser's own cache may hold another build's file.
    response = await fetch(address, { cache: "no-cache" });
    bytes = await response.arrayBuffer();
  } catch {
    throw new Fault("network", path);
  }
  if (!response.ok || (await sha256(bytes)) !== hash) throw new Fault("changed", path);
  const headers = new Headers({ "content-type": type, [HASH]: hash });
  for (const name of POLICIES) {
    const said = response.headers.get(name);
    if (said) headers.set(name, said);
  }
  await cache.put(address, new Response(bytes, { headers }));
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return btoa(String.fromCharCode(...digest));
}

/** The caches of all builds. */
async function builds() {
  return (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CLIENTS);
}

/** A page that the reader opens is of this build, and so is all it asks for. */
async function open(event, path) {
  const { request, resultingClientId } = event;
  const address = SCOPE + (path === "index.html" ? "" : path);
  const file = await caches.match(address, { cacheName: KEPT });
  if (!file) return fetch(request);
  // Before the page can ask for anything, of this worker or the next.
  if (resultingClientId) await remember(resultingClientId, BUILD);
  event.waitUntil(sweep());
  return file;
}

/** What an open page asks for: a file of its own build; of none, from the network first. */
async function answer(request, client, address) {
  const build = await buildOf(client);
  const own = build && (await caches.match(address, { cacheName: PREFIX + build }));
  if (own) return own;
  try {
    return await fetch(request);
  } catch (error) {
    const file = !build && (await caches.match(address, { cacheName: KEPT }));
    if (file) return file;
    throw error;
  }
}

async function hear({ data, source }) {
  if (!data?.here) return;
  await remember(source.id, data.here);
  const same = data.here === BUILD;
  // From now on this page is served from here as well; others stay as they are.
  if (same && data.alone) await self.clients.claim();
  source.postMessage({ kept: same });
}

async function tell(what) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage(what);
}

/** Which build an open page is of, where what it asks for does not say so itself: known here, and kept, each page by itself, for the browser may end
this worker at any time and another build's may go on with its pages. */
const known = new Map();
const noteOf = client => `${SCOPE}clients/${encodeURIComponent(client)}`;

async function remember(client, build) {
  known.set(client, build);
  try {
    const notes = await caches.open(CLIENTS);
    await notes.put(noteOf(client), new Response(JSON.stringify([client, build, Date.now()])));
  } catch {
    // A full store: this worker knows it as long as it lives.
  }
}

/** The build that a page is of; nothing for a page that came past every worker. */
async function buildOf(client) {
  if (!client || (await caches.has(PREFIX + client))) return client;
  if (!known.has(client)) {
    const note = await caches.match(noteOf(client), { cacheName: CLIENTS });
    const [, build] = (await note?.json()) ?? [];
    if (build) known.set(client, build);
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

/** Lets go of builds that no open page is of. */
async function sweep() {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  const open = new Set(pages.map(page => page.id));
  const needed = new Set([KEPT]);
  const notes = await caches.open(CLIENTS);
  for (const request of await notes.keys()) {
    const note = await notes.match(request);
    const [client, build, since] = (await note?.json()) ?? [];
    if (open.has(client) || since + GRACE_MS > Date.now()) {
      needed.add(PREFIX + build);
    } else {
      known.delete(client);
      await notes.delete(request);
    }
  }
  for (const name of await builds()) {
    if (isAwaited()) break;
    if (!needed.has(name)) await caches.delete(name);
  }
}
