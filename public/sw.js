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
/** A page that is on its way is not a client yet. */
const GRACE_MS = 5_000;

self.addEventListener("install", event => event.waitUntil(install()));
self.addEventListener("activate", event => event.waitUntil(sweep()));
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
    event.respondWith(answer(request, clientId, address));
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
    // Nothing is taken from open pages: they go on with their own build's files.
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
    const known = await caches.match(address, { cacheName: name });
    if (known?.headers.get(HASH) === hash) {
      if (name !== KEPT) await cache.put(address, known);
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
  const known = await caches.match(address, { cacheName: KEPT });
  if (!known) return fetch(request);
  if (resultingClientId) {
    // Kept before the page can ask for anything, by this worker or the next.
    (await clientBuilds()).set(resultingClientId, [BUILD, Date.now()]);
    await write();
  }
  event.waitUntil(sweep());
  return known;
}

/** What an open page asks for: a file of its own build; of none, from the network first. */
async function answer(request, client, address) {
  const build = await buildOf(client);
  const own = build && (await caches.match(address, { cacheName: PREFIX + build }));
  if (own) return own;
  try {
    return await fetch(request);
  } catch (error) {
    const known = !build && (await caches.match(address, { cacheName: KEPT }));
    if (known) return known;
    throw error;
  }
}

async function hear({ data, source }) {
  if (!data?.here) return;
  (await clientBuilds()).set(source.id, [data.here, Date.now()]);
  await write();
  const same = data.here === BUILD;
  // From now on this page is served from here as well; others stay as they are.
  if (same && data.alone) await self.clients.claim();
  source.postMessage({ kept: same });
}

async function tell(what) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage(what);
}

let clientsKnown;

/** Which build each open page is of, and since when. It is kept as well: the browser may end this
worker at any time, and the next build's goes on with the same pages. */
function clientBuilds() {
  clientsKnown ??= clientsKept();
  return clientsKnown;
}

async function clientsKept() {
  const kept = await caches.match(`${SCOPE}clients`, { cacheName: CLIENTS });
  return new Map(await kept?.json().catch(() => []));
}

/** The build that a page is of; nothing for a page that came past this worker. */
async function buildOf(client) {
  const map = await clientBuilds();
  if (client && !map.has(client)) {
    // The worker before this one may have opened it a moment ago.
    const known = (await clientsKept()).get(client);
    if (known) map.set(client, known);
  }
  return map.get(client)?.[0];
}

let writing = Promise.resolve();

/** Keeps what is known of the open pages, as it is when it is written. */
function write() {
  writing = writing.then(async () => {
    const map = await clientBuilds();
    const cache = await caches.open(CLIENTS);
    await cache.put(`${SCOPE}clients`, new Response(JSON.stringify([...map])));
  }).catch(() => {
    // A full store: this worker knows it as long as it lives.
  });
  return writing;
}

/** Whether another build is being kept, or waits: it has no page yet that speaks for its files. */
function isAwaited() {
  return self.registration.installing !== null || self.registration.waiting !== null;
}

/** Lets go of builds that no open page is of. */
async function sweep() {
  const map = await clientBuilds();
  const open = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map(it => it.id));
  for (const [client, [, since]] of map) {
    if (!open.has(client) && since + GRACE_MS < Date.now()) map.delete(client);
  }
  const needed = new Set([BUILD, ...[...map.values()].map(it => it[0])].map(build => PREFIX + build));
  for (const name of await builds()) {
    if (isAwaited()) break;
    if (!needed.has(name)) await caches.delete(name);
  }
  await write();
}
