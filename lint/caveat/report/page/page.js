"use strict";
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const report = JSON.parse(one("#report").textContent);
  const grades = ["error", "warning", "info"];
  const wide = matchMedia("(min-width: 64.01rem)");
  const root = document.documentElement;
  root.classList.add("js");

  // A finding with its card and the pieces of its words, in the order of the page.
  const entries = all(".card").map((card) => {
    const finding = report.findings[Number(card.dataset.index)];
    const words = [finding.message, finding.quote, finding.rule, finding.standard || ""];
    return { number: Number(card.dataset.number), card, finding, pieces: [], shown: true, words: words.join("\n").toLowerCase() };
  });
  const byNumber = new Map(entries.map((entry) => [entry.number, entry]));
  const pieces = all("mark").map((mark) => {
    const piece = { mark, link: one("a", mark), entries: mark.dataset.findings.split(" ").map((number) => byNumber.get(Number(number))) };
    for (const entry of piece.entries) entry.pieces.push(piece);
    return piece;
  });
  const margins = all(".margin .cards").map((list) => ({ list, entries: entries.filter((entry) => list.contains(entry.card)) }));
  const isLong = ({ finding }) => finding.end.offset - finding.start.offset > 100;
  let active = null;
  let said = null;

  // ------------------------------------------------------------------ where the cards stand

  const gap = 8;

  function arrange(changed = margins) {
    if (!wide.matches) {
      for (const margin of margins) margin.list.style.height = "";
      for (const entry of entries) entry.card.style.top = "";
      return;
    }
    const plans = changed.map((margin) => {
      const origin = margin.list.getBoundingClientRect().top;
      const rows = margin.entries.filter((entry) => entry.shown).map((entry) => ({
        entry,
        wish: entry.pieces.length ? Math.max(0, entry.pieces[0].mark.getBoundingClientRect().top - origin - 4) : 0,
        height: entry.card.offsetHeight,
        top: 0,
      }));
      return { list: margin.list, rows };
    });
    for (const { list, rows } of plans) {
      let free = 0;
      for (const row of rows) {
        row.top = Math.max(row.wish, free);
        free = row.top + row.height + gap;
      }
      const at = rows.findIndex((row) => row.entry === active);
      if (at >= 0) {
        // The active card stands beside its words; those before it make room as far as the top allows.
        rows[at].top = rows[at].wish;
        for (let index = at - 1; index >= 0; index -= 1) {
          rows[index].top = Math.min(rows[index].top, rows[index + 1].top - rows[index].height - gap);
        }
        free = 0;
        for (const [index, row] of rows.entries()) {
          row.top = index > at ? Math.max(row.wish, free) : Math.max(row.top, free);
          free = row.top + row.height + gap;
        }
      }
      for (const row of rows) {
        const top = `${row.top}px`;
        if (row.entry.card.style.top !== top) row.entry.card.style.top = top;
      }
      list.style.height = `${free}px`;
    }
  }

  // ------------------------------------------------------------------ the active finding

  function activate(entry, { scroll = true, focus = false } = {}) {
    if (entry && said) showClaim(null);
    const touched = [active, entry];
    if (active) {
      active.card.classList.remove("active");
      for (const piece of active.pieces) piece.mark.classList.remove("active", "whole");
    }
    active = entry;
    if (entry) {
      entry.card.classList.add("active");
      for (const piece of entry.pieces) piece.mark.classList.add("active", ...(isLong(entry) ? ["whole"] : []));
    }
    // What grows or shrinks moves only the cards of its own margin.
    arrange(margins.filter((margin) => margin.entries.some((one) => touched.includes(one))));
    say();
    if (!entry) return;
    const target = entry.pieces.length ? entry.pieces[0].link : entry.card;
    if (scroll) target.scrollIntoView({ block: "center" });
    if (focus) target.focus({ preventScroll: true });
  }

  function step(by) {
    const shown = entries.filter((entry) => entry.shown);
    if (!shown.length) return;
    const at = shown.indexOf(active);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    activate(shown[next], { focus: true });
  }

  function say() {
    const shown = entries.filter((entry) => entry.shown);
    const at = shown.indexOf(active);
    one("#position").textContent = at < 0 ? `${shown.length} found` : `${at + 1} of ${shown.length}`;
  }

  // ------------------------------------------------------------------ filters

  const form = one("#filters");
  const search = one("#search");

  function filter() {
    const off = { severity: new Set(), family: new Set(), rule: new Set(), path: new Set() };
    for (const box of all("input[type=checkbox]", form)) if (!box.checked) off[box.name].add(box.value);
    const wanted = search.value.trim().toLowerCase();
    for (const entry of entries) {
      const { finding } = entry;
      entry.shown = Object.entries(off).every(([field, values]) => !values.has(finding[field])) && entry.words.includes(wanted);
      if (entry.card.hidden === entry.shown) entry.card.hidden = !entry.shown;
    }
    for (const piece of pieces) {
      const { mark, link, entries: findings } = piece;
      const shown = findings.filter((entry) => entry.shown);
      const now = shown.map((entry) => entry.number).join(" ");
      if (now === piece.now) continue;
      piece.now = now;
      mark.classList.remove(...grades, "long", "off");
      if (shown.length) {
        mark.classList.add(grades.find((grade) => shown.some((entry) => entry.finding.severity === grade)));
        mark.classList.toggle("long", shown.every(isLong));
        link.href = `#card-${shown[0].number}`;
        link.setAttribute("aria-describedby", `message-${shown[0].number}`);
      } else {
        mark.classList.add("off");
        link.removeAttribute("href");
      }
    }
    const number = entries.filter((entry) => entry.shown).length;
    one("#count").textContent = number === entries.length ? "" : `${number} of ${entries.length} shown`;
    if (active && !active.shown) activate(null);
    arrange();
    say();
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  one("#show-all").addEventListener("click", () => {
    form.reset();
    filter();
  });

  // ------------------------------------------------------------------ the ledger of claims

  const ledger = one("#claims");
  const sieve = one("#claims-filter");
  const ranks = ["flagged", "unsourced", "sourced"];
  const rows = ledger ? all("tbody tr:not(.chapter)", ledger).map((row, index) => ({
    row,
    index,
    body: row.parentElement,
    status: row.className,
    kind: row.dataset.kind,
    strength: Number(row.dataset.strength),
    words: row.textContent.toLowerCase(),
  })) : [];
  const orders = {
    "": () => 0,
    strength: (first, second) => second.strength - first.strength,
    status: (first, second) => ranks.indexOf(first.status) - ranks.indexOf(second.status),
    kind: (first, second) => first.kind.localeCompare(second.kind, "en"),
  };
  let order = "";

  function sift() {
    const fields = sieve.elements;
    const statuses = new Set(all("input[name=status]", sieve).filter((box) => box.checked).map((box) => box.value));
    const kind = fields.kind.value;
    const leaf = fields.document ? fields.document.value : "";
    const wanted = fields.search.value.trim().toLowerCase();
    if (fields.order.value !== order) {
      order = fields.order.value;
      for (const { body, row } of rows.slice().sort((first, second) => orders[order](first, second) || first.index - second.index)) body.append(row);
    }
    const left = new Set();
    let number = 0;
    for (const { row, body, status, kind: own, words } of rows) {
      const shown = statuses.has(status) && (!kind || kind === own) && (!leaf || leaf === body.dataset.leaf) && words.includes(wanted);
      row.hidden = !shown;
      if (shown) left.add(body);
      number += shown;
    }
    for (const body of all("tbody", ledger)) body.hidden = !left.has(body);
    one("#claims-count").textContent = number === rows.length ? "" : `${number} of ${rows.length} shown`;
  }

  function showClaim(number) {
    const pieces = number ? all(`.claim[data-claims~="${number}"]`) : [];
    for (const piece of all(".claim.active")) piece.classList.remove("active");
    for (const piece of pieces) piece.classList.add("active");
    said = pieces.length ? number : null;
    if (!said) return;
    if (active) activate(null);
    pieces[0].tabIndex = -1;
    pieces[0].focus({ preventScroll: true });
    pieces[0].scrollIntoView({ block: "center" });
  }

  function toLedger() {
    if (!ledger) return;
    ledger.scrollIntoView();
    one("#claims-title").focus({ preventScroll: true });
  }

  function toIndex() {
    const title = one("#index-title");
    if (!title) return;
    title.scrollIntoView();
    title.focus({ preventScroll: true });
  }

  function leaveClaim() {
    const link = one(`a[href="#claim-${said}"]`, ledger);
    showClaim(null);
    history.replaceState(null, "", "#claims");
    if (link.closest("[hidden]")) return;
    link.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
  }

  if (ledger) {
    sieve.addEventListener("input", sift);
    sieve.addEventListener("submit", (event) => event.preventDefault());
    one("#claims-all").addEventListener("click", () => {
      sieve.reset();
      sift();
    });
    ledger.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#c']");
      // The same address twice is no change of address.
      if (link && link.hash === location.hash) open(link.hash);
    });
  }

  // ------------------------------------------------------------------ how hard each paragraph is

  const heat = one("#heat");
  heat.checked = false;
  heat.addEventListener("change", () => {
    root.classList.toggle("heat", heat.checked);
    one("#heat-legend").hidden = !heat.checked;
    arrange();
  });

  // ------------------------------------------------------------------ pointer and keyboard

  for (const { mark, link, entries: findings } of pieces) {
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const shown = findings.filter((entry) => entry.shown);
      if (!shown.length) return;
      // Words with several findings show the next one at each click.
      const at = shown.indexOf(active);
      activate(shown[(at + 1) % shown.length], { scroll: false });
      // A key press, unlike the pointer, leads on to the card.
      if (event.detail === 0) active.card.focus({ preventScroll: true });
      else link.focus({ preventScroll: true });
    });
  }
  for (const entry of entries) {
    entry.card.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && link.dataset.go) {
        event.preventDefault();
        activate(byNumber.get(Number(link.dataset.go)), { focus: true });
      } else if (link && link.dataset.back) {
        event.preventDefault();
        activate(entry, { focus: true });
      } else if (link) {
        open(link.hash);
      } else if (active !== entry) activate(entry, { scroll: !wide.matches });
    });
  }

  function open(hash) {
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (target && target.tagName === "DETAILS") target.open = true;
    const claim = /^#claim-(\d+)$/.exec(hash);
    if (claim) showClaim(claim[1]);
    const card = target && target.closest(".card");
    if (!card) return;
    const entry = byNumber.get(Number(card.dataset.number));
    if (!entry.shown) {
      form.reset();
      filter();
    }
    activate(entry);
  }

  const help = one("#help");
  one("#previous").addEventListener("click", () => step(-1));
  one("#next").addEventListener("click", () => step(1));
  one("#help-open").addEventListener("click", () => help.showModal());
  one("#help-close").addEventListener("click", () => help.close());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.matches("input[type=search], select");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else if (said) leaveClaim();
      else if (active) {
        const entry = active;
        const inCard = entry.card.contains(document.activeElement);
        activate(null);
        if (inCard && entry.pieces.length) entry.pieces[0].link.focus();
      }
      return;
    }
    if (typing) return;
    const keys = { j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1), "/": () => search.focus(), "?": () => help.showModal(), c: toLedger, i: toIndex };
    // Speech input may type letters that were meant as words: whoever uses it can turn these keys off.
    if (one("#keys").checked && Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key === "Enter" && event.target.matches(".card")) {
      event.preventDefault();
      const entry = byNumber.get(Number(event.target.dataset.number));
      activate(entry, { focus: true });
    }
  });

  // ------------------------------------------------------------------ begin

  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => arrange());
  };
  addEventListener("resize", later);
  addEventListener("load", later);
  addEventListener("hashchange", () => open(location.hash));
  addEventListener("beforeprint", () => all(".entry, .suppressed, .hardness, .folded").forEach((entry) => { entry.open = true; }));
  wide.addEventListener("change", later);
  form.reset();
  filter();
  if (sieve) {
    sieve.reset();
    sift();
  }
  open(location.hash);
})();
