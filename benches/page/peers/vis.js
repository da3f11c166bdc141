// vis-timeline, plain or with its clusters (?cluster). It begins with the days that the first pan shows: all of a
// hundred thousand events at once it does not show within minutes.
import { DAY_MS, events, shown } from "./data.js";
const clusters = new URLSearchParams(location.search).has("cluster");
const started = performance.now();
const items = events.t.map((start, id) => ({ id, start, type: "point", content: "", group: events.region[id] }));
const groups = [...new Set(events.region)].map(id => ({ id, content: events.regions[id] }));
const first = Date.UTC(2022, 0, 1);
const timeline = new vis.Timeline(document.getElementById("at"), new vis.DataSet(items), new vis.DataSet(groups), {
  start: first + 200 * DAY_MS, end: first + 320 * DAY_MS, height: "700px", stack: false,
  cluster: clusters ? { maxItems: 1 } : undefined,
});
await new Promise(done => timeline.on("changed", done));
shown({ window: (t0, t1) => timeline.setWindow(t0, t1, { animation: false }) }, started);
