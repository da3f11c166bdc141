// DuckDB-Wasm in its worker: the same counts as four queries.
import * as duckdb from "/npm/@duckdb/duckdb-wasm/dist/duckdb-browser.mjs";
import { events, shown, DAY_MS } from "./data.js";
const started = performance.now();
const folder = `${location.origin}/npm/@duckdb/duckdb-wasm/dist/`;
const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(`${folder}duckdb-browser-eh.worker.js`));
await db.instantiate(`${folder}duckdb-eh.wasm`);
const rows = events.t.map((t, at) => `${t / DAY_MS},${events.region[at]},${events.kind[at]},${events.deaths[at]}`);
await db.registerFileText("events.csv", `day,region,kind,deaths\n${rows.join("\n")}`);
const link = await db.connect();
await link.query("create table events as select * from read_csv_auto('events.csv')");
const first = events.t[0] / DAY_MS, puno = events.regions.indexOf("PE-PUN");
async function measure(mode, times) {
  let at = 0;
  const began = performance.now();
  for (let step = 0; step < times; step++) {
    at = (at + (mode === "jump" ? 438 : 1)) % 700;
    const days = `day between ${first + at} and ${first + at + 29}`;
    await link.query(`select count(*), sum(deaths) from events where ${days} and region = ${puno} and kind < 4`);
    await link.query(`select region, count(*) from events where ${days} and kind < 4 group by region`);
    await link.query(`select kind, count(*) from events where ${days} and region = ${puno} group by kind`);
    await link.query(`select day, count(*) from events where region = ${puno} and kind < 4 group by day`);
  }
  return { ms_per_op: (performance.now() - began) / times };
}
shown({ measure }, started);
