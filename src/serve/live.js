// Shows changes as they are saved. The preview adds this file to its pages; no built site has it.
(() => {
  const script = document.currentScript;
  const own = new URL("./", script.src);
  const tag = script.dataset.tag;
  const scrollKey = "adrsite-preview-scroll";
  let source;
  let overlay;
  let hidden = "";

  // Where the reader was, before the page reloaded itself.
  const restore = () => {
    const saved = JSON.parse(sessionStorage.getItem(scrollKey) ?? "null");
    sessionStorage.removeItem(scrollKey);
    history.scrollRestoration = "auto";
    if (!saved || saved.path !== location.pathname) return;
    let moved = false;
    const go = () => moved || scrollTo({ left: saved.x, top: saved.y, behavior: "instant" });
    for (const kind of ["wheel", "touchstart", "keydown", "mousedown"]) {
      addEventListener(kind, () => (moved = true), { once: true, passive: true });
    }
    go();
    // Images above push the text down once they are there.
    addEventListener("load", go, { once: true });
  };

  const reload = () => {
    disconnect();
    try {
      const here = { path: location.pathname, x: scrollX, y: scrollY };
      sessionStorage.setItem(scrollKey, JSON.stringify(here));
      history.scrollRestoration = "manual";
    } catch { /* storage is blocked: the browser does what it can */ }
    location.reload();
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // What is broken, over the last good page. In a shadow tree, so that no theme changes how it looks.
  const show = (problems) => {
    overlay?.remove();
    overlay = undefined;
    const key = JSON.stringify(problems);
    if (!problems.length || key === hidden) return;
    overlay = element("adrsite-problems");
    const tree = overlay.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = new URL("live.css", own);
    const box = element("section");
    box.setAttribute("role", "alert");
    const close = element("button", "Hide");
    close.type = "button";
    const hide = () => {
      hidden = key;
      show([]);
    };
    close.addEventListener("click", hide);
    overlay.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    box.append(close, element("h1", "Not shown yet: something is broken"));
    for (const problem of problems) {
      const item = element("article");
      if (problem.place) item.append(element("p", problem.place, "place"));
      item.append(element("pre", problem.message));
      if (problem.hint) item.append(element("p", `hint: ${problem.hint}`, "hint"));
      box.append(item);
    }
    box.append(element("p", "Below is the last good page. This goes away by itself once it is mended.", "note"));
    tree.append(style, box);
    document.body.append(overlay);
  };

  const connect = () => {
    // A browser keeps few connections to a server: a tab that nobody sees must not hold one. It asks again when it is seen,
    // and says what it shows, so it misses nothing.
    if (source || document.hidden) return;
    const address = new URL("events", own);
    address.searchParams.set("page", location.pathname);
    address.searchParams.set("tag", tag);
    source = new EventSource(address);
    source.addEventListener("reload", reload);
    source.addEventListener("problems", (event) => show(JSON.parse(event.data)));
    source.addEventListener("open", () => show([]));
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      disconnect();
      setTimeout(connect, 1000);
    });
  };

  const disconnect = () => {
    source?.close();
    source = undefined;
  };

  try {
    restore();
  } catch { /* storage is blocked */ }
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
  connect();
})();
