// Keys for the workbench; every one of them presses a button or follows a link that is on the page.
(() => {
  "use strict";
  const rows = [...document.querySelectorAll("[data-row]")];
  const dialog = document.getElementById("bench-keys");
  let current = rows.findIndex((row) => row.id && `#${row.id}` === decodeURIComponent(location.hash));

  const show = (row) => {
    for (const mark of document.querySelectorAll(".bench-mark.is-current")) mark.classList.remove("is-current");
    const mark = [...document.querySelectorAll(".bench-mark")].find((one) => one.getAttribute("href") === `#${row.id}`);
    mark?.classList.add("is-current");
    const place = mark || document.getElementById(row.id.replace(/^r-/, "w-"));
    const box = document.querySelector(".bench-text");
    if (place && getComputedStyle(box).overflowY === "auto") {
      box.scrollTop += place.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  };
  const go = (index) => {
    if (!rows.length) return;
    current = Math.min(Math.max(index, 0), rows.length - 1);
    rows[current].focus({ preventScroll: true });
    rows[current].scrollIntoView({ block: "nearest" });
    show(rows[current]);
  };
  for (const [index, row] of rows.entries()) {
    row.addEventListener("focusin", () => {
      current = index;
      show(row);
    });
  }
  if (current >= 0) go(current);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "?") dialog.showModal();
    else if (event.key === "j") go(current + 1);
    else if (event.key === "k") go(current < 0 ? 0 : current - 1);
    else if ("axesmu".includes(event.key)) {
      const act = rows[current]?.querySelector(`[data-key="${event.key}"]`);
      if (!act) return;
      act.click();
      if (event.key === "x") act.parentElement.querySelector("input[name=reason]").focus();
    } else return;
    event.preventDefault();
  });
})();
