// The search box behind `/`, the search page, and the filters of the list of decisions. How words are found is in search.js.
// Text of a record only ever becomes text: nothing here writes HTML.
(() => {
  "use strict";

  const opener = document.querySelector(".search-open");
  if (!opener) return;

  const page = opener.getAttribute("href");
  const root = page.slice(0, page.lastIndexOf("search.html"));

  const run = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => { script.remove(); resolve(); };
    script.onerror = () => { script.remove(); reject(new Error(`${script.src} cannot be loaded`)); };
    document.head.append(script);
  });

  /** Runs a script of the index. The version keeps a browser from mixing files of two builds. */
  const load = (file, version) => run(`${root}search/${file}.js${version ? `?v=${version}` : ""}`);

  let index, marked, passage;
  let readied;
  /** Gets what looks words up ready. It is loaded when it is first needed: most pages are only read. */
  const ready = () => (readied ??= run(`${root}assets/search.js`).then(() => {
    ({ marked, passage } = globalThis.adrsiteIndex);
    index = new globalThis.adrsiteIndex.Index(load);
  }).catch((error) => {
    // It is tried again when it is next needed.
    readied = undefined;
    throw error;
  }));

  // -- Elements and texts --

  /** An element with attributes and children; children that are null are left out. */
  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
    made.append(...children.flat().filter((child) => child !== null));
    return made;
  }

  /** A text of the interface with its number filled in, in the form that the number asks for. */
  async function text(key, n = 0) {
    await ready();
    const { interface: texts, language } = await index.manifest();
    const forms = texts[`search_${key}`] ?? key;
    const form = typeof forms === "string" ? forms : forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
    return form.replace("{n}", n.toLocaleString(language, { numberingSystem: "latn" }));
  }

  const pieces = (list) => list.map(([piece, hit]) => (hit ? element("mark", {}, piece) : piece));

  const wait = (pause) => new Promise((resolve) => setTimeout(resolve, pause));

  /** Calls `run` when nothing has asked for it again within some milliseconds. */
  function settled(run, pause) {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(run, pause);
    };
  }

  // -- A decision among results: the same row as in the lists --

  async function row(document, meanings) {
    const card = await index.card(document);
    const words = meanings.length > 0;
    const context = words ? element("p", { class: "row-found" }, pieces(passage(await index.text(document), meanings))) : null;
    const notes = [card.source, ...card.tags].filter(Boolean).map((note) => element("span", {}, pieces(marked(note, meanings))));
    return element("li", { class: "row" },
      element("span", { class: "row-id" }, card.id ?? ""),
      element("div", { class: "row-main" },
        element("a", { class: "row-title", href: root + card.url }, pieces(marked(card.title, meanings))),
        context,
        notes.length > 0 ? element("p", { class: "row-note" }, notes) : null),
      element("p", { class: "row-teams" }, card.teams.map((team) =>
        element("span", {},
          element("a", { class: `team side-${team.side_index % 6}`, href: root + team.url }, pieces(marked(team.name, meanings))),
          team.roles.map((role) => element("abbr", { class: "role", title: role.name }, role.short))))),
      element("p", { class: "row-state" },
        element("span", { class: `status status-${card.status.name}` }, card.status.label),
        card.date ? " " : null,
        card.date ? element("time", { datetime: card.date.iso }, card.date.words) : null));
  }

  // -- The box --

  /** Milliseconds without a key before a search: each one loads parts of the index. */
  const PAUSE = 180;
  /** Results that the box shows. */
  const FEW = 6;

  class Box {
    constructor() {
      const label = opener.firstChild.textContent.trim();
      this.input = element("input", {
        type: "text", inputmode: "search", enterkeyhint: "search", autocomplete: "off", spellcheck: "false", "aria-label": label, placeholder: label, "aria-describedby": "searchKeys",
      });
      this.close = element("button", { type: "button", class: "search-close" }, "×");
      this.status = element("p", { role: "status", class: "search-status" });
      this.list = element("ol", { class: "search-list" });
      this.all = element("a", { class: "search-all", href: page, hidden: "" });
      this.keys = element("p", { id: "searchKeys", class: "search-keys" });
      this.dialog = element("dialog", { class: "search-box", "aria-label": label },
        element("div", { class: "search-line" }, this.input, this.close), this.status, this.list, this.all, this.keys);
      document.body.append(this.dialog);

      this.input.addEventListener("input", settled(() => this.search(), PAUSE));
      this.close.addEventListener("click", () => this.dialog.close());
      this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
      this.dialog.addEventListener("keydown", (event) => this.key(event));
      this.texts();
    }

    async texts() {
      try {
        this.input.placeholder = await text("placeholder");
        this.close.setAttribute("aria-label", await text("close"));
        this.keys.textContent = await text("keys");
      } catch { /* the search itself says so */ }
    }

    open() {
      if (this.dialog.open) return;
      this.dialog.showModal();
      this.input.select();
    }

    /** Arrows go through the input and the results; what is typed meanwhile goes to the input. */
    key(event) {
      const links = [...this.list.querySelectorAll("a"), this.all].filter((link) => !link.hidden);
      const stops = [this.input, ...links];
      const at = stops.indexOf(document.activeElement);
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        stops[(at + step + stops.length) % stops.length].focus();
      } else if (event.key === "Enter" && at === 0) {
        event.preventDefault();
        if (this.input.value.trim()) location.assign(this.address());
      } else if (at > 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
        this.input.focus();
      }
    }

    address() {
      return `${page}?q=${encodeURIComponent(this.input.value.trim())}`;
    }

    async search() {
      const query = this.input.value.trim();
      this.asked = query;
      if (!query) return this.show([], "", null);
      try {
        await ready();
        const { found, meanings } = await index.search(this.input.value);
        const items = await Promise.all(found.slice(0, FEW).map(({ document }) => this.item(document, meanings)));
        const status = await text(found.length > 0 ? "found" : "none", found.length);
        const all = found.length > 0 ? await text("show_all", found.length) : null;
        if (this.asked !== query) return;
        this.show(items, status, all);
        await wait(PAUSE);
        // Texts are the largest part of what is loaded, and of no use for a word that is still being typed.
        if (this.asked === query) await Promise.all(items.map((item, i) => this.addPassage(item, found[i].document, meanings)));
      } catch (error) {
        if (this.asked === query) this.show([], await text("failed").catch(() => error.message), null);
      }
    }

    async item(document, meanings) {
      const card = await index.card(document);
      return element("li", {}, element("a", { href: root + card.url },
        element("span", { class: "search-title" }, card.id ? element("span", { class: "id" }, card.id) : null, card.id ? " " : null, pieces(marked(card.title, meanings))),
        element("span", { class: `status status-${card.status.name}` }, card.status.label),
        element("span", { class: "search-context" })));
    }

    async addPassage(item, document, meanings) {
      item.querySelector(".search-context").append(...pieces(passage(await index.text(document), meanings)));
    }

    show(items, status, all) {
      this.list.replaceChildren(...items);
      this.status.textContent = status;
      this.all.hidden = all === null;
      if (all !== null) {
        this.all.textContent = all;
        this.all.href = this.address();
      }
    }
  }

  let box;
  function open() {
    box ??= new Box();
    box.open();
  }

  // -- The filters --

  /** Results that are shown at first, and with each "show more". */
  const MORE = 20;
  const FEWER_WITH_TEXT = 10;

  class Filters {
    constructor(form) {
      this.form = form;
      this.results = document.querySelector(".filter-results");
      this.plain = document.querySelector(".filter-plain");
      this.status = form.querySelector("[role=status]");
      this.reset = form.querySelector("[type=reset]");
      this.query = form.elements.q;
      /** On the search page there is nothing to show where nothing is asked. */
      this.alone = document.body.classList.contains("page-search");
      form.hidden = false;
      if (matchMedia("(max-width: 52rem)").matches) form.querySelector(".filter-more").open = false;

      form.addEventListener("submit", (event) => { event.preventDefault(); this.changed(true); });
      form.addEventListener("reset", (event) => { event.preventDefault(); this.clear(); });
      form.addEventListener("change", (event) => event.target !== this.query && this.changed(true));
      const typed = settled(() => this.changed(false), PAUSE);
      this.query.addEventListener("input", typed);
      addEventListener("popstate", () => this.fromAddress());
      this.fromAddress();
    }

    /** What is asked for, by name; the order of the fields is that of the form. */
    state() {
      const fields = [...this.form.elements].filter((field) => field.name && field.value.trim());
      return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]));
    }

    fromAddress() {
      const asked = new URLSearchParams(location.search);
      for (const field of this.form.elements) {
        if (!field.name) continue;
        const value = asked.get(field.name) ?? "";
        // A tag that the list does not offer can still be asked for.
        if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
        field.value = value;
      }
      return this.update();
    }

    /** Writes the state into the address: a choice is a step that "back" undoes, a letter is not. */
    changed(step) {
      const asked = new URLSearchParams(this.state()).toString();
      const address = location.pathname + (asked && `?${asked}`);
      if (address !== location.pathname + location.search) history[step ? "pushState" : "replaceState"](null, "", address);
      return this.update();
    }

    clear() {
      for (const field of this.form.elements) if (field.name) field.value = "";
      this.query.focus();
      return this.changed(true);
    }

    async update() {
      const state = this.state();
      const { q, sort, ...filters } = state;
      const key = JSON.stringify(state);
      if (this.asked === key) return;
      this.asked = key;
      for (const field of this.form.querySelectorAll("select")) field.classList.toggle("chosen", field.value !== "");
      const active = Object.keys(state).length > 0;
      this.reset.hidden = !active;
      if (!active) return this.show(null, "");
      try {
        const { found, meanings } = await this.find(this.query.value, filters, sort);
        const words = meanings.length > 0;
        const status = await text(found.length > 0 ? "found" : "none", found.length);
        const hint = found.length === 0 && words ? element("p", { class: "empty" }, await text("none_hint")) : null;
        const rows = element("ol", { class: words ? "rows with-text" : "rows" });
        const more = element("button", { type: "button", class: "button" });
        const add = async () => {
          const from = rows.children.length;
          const size = words && from === 0 ? FEWER_WITH_TEXT : MORE;
          const next = await Promise.all(found.slice(from, from + size).map((document) => row(document, meanings)));
          rows.append(...next);
          if (from > 0) next[0]?.querySelector("a").focus();
          const left = found.length - rows.children.length;
          more.hidden = left <= 0;
          more.textContent = await text("show_more", Math.min(left, MORE));
        };
        await add();
        more.addEventListener("click", add);
        if (this.asked === key) this.show([hint, found.length > 0 ? rows : null, more], status);
      } catch (error) {
        if (this.asked === key) this.show([], await text("failed").catch(() => error.message));
      }
    }

    /** The documents in the order asked for; with words, the best match first, else the newest. */
    async find(query, filters, sort) {
      await ready();
      const allowed = Object.keys(filters).length > 0 ? await index.matching(filters) : () => true;
      const { documents } = await index.manifest();
      let found;
      let meanings = [];
      if (query.trim()) {
        const result = await index.search(query, allowed);
        meanings = result.meanings;
        found = result.found.map(({ document }) => document);
      } else {
        found = Array.from({ length: documents }, (_, i) => documents - 1 - i).filter(allowed);
      }
      if (sort) found.sort((a, b) => (sort === "newest" ? b - a : a - b));
      return { found, meanings };
    }

    /** Shows results in place of the plain list; the list itself where nothing is asked. */
    show(results, status) {
      this.plain.hidden = results !== null || this.alone;
      this.results.hidden = results === null;
      this.results.replaceChildren(...(results ?? []).filter((one) => one !== null));
      this.status.textContent = status;
    }
  }

  const form = document.querySelector(".filters");
  const filters = form && new Filters(form);

  // -- Ways in --

  const isWriting = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  function ask() {
    if (filters?.alone) filters.query.select();
    else open();
  }

  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask();
  });
  document.addEventListener("keydown", (event) => {
    // Keys without Ctrl can be turned off, in the list behind `?`.
    const slash = event.key === "/" && document.documentElement.dataset.keys !== "off" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target);
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!slash && !command) return;
    event.preventDefault();
    ask();
  });
  if (filters?.alone && !location.search) filters.query.focus();
})();
