// TimelineJS: it has no window to set, so that a step goes to the next event.
import { events, shown } from "./data.js";
const started = performance.now();
const date = ms => { const d = new Date(ms); return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() }; };
const list = events.t.map((t, at) => ({ start_date: date(t), unique_id: `e${at}`, group: events.regions[events.region[at]], text: { headline: events.title[at] } }));
const timeline = new TL.Timeline("at", { events: list }, { font: null, hash_bookmark: false, duration: 0 });
await new Promise(done => { const look = () => (timeline.ready ? done() : setTimeout(look, 5)); look(); });
shown({ window: () => timeline.goToNext() }, started);
