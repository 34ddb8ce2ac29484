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
