// Everything works without this file; it only adds comfort.
(() => {
  "use strict";

  // After an answer changed the result, reading goes on at the result.
  document.addEventListener("htmx:afterSettle", () => {
    const place = document.querySelector("[data-focus]");
    if (place) {
      place.focus({ preventScroll: true });
      if (place.getBoundingClientRect().top < 0) place.scrollIntoView({ block: "start" });
    }
  });

  // On paper nothing stays folded.
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) {
      fold.open = true;
      fold.dataset.unfolded = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("details[data-unfolded]")) {
      fold.open = false;
      delete fold.dataset.unfolded;
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-print]");
    if (!link) return;
    event.preventDefault();
    window.print();
  });

  // A highlighted sentence of a text comes into view; marks in lists stay where they are.
  const mark = document.querySelector(".sheet .quote-mark");
  if (mark && !location.hash) mark.scrollIntoView({ block: "center" });

  // The outline shows where the reader is.
  const outline = document.getElementById("outline");
  if (outline && "IntersectionObserver" in window) {
    const links = new Map([...outline.querySelectorAll("a[href^='#c']")].map((a) => [a.hash.slice(1), a]));
    let here = null;
    const watch = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const link = entry.isIntersecting && links.get(entry.target.id);
          if (!link || link === here) continue;
          here?.classList.remove("is-here");
          here?.removeAttribute("aria-current");
          link.classList.add("is-here");
          link.setAttribute("aria-current", "true");
          here = link;
          const box = outline.getBoundingClientRect();
          const line = link.getBoundingClientRect();
          if (line.top < box.top || line.bottom > box.bottom) outline.scrollTop += line.top - box.top - box.height / 3;
        }
      },
      { rootMargin: "0px 0px -75% 0px" },
    );
    for (const id of links.keys()) {
      const clause = document.getElementById(id);
      if (clause) watch.observe(clause);
    }
  }
})();
