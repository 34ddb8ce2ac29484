// Comfort only: the site is complete without this file.

// The colours: as the system → light → dark.
const root = document.documentElement;
const toggle = document.querySelector(".theme-toggle");
if (toggle) {
  const label = toggle.firstElementChild;
  const show = () => {
    label.textContent = toggle.title = toggle.dataset[root.dataset.theme ?? "auto"];
  };
  toggle.addEventListener("click", () => {
    const next = { auto: "light", light: "dark" }[root.dataset.theme ?? "auto"];
    if (next) root.dataset.theme = next;
    else delete root.dataset.theme;
    try {
      if (next) localStorage.setItem("adrsite-theme", next);
      else localStorage.removeItem("adrsite-theme");
    } catch { /* storage is blocked: the choice holds for this page */ }
    show();
  });
  show();
  toggle.hidden = false;
}

// A copy button on each block of code. The clipboard needs a secure context.
if (navigator.clipboard) {
  const { copy, copied } = document.body.dataset;
  for (const block of document.querySelectorAll("pre.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), 2000);
    });
    const frame = document.createElement("div");
    frame.className = "code-frame";
    block.replaceWith(frame);
    frame.append(block, button);
  }
}

// The contents follow the reader.
const contents = [...document.querySelectorAll(".toc a[href^='#']")]
  .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ heading }) => heading);
if (contents.length > 1) {
  let waiting = false;
  const follow = () => {
    waiting = false;
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const passed = contents.filter(({ heading }) => heading.getBoundingClientRect().top < innerHeight / 4);
    const current = atEnd && scrollY > 0 ? contents.at(-1) : passed.at(-1);
    for (const entry of contents) {
      if (entry === current) entry.link.setAttribute("aria-current", "location");
      else entry.link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(follow);
    waiting = true;
  }, { passive: true });
  follow();
}

// A menu of the navigation closes when the reader goes elsewhere.
const more = document.querySelector(".site-nav .more details");
if (more) {
  addEventListener("click", (event) => { if (!more.contains(event.target)) more.open = false; });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.firstElementChild.focus();
  });
}

// Single keys, listed under `?`, where they can be turned off.
// The search looks at the choice as well.
try {
  root.dataset.keys = localStorage.getItem("adrsite-keys") ?? "on";
} catch { /* storage is blocked */ }
const goTo = (selector) => document.querySelector(selector)?.click();
const keys = {
  "?": () => showKeys(),
  j: () => goTo("a[rel='next']"),
  k: () => goTo("a[rel='prev']"),
  d: () => goTo(".site-nav a[href$='decisions/index.html']"),
  h: () => goTo(".site-title"),
};

function showKeys() {
  let dialog = document.querySelector("dialog.shortcuts");
  if (!dialog) {
    const { keys: texts, keysOn, close } = document.body.dataset;
    const [title, ...lines] = texts.split("|");
    dialog = document.createElement("dialog");
    dialog.className = "shortcuts";
    const add = (parent, name, text) => {
      const element = document.createElement(name);
      if (text) element.textContent = text;
      parent.append(element);
      return element;
    };
    const heading = add(dialog, "h2", title);
    heading.id = "shortcutsTitle";
    dialog.setAttribute("aria-labelledby", heading.id);
    const list = add(dialog, "dl");
    for (const line of lines) {
      // The search has a script of its own, and may be turned off.
      if (line.startsWith("/") && !document.querySelector(".search-open")) continue;
      const row = add(list, "div");
      add(add(row, "dt"), "kbd", line.slice(0, line.indexOf(" ")));
      add(row, "dd", line.slice(line.indexOf(" ") + 1));
    }
    const label = add(add(dialog, "p"), "label");
    const box = add(label, "input");
    box.type = "checkbox";
    box.checked = root.dataset.keys !== "off";
    box.addEventListener("change", () => {
      root.dataset.keys = box.checked ? "on" : "off";
      try { localStorage.setItem("adrsite-keys", root.dataset.keys); } catch { /* storage is blocked: the choice holds for this page */ }
    });
    label.append(` ${keysOn}`);
    const button = add(dialog, "button", close);
    button.type = "button";
    button.className = "button";
    button.addEventListener("click", () => dialog.close());
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing || document.querySelector("dialog[open]")) return;
  if (!Object.hasOwn(keys, event.key) || (event.key !== "?" && root.dataset.keys === "off")) return;
  event.preventDefault();
  keys[event.key]();
});
