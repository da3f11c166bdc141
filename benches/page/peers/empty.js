// An empty page: what a step costs when nothing is drawn.
window.peer = { first_ms: 0, window: () => {} };
