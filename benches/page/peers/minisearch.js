// MiniSearch over titles and texts, by prefix, all words.
import MiniSearch from "/npm/minisearch/dist/es/index.js";
import { events, shown } from "./data.js";
const started = performance.now();
const search = new MiniSearch({ fields: ["title", "text"], searchOptions: { prefix: true, combineWith: "AND" } });
search.addAll(events.title.map((title, id) => ({ id, title, text: events.text[id] })));
const built_ms = performance.now() - started;
const searches = list => list.map(text => { const began = performance.now(); search.search(text); return performance.now() - began; });
shown({ searches, built_ms }, started);
