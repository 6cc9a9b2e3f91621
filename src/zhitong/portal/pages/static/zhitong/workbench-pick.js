// Words chosen in the text go where words are asked for; without this file they are copied by hand.
(() => {
  "use strict";
  const text = document.querySelector("[data-pick]");
  const fields = [...document.querySelectorAll("[data-quote]")];
  const kept = document.querySelector("[data-picked]");
  const shown = document.querySelector("[data-picked-words]");
  let field = fields[0];
  for (const one of fields) {
    one.closest("fieldset").addEventListener("focusin", () => {
      field = one;
    });
  }

  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !text.contains(selection.getRangeAt(0).commonAncestorContainer)) return "";
    return selection.toString().trim();
  };
  const take = () => {
    const words = chosen();
    if (!words) return;
    if (field) {
      field.value = words;
      const list = field.closest("fieldset").querySelector("select[name$='-sentence']");
      if (list) list.value = "";
    }
    if (kept) {
      kept.value = words;
      shown.textContent = `“${words.length > 24 ? `${words.slice(0, 24)}…` : words}”`;
      shown.hidden = false;
    }
  };
  text?.addEventListener("mouseup", take);
  text?.addEventListener("touchend", () => setTimeout(take));
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey) take();
  });
})();
