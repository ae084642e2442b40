"use strict";

// Looks through window.digestPages, which another script defines: pages that have all
// words, wherever they stand. Pages are quoted as text, never as HTML.
(() => {
  const say = document.currentScript.dataset;
  const form = document.getElementById("site-search");
  const input = form.elements.q;
  const status = document.getElementById("site-search-status");
  const places = {
    issues: document.getElementById("site-search-issues"),
    others: document.getElementById("site-search-others"),
  };
  const PAUSE = 150; // milliseconds after the last key
  const BEFORE = 40; // letters that are quoted before a word
  const QUOTED = 180; // and altogether

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const wordsOf = (text) => [...new Set(fold(text).split(/\s+/).filter(Boolean))];

  let folded = null;
  function pages() {
    folded ??= window.digestPages.map((page) => ({
      page,
      title: fold(page.title),
      text: fold(page.text),
    }));
    return folded;
  }

  function count(text, word) {
    let times = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      times += 1;
    }
    return times;
  }

  // The pages with all words: in the title first, then the most often, then the newest.
  function search(words) {
    const found = [];
    for (const { page, title, text } of pages()) {
      if (words.every((word) => title.includes(word) || text.includes(word))) {
        const times = words.reduce((sum, word) => sum + count(text, word), 0);
        const named = words.every((word) => title.includes(word));
        found.push({ page, text, times, named });
      }
    }
    const order = (a, b) => (a < b ? 1 : a > b ? -1 : 0);
    return found.sort(
      (a, b) => b.named - a.named || b.times - a.times || order(a.page.date, b.page.date),
    );
  }

  // What is quoted stands in the page where its folded letters stand in the folded text.
  function quote(original, text, words) {
    const shown = original.length === text.length ? original : text;
    const places = words.map((word) => text.indexOf(word)).filter((at) => at >= 0);
    const first = places.length ? Math.min(...places) : 0;
    let start = Math.max(0, first - BEFORE);
    const blank = text.indexOf(" ", start);
    if (start && blank >= 0 && blank < first) {
      start = blank + 1;
    }
    const low = (at) => /[\udc00-\udfff]/.test(shown.charAt(at));
    start += low(start) ? 1 : 0;
    let end = Math.min(shown.length, start + QUOTED);
    end += low(end) ? 1 : 0;
    const line = document.createElement("p");
    line.append(start ? "… " : "", ...marked(shown, text, words, start, end));
    line.append(end < shown.length ? " …" : "");
    return line;
  }

  function* marked(shown, text, words, start, end) {
    let at = start;
    while (at < end) {
      const next = words
        .map((word) => ({ word, place: text.indexOf(word, at) }))
        .filter(({ word, place }) => place >= 0 && place + word.length <= end)
        .sort((a, b) => a.place - b.place || b.word.length - a.word.length)[0];
      if (!next) {
        break;
      }
      yield shown.slice(at, next.place);
      const mark = document.createElement("mark");
      at = next.place + next.word.length;
      mark.textContent = shown.slice(next.place, at);
      yield mark;
    }
    yield shown.slice(at, end);
  }

  function item({ page, text }, words) {
    const link = document.createElement("a");
    link.textContent = page.title;
    // Addresses are those of files beside this page, whatever their names look like.
    link.setAttribute("href", `./${page.url}`);
    const node = document.createElement("li");
    node.append(link, quote(page.text, text, words));
    return node;
  }

  function show(place, found, words) {
    place.hidden = !found.length;
    place.querySelector("ol").replaceChildren(...found.map((each) => item(each, words)));
  }

  const fill = (text, blanks) => text.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);

  function keep(query) {
    const address = new URL(location.href);
    if (query) {
      address.searchParams.set("q", query);
    } else {
      address.searchParams.delete("q");
    }
    try {
      history.replaceState(null, "", address);
    } catch {
      // Refused to some that open the page as a file; the search works all the same.
    }
  }

  function run() {
    clearTimeout(waiting);
    const query = input.value.trim();
    const words = wordsOf(query);
    keep(query);
    if (!window.digestPages) {
      status.textContent = say.broken;
      return;
    }
    const found = words.length ? search(words) : [];
    const issues = found.filter(({ page }) => page.kind === "issue");
    const others = found.filter(({ page }) => page.kind !== "issue");
    show(places.issues, issues, words);
    show(places.others, others, words);
    const blanks = { words: query, issues: issues.length, others: others.length };
    const text = found.length ? say.found : say.none;
    status.textContent = words.length ? fill(text, blanks) : "";
  }

  let waiting = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) {
      waiting = setTimeout(run, PAUSE);
    }
  });
  input.addEventListener("compositionend", run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  run();
  if (!input.value) {
    input.focus();
  }
})();
