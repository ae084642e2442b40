"use strict";

// Makes a form of the lists on this page: choose a project, say which version you run,
// and go to the place of that version on the page of its series.
(() => {
  const say = document.currentScript.dataset;
  const article = document.querySelector("article");

  // Per project its versions, each with its numbers and where it leads.
  const projects = new Map();
  for (const head of article.querySelectorAll("h2")) {
    const links = [...(head.nextElementSibling?.querySelectorAll("li > a ~ a") ?? [])];
    const versions = links.map((link) => ({
      version: link.textContent,
      numbers: numbersOf(link.textContent),
      href: link.href,
    }));
    if (versions.length) {
      projects.set(head.textContent.trim(), versions);
    }
  }
  if (!projects.size) {
    return;
  }

  // Of "1.4.1-7.el6" these are 1, 4, 1: what a distribution adds is no upstream version.
  function numbersOf(text) {
    const found = /\d+(?:\.\d+)*/.exec(text.normalize("NFKC"));
    return found ? found[0].split(".").map(Number) : null;
  }

  function compare(one, other) {
    for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
      const less = (one[at] ?? 0) - (other[at] ?? 0);
      if (less) {
        return less;
      }
    }
    return 0;
  }

  // The version itself, or the nearest below it; below all of them, the oldest.
  function nearest(versions, text) {
    const exact = versions.find(({ version }) => version === text);
    const numbers = numbersOf(text);
    if (exact || !numbers) {
      return exact;
    }
    const known = versions
      .filter((each) => each.numbers)
      .sort((one, other) => compare(other.numbers, one.numbers));
    return known.find((each) => compare(each.numbers, numbers) <= 0) ?? known.at(-1);
  }

  function element(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  }

  function field(name, control) {
    const label = element("label", { for: control.id }, name);
    return element("span", { class: "field" }, label, control);
  }

  const select = element("select", { id: "site-since-project" });
  for (const name of projects.keys()) {
    select.append(element("option", {}, name));
  }
  const input = element("input", {
    id: "site-since-version",
    list: "site-since-versions",
    autocomplete: "off",
    required: "",
  });
  const list = element("datalist", { id: "site-since-versions" });
  const status = element("p", { role: "status", class: "found" });
  const form = element(
    "form",
    { class: "filter" },
    field(say.project, select),
    field(say.version, input),
    list,
    element("button", {}, say.go),
    status,
  );

  function offer() {
    const versions = projects.get(select.value);
    list.replaceChildren(...versions.map(({ version }) => element("option", { value: version })));
    input.placeholder = versions[0].version;
  }
  select.addEventListener("change", () => {
    input.value = "";
    offer();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = nearest(projects.get(select.value), input.value.trim());
    status.textContent = found ? "" : say.unknown;
    if (found) {
      location.assign(found.href);
    }
  });
  offer();
  article.querySelector("h2").before(form);
})();
