"use strict";

// Before anything is painted: the colours that the reader chose here before.
try {
  const kept = localStorage.getItem("digest-theme");
  if (kept === "light" || kept === "dark") {
    document.documentElement.dataset.theme = kept;
  }
} catch {
  // Storage is refused to some: they have the colours of their system.
}
