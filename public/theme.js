// Sets the chosen theme before the first paint; without a choice the system's stands. An installed page
// opens as it was left, which own.js kept.
try {
  const theme = localStorage.getItem("khipu:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  const view = localStorage.getItem("khipu:view");
  if (view && !location.search && !location.hash && matchMedia("(display-mode: standalone)").matches) {
    history.replaceState(null, "", view);
  }
} catch {
  // Storage is blocked, so no choice was kept.
}
