// crossfilter2: all events, by region, by kind, by day, and the sum of deaths.
import { events, shown, DAY_MS } from "./data.js";
const started = performance.now();
const rows = events.t.map((t, at) => ({ day: t / DAY_MS, region: events.region[at], kind: events.kind[at], deaths: events.deaths[at] }));
const cross = crossfilter(rows);
const [day, region, kind] = ["day", "region", "kind"].map(key => cross.dimension(row => row[key]));
const outputs = [cross.groupAll().reduceCount(), cross.groupAll().reduceSum(row => row.deaths), region.group(), kind.group(), day.group()];
region.filter(events.regions.indexOf("PE-PUN"));
kind.filter(value => value < 4);
const first = rows[0].day;
function measure(mode, times) {
  let at = 0, sum = 0;
  const began = performance.now();
  for (let step = 0; step < times; step++) {
    at = (at + (mode === "jump" ? 438 : 1)) % 700;
    day.filterRange([first + at, first + at + 30]);
    for (const output of outputs) { const value = output.all ? output.all() : output.value(); sum += Array.isArray(value) ? value.length : value; }
  }
  return { ms_per_op: (performance.now() - began) / times, sum };
}
shown({ measure }, started);
