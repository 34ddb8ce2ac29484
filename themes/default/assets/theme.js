// Sets the chosen colours before the first paint; loaded synchronously in <head>.
try {
  const theme = localStorage.getItem("adrsite-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage is blocked: the system's colours apply */ }
