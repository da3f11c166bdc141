// Leaflet with markercluster, without tiles; a moving window takes its markers out and in.
import { events, shown } from "./data.js";
const started = performance.now();
const map = L.map("at", { zoomAnimation: false, fadeAnimation: false, maxZoom: 12 }).setView([-9.5, -75], 5);
const group = L.markerClusterGroup({ animate: false, chunkedLoading: false });
const markers = events.lat.map((lat, at) => L.marker([lat, events.lon[at]]));
group.addLayers(markers);
map.addLayer(group);
const day = ms => Math.floor(ms / 86_400_000);
const days = events.t.map(day);
const at = wanted => { let [low, high] = [0, days.length]; while (low < high) { const middle = (low + high) >> 1; if (days[middle] < wanted) low = middle + 1; else high = middle; } return low; };
const brush = (day0, day1) => { group.clearLayers(); group.addLayers(markers.slice(at(day0), at(day1 + 1))); };
shown({ brush, map_zoom: by => map.setZoom(map.getZoom() + by, { animate: false }), map_pan: px => map.panBy([px, 0], { animate: false }) }, started);
