// Sets the chosen theme before the first paint; without a choice the system's stands.
try {
  const theme = localStorage.getItem("khipu:theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked, so no choice was kept.
}
