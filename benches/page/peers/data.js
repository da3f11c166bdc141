// The same made-up events that Khipu's page makes: arrays, one entry an event.
export const count = Number(new URLSearchParams(location.search).get("n"));
export const events = await (await fetch(`/data/${count}.arrays.json`)).json();
export const DAY_MS = 86_400_000;
export const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

// Tells the harness that the peer is drawn, and how long that took.
export async function shown(peer, started) {
  await painted();
  window.peer = { ...peer, first_ms: performance.now() - started };
}
