"use strict";
(() => {
  const table = document.querySelector("#index table");
  if (!table) return;
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const begin = Array.from(body.rows);
  const said = document.querySelector("#index-said");

  // What a row is sorted by in each column; null stands last, whichever way.
  const keys = new Map(begin.map((row) => [row, Array.from(row.cells, (cell, column) => {
    const value = cell.dataset.value;
    if (value === undefined) return null;
    return heads[column].dataset.text === undefined ? Number(value) : value;
  })]));

  function compare(first, second, way) {
    if (first === null || second === null) return (first === null) - (second === null);
    const by = typeof first === "string" ? first.localeCompare(second, "en", { numeric: true }) : first - second;
    return way === "ascending" ? by : -by;
  }

  function sort(column, way) {
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", way);
    const order = new Map(begin.map((row, index) => [row, index]));
    const rows = begin.slice().sort((first, second) =>
      compare(keys.get(first)[column], keys.get(second)[column], way) || order.get(first) - order.get(second));
    body.append(...rows);
    said.textContent = `Sorted by ${heads[column].textContent.trim()}, ${way}`;
  }

  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      sort(column, now ? (now === "ascending" ? "descending" : "ascending") : head.dataset.sort);
    });
  }
})();
