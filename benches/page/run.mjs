// Drives Khipu's page and its peers in one Chromium over the same events, and prints what each took.
// Called by `cargo xtask bench page`; docs and results stand in benches/README.md.
import { createReadStream, existsSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { table } from "./table.mjs";

const { root, sizes, only, rounds } = JSON.parse(process.argv[2]);
const { chromium } = createRequire(join(root, "target/bench/npm/"))("playwright-core");

const FOLDERS = { data: "target/bench/data", npm: "target/bench/npm/node_modules", peers: "benches/page/peers", khipu: "target/bench/dist" };
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml" };
const server = createServer((request, response) => {
  const [, folder, ...rest] = decodeURIComponent(new URL(request.url, "http://localhost").pathname).split("/");
  const file = FOLDERS[folder] && join(root, FOLDERS[folder], normalize(rest.join("/")));
  if (!file || file.includes("..") || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-length": statSync(file).size });
  createReadStream(file).pipe(response);
});
await new Promise(done => server.listen(0, "127.0.0.1", done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
});
const SECONDS = 60;
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const at95 = list => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.ceil(list.length * 0.95) - 1)];
const started = 1_640_995_200_000, DAY = 86_400_000;

// A page with a clock on its main thread.
async function open(path, ready, prepare = () => {}) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 980 } });
  await page.addInitScript(prepare);
  page.setDefaultTimeout(SECONDS * 1000);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const busy_ms = async () => (await cdp.send("Performance.getMetrics")).metrics.find(it => it.name === "TaskDuration").value * 1000;
  const painted = () => page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done))));
  try {
    await page.goto(`${origin}/${path}`);
    await page.waitForFunction(ready);
    await page.evaluate(() => window.bench?.ready);
  } catch (error) {
    await page.close().catch(() => {});
    throw new Error("no answer");
  }
  // Main-thread milliseconds of each step, every one waited for until it is on screen.
  async function steps(list, act) {
    const spent = [];
    await painted();
    for (const step of list) {
      const before = await busy_ms();
      await act(step);
      await painted();
      spent.push((await busy_ms()) - before);
    }
    return spent;
  }
  return { page, steps, painted };
}

// The spans of a timeline that pans with a sixth of its events in view, with most of them, and one that zooms.
const pans = Array.from({ length: 20 }, (_, at) => [started + (200 + at * 3) * DAY, started + (320 + at * 3) * DAY]);
const wide_pans = Array.from({ length: 20 }, (_, at) => [started + (5 + at * 3) * DAY, started + (665 + at * 3) * DAY]);
const zooms = Array.from({ length: 20 }, (_, at) => [started + (350 - 350 * 0.85 ** at) * DAY, started + (350 + 380 * 0.85 ** at) * DAY]);
const windows = Array.from({ length: 40 }, (_, at) => [18_993 + at * 4, 19_022 + at * 4]);
const searches = ["b", "ba", "bac", "baca", "ma", "to", "lona", "ba ca", "de fi", "ge pu lo"];

const results = [];
const note = (what, who, size, values) => {
  const kept = { what, who, size, median: median(values), p95: at95(values) };
  results.push(kept);
  console.log(`${what.padEnd(26)} ${who.padEnd(14)} ${String(size).padStart(8)}  ${kept.median.toFixed(3)}  (p95 ${kept.p95.toFixed(3)})`);
};
const gone = new Set();
async function tried(what, who, size, run) {
  if (gone.has(`${what} ${who}`)) return;
  try {
    await Promise.race([run(), new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), SECONDS * 4000))]);
  } catch (error) {
    gone.add(`${what} ${who}`);
    // Its page may go on computing, which the next must not wait for.
    const pages = browser.contexts().flatMap(context => context.pages());
    await Promise.race([Promise.allSettled(pages.map(page => page.close())), new Promise(done => setTimeout(done, 5000))]);
    results.push({ what, who, size, none: error.message });
    console.log(`${what.padEnd(26)} ${who.padEnd(14)} ${String(size).padStart(8)}  no answer (${error.message.split("\n")[0]})`);
  }
}

// Notes how long a worker takes from the columns it is given to the index that it gives.
const watch_workers = () => {
  window.Worker = class extends Worker {
    constructor(...asked) {
      super(...asked);
      this.addEventListener("message", ({ data }) => { if (data.index) window.in_worker_ms = performance.now() - this.asked_ms; });
    }
    postMessage(...sent) {
      this.asked_ms = performance.now();
      super.postMessage(...sent);
    }
  };
};
// Searches for the first time: how long the page took to have its index, and the longest that nothing else ran meanwhile.
const first_search = async () => {
  const began = performance.now();
  let last = began, longest_ms = 0, turned;
  // Not oftener: what looks all the time keeps a processor from the worker.
  const looks = setInterval(() => {
    const now = performance.now();
    longest_ms = Math.max(longest_ms, now - last);
    last = now;
    turned?.();
  }, 5);
  window.bench.search("b");
  const bytes = await window.bench.indexed;
  const learnt_ms = performance.now() - began;
  await new Promise(done => (turned = done));
  clearInterval(looks);
  return { bytes, learnt_ms, longest_ms, in_worker_ms: window.in_worker_ms ?? NaN };
};

const khipu = (size, prepare) => open(`khipu/index.html?bench=${size}&seed=1`, () => window.bench, prepare);
const peer = (name, size, more = "") => open(`peers/${name}.html?n=${size}${more}`, () => window.peer);

for (const size of sizes) {
  if (only.includes("timeline")) {
    const pages = [["empty page", () => peer("empty", size)], ["Khipu", () => khipu(size)], ["ECharts large", () => peer("echarts", size)]];
    if (size <= 100_000) pages.push(["vis clustered", () => peer("vis", size, "&cluster")], ["vis-timeline", () => peer("vis", size)]);
    if (size <= 1_000) pages.push(["TimelineJS", () => peer("timelinejs", size)]);
    for (const [who, begin] of pages) {
      await tried("timeline", who, size, async () => {
        const { page, steps } = await begin();
        const act = ([t0, t1]) => page.evaluate(([t0, t1]) => void (window.bench ?? window.peer).window(t0, t1), [t0, t1]);
        const slow = who === "vis-timeline" || who === "TimelineJS";
        for (const [name, list] of [["timeline pan, ms", pans], ["timeline wide pan, ms", wide_pans], ["timeline zoom, ms", zooms]]) {
          const medians = [];
          for (let round = 0; round < (slow ? 1 : rounds); round++) medians.push(...await steps(slow ? list.slice(0, 5) : list, act));
          note(name, who, size, medians);
        }
        if (who !== "empty page") note("DOM nodes", who, size, [await page.evaluate(() => document.querySelectorAll("*").length)]);
        await page.close();
      });
    }
  }
  if (only.includes("map")) {
    for (const [who, begin] of [["Khipu", () => khipu(size)], ["Leaflet cluster", () => peer("leaflet", size)]]) {
      if (who !== "Khipu" && size > 100_000) continue;
      await tried("map", who, size, async () => {
        const firsts = [];
        for (let round = 0; round < (who === "Khipu" ? rounds : 1); round++) {
          const { page } = await begin();
          firsts.push(await page.evaluate(() => window.bench?.first_ms ?? window.peer.first_ms));
          await page.close();
        }
        note("first marks, ms", who, size, firsts);
        const { page, steps } = await begin();
        const act = ([day0, day1]) => page.evaluate(([day0, day1]) => (window.bench ?? window.peer).brush(day0, day1), [day0, day1]);
        const spent = [];
        for (let round = 0; round < (who === "Khipu" ? rounds : 1); round++) spent.push(...await steps(windows, act));
        note("30-day window, ms", who, size, spent);
        await page.close();
      });
    }
  }
  if (only.includes("crossfilter")) {
    await tried("crossfilter", "Khipu", size, async () => {
      const { page } = await khipu(size);
      for (const filter of ["plain", "any"]) for (const mode of ["step", "jump"]) {
        const each = [];
        for (let round = 0; round < rounds; round++) each.push((await page.evaluate(([mode, filter]) => window.bench.crossfilter(mode, filter, 2000), [mode, filter])).ms_per_op);
        note(`crossfilter ${mode}, ms`, filter === "any" ? "Khipu, any" : "Khipu", size, each);
      }
      await page.close();
    });
    for (const [who, name, times] of [["crossfilter2", "crossfilter", 100], ["DuckDB-Wasm", "duckdb", 5]]) {
      await tried("crossfilter", who, size, async () => {
        const { page } = await peer(name, size);
        for (const mode of ["step", "jump"]) {
          const each = [];
          for (let round = 0; round < rounds; round++) each.push((await page.evaluate(([mode, times]) => window.peer.measure(mode, times), [mode, times])).ms_per_op);
          note(`crossfilter ${mode}, ms`, who, size, each);
        }
        await page.close();
      });
    }
  }
  if (only.includes("search") && size <= 100_000) {
    await tried("search", "Khipu", size, async () => {
      const each = [], made = [];
      for (let round = 0; round < rounds; round++) {
        const { page } = await khipu(size, watch_workers);
        made.push(await page.evaluate(first_search));
        each.push(...await page.evaluate(list => window.bench.searches(list), searches));
        await page.close();
      }
      note("search a key, ms", "Khipu", size, each);
      note("index made, ms", "Khipu", size, made.map(it => it.in_worker_ms));
      note("index there, ms", "Khipu", size, made.map(it => it.learnt_ms));
      note("longest meanwhile, ms", "Khipu", size, made.map(it => it.longest_ms));
      note("index, bytes", "Khipu", size, made.map(it => it.bytes));
    });
    await tried("search", "MiniSearch", size, async () => {
      const { page } = await peer("minisearch", size);
      note("search a key, ms", "MiniSearch", size, await page.evaluate(list => window.peer.searches(list), searches));
      note("index made, ms", "MiniSearch", size, [await page.evaluate(() => window.peer.built_ms)]);
      await page.close();
    });
  }
  if (only.includes("load")) {
    const json = `/data/${size}.json`;
    if (existsSync(join(root, FOLDERS.data, `${size}.json`))) {
      await tried("load", "JSON.parse", size, async () => {
        const { page } = await peer("empty", size);
        const each = await page.evaluate(async ([file, rounds]) => {
          const text = await (await fetch(file)).text();
          return Array.from({ length: rounds }, () => { const began = performance.now(); JSON.parse(text); return performance.now() - began; });
        }, [json, rounds]);
        note("open, ms", "JSON.parse", size, each);
        await page.close();
      });
    }
    for (const [who, file] of [["Khipu, JSON", `../data/${size}`], ["Khipu, columns", `../data/${size}.khipu`]]) {
      if (!existsSync(join(root, FOLDERS.data, who.endsWith("JSON") ? `${size}.en.json` : `${size}.khipu`))) continue;
      await tried("load", who, size, async () => {
        const each = [];
        for (let round = 0; round < rounds; round++) {
          const { page } = await open(`khipu/index.html?record=${file}`, () => window.bench);
          // From the file's last byte to the first complete paint.
          each.push(await page.evaluate(name => {
            const came = performance.getEntriesByType("resource").filter(it => it.name.includes(name)).at(-1).responseEnd;
            return performance.getEntriesByName("khipu-shown").at(-1).startTime - came;
          }, String(size)));
          await page.close();
        }
        note("open, ms", who, size, each);
      });
    }
  }
}
await browser.close();
server.close();
writeFileSync(join(root, "target/bench/results.json"), JSON.stringify({ chromium: browser.version(), rounds, results }, null, 1));
table(root);
