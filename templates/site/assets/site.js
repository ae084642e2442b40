"use strict";

// Small helps on every page. Each makes the controls that it needs, so that a reader
// without scripts meets none that do nothing.
(() => {
  const say = document.currentScript.dataset;
  const fill = (text, blanks) => text.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);
  const fold = (text) => text.normalize("NFKC").toLowerCase();

  function element(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  }

  // Where a screen reader hears what a control did.
  const voice = element("p", { class: "unseen", role: "status" });

  // The colours: as the system has them, light, dark.
  function offerThemes() {
    const themes = ["system", "light", "dark"];
    const signs = { system: "◐", light: "☀", dark: "☾" };
    const root = document.documentElement;
    const button = element("button", { type: "button", class: "theme" });
    function name() {
      const now = root.dataset.theme ?? "system";
      button.textContent = `${signs[now]}\ufe0e`; // as a letter, not as an emoji
      button.title = say[now];
      button.setAttribute("aria-label", say[now]);
    }
    button.addEventListener("click", () => {
      const now = themes.indexOf(root.dataset.theme ?? "system");
      const next = themes[(now + 1) % themes.length];
      if (next === "system") {
        delete root.dataset.theme;
      } else {
        root.dataset.theme = next;
      }
      try {
        localStorage.setItem("digest-theme", next);
      } catch {
        // Storage is refused to some: the choice holds for this page.
      }
      name();
    });
    name();
    document.querySelector(".tools").append(button);
  }

  async function copy(text) {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return;
    }
    const field = element("textarea", { class: "unseen", readonly: "" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy"); // the only way on a page without TLS
    field.remove();
    if (!done) {
      throw new Error("not copied");
    }
  }

  function offerCopies() {
    for (const box of document.querySelectorAll("article pre")) {
      const button = element("button", { type: "button", class: "copy" }, say.copy);
      const around = element("div", { class: "box" });
      box.replaceWith(around);
      around.append(box, button);
      button.addEventListener("click", async () => {
        let told = say.copied;
        try {
          await copy(box.textContent.replace(/\n$/, ""));
        } catch {
          told = say.uncopied;
        }
        button.textContent = told;
        voice.textContent = told;
        setTimeout(() => {
          button.textContent = say.copy;
          voice.textContent = "";
        }, 3000);
      });
    }
  }

  // A list is worth a filter from so many entries on.
  const FEW = 8;
  const LISTS = new Set(["archive", "calendar", "tips", "versions"]);

  // What a page lists, in parts that have a heading. An entry is an item of a list, the
  // rows of a project in a table, or a smaller heading with what is below it.
  function partsOf(article) {
    const parts = [{ name: "", nodes: [], entries: [] }];
    const headed = Boolean(article.querySelector("h2"));
    let entry = null;
    for (const node of article.children) {
      const part = parts.at(-1);
      const inside = { UL: "li", OL: "li", TABLE: "tbody" }[node.tagName];
      const contents = headed && !part.name; // above the first heading
      if (node.tagName === "H2") {
        parts.push({ name: node.textContent.trim(), nodes: [node], entries: [] });
        entry = null;
      } else if (node.tagName === "H3") {
        entry = { nodes: [node], name: part.name };
        part.entries.push(entry);
      } else if (entry) {
        entry.nodes.push(node);
      } else if (inside && !contents) {
        for (const item of node.querySelectorAll(`:scope > ${inside}`)) {
          const name = item.querySelector("th[scope=rowgroup]")?.firstChild.textContent;
          part.entries.push({ nodes: [item], name: name?.trim() ?? part.name });
        }
      } else if (part.name) {
        part.nodes.push(node);
      }
    }
    return parts.filter((part) => part.entries.length);
  }

  function offerFilter() {
    const kind = document.body.classList[0];
    const parts = LISTS.has(kind) ? partsOf(document.querySelector("article")) : [];
    const entries = parts.flatMap((part) => part.entries);
    if (entries.length < FEW) {
      return;
    }
    for (const entry of entries) {
      entry.text = fold(entry.nodes.map((node) => node.textContent).join(" "));
    }
    const input = element("input", { id: "site-filter", type: "search", autocomplete: "off" });
    const label = element("label", { for: "site-filter" }, say.filter);
    const projects = kind === "tips" || kind === "versions"; // else the names are years
    const select = choice(projects ? entries.map((entry) => entry.name) : []);
    const shown = element("p", { role: "status", class: "found" });
    const text = element("span", { class: "field" }, label, input);
    const form = element("form", { class: "filter" }, text, ...select.nodes, shown);
    function run() {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      const project = select.value();
      let left = 0;
      for (const entry of entries) {
        const named = !project || entry.name === project;
        entry.fits = named && words.every((word) => entry.text.includes(word));
        left += entry.fits ? 1 : 0;
        hide(entry.nodes, !entry.fits);
      }
      for (const part of parts) {
        hide(part.nodes, !part.entries.some((entry) => entry.fits));
      }
      shown.textContent = words.length || project ? fill(say.filtered, { n: left }) : "";
    }
    form.addEventListener("input", run);
    form.addEventListener("submit", (event) => event.preventDefault());
    const first = parts[0].nodes[0] ?? entries[0].nodes[0];
    first.closest("article > *").before(form);
  }

  function hide(nodes, hidden) {
    for (const node of nodes) {
      node.hidden = hidden;
    }
  }

  // A choice of one of the names or all, if there are several.
  function choice(names) {
    const each = [...new Set(names)].filter(Boolean);
    if (each.length < 2) {
      return { nodes: [], value: () => "" };
    }
    const options = each.map((name) => element("option", {}, name));
    const select = element(
      "select",
      { id: "site-filter-project" },
      element("option", { value: "" }, say.every),
      ...options,
    );
    const label = element("label", { for: "site-filter-project" }, say.project);
    const field = element("span", { class: "field" }, label, select);
    return { nodes: [field], value: () => select.value };
  }

  if (!document.body.classList.contains("neutral")) {
    offerThemes();
  }
  document.body.append(voice);
  offerCopies();
  offerFilter();
})();
