
"use strict";
// A piece beside its article: a sentence that is chosen in one column shows its partner in the other.
(() => {
  const all = (selector, from) => Array.from(from.querySelectorAll(selector));

  for (const view of document.querySelectorAll(".beside")) {
    const rows = all(".pair", view);
    const choice = view.querySelector(".only-told");
    const count = view.querySelector(".count");
    let active = null;

    const choose = (row) => {
      if (active === row) return;
      for (const one of rows) {
        const same = row && one !== row && one.dataset.shared !== undefined && one.dataset.shared === row.dataset.shared;
        one.classList.toggle("active", one === row);
        one.classList.toggle("shared", Boolean(same));
        for (const sentence of all(".sentence", one)) {
          if (one === row) sentence.setAttribute("aria-current", "true");
          else sentence.removeAttribute("aria-current");
        }
      }
      active = row;
    };

    const go = (row, column) => {
      const sentence = row && all(".sentence", row)[column];
      if (!sentence) return;
      sentence.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    };

    const sift = () => {
      for (const row of rows) row.hidden = choice.checked && row.dataset.told === undefined;
      const number = rows.filter((row) => !row.hidden).length;
      count.textContent = choice.checked ? `${number} of ${rows.length} pairs shown` : "";
      if (active && active.hidden) choose(null);
    };

    choice.checked = false;
    choice.addEventListener("change", sift);
    view.addEventListener("focusin", (event) => {
      const sentence = event.target.closest(".sentence");
      if (sentence) choose(sentence.closest(".pair"));
    });
    view.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      if (link.matches(".sentence")) {
        event.preventDefault();
        const row = link.closest(".pair");
        choose(row);
        // A key press leads on to the partner; the pointer stays where it is.
        if (event.detail === 0) go(row, 1 - all(".sentence", row).indexOf(link));
        else link.focus({ preventScroll: true });
      } else if (link.hash === location.hash) {
        // The same address twice is no change of address.
        dispatchEvent(new HashChangeEvent("hashchange"));
      }
    });
    view.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const sentence = event.target.closest(".sentence");
      if (!sentence) return;
      const row = sentence.closest(".pair");
      const column = all(".sentence", row).indexOf(sentence);
      const seen = rows.filter((one) => !one.hidden);
      const at = seen.indexOf(row);
      const moves = {
        ArrowDown: () => go(seen[at + 1], column),
        ArrowUp: () => go(seen[at - 1], column),
        ArrowLeft: () => go(row, 0),
        ArrowRight: () => go(row, 1),
        Home: () => go(seen[0], column),
        End: () => go(seen[seen.length - 1], column),
        Escape: () => {
          choose(null);
          view.querySelector("summary").focus();
        },
      };
      if (!Object.hasOwn(moves, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    });
  }

  addEventListener("beforeprint", () => all(".beside, .beside details", document).forEach((one) => { one.open = true; }));
  const opened = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const view = target && target.closest(".beside");
    if (!view) return;
    view.open = true;
    target.scrollIntoView({ block: "center" });
    if (target.matches(".sentence")) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", opened);
  opened();
})();
