"use strict";
// Sorts the tables and finds a unit in them. Without it the page says the same, by rank.
(() => {
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const order = new Intl.Collator("zh-CN", { numeric: true });

  const value = (row, column, number) => {
    const text = row.cells[column].textContent.trim();
    if (!number) return text;
    const parsed = parseFloat(text);
    return Number.isNaN(parsed) ? null : parsed;
  };

  const sort = (table, head, column) => {
    const number = head.dataset.kind === "number";
    const before = head.getAttribute("aria-sort");
    const rising = before ? before !== "ascending" : !number || column === 0;
    const rows = Array.from(table.tBodies[0].rows).map((row) => [value(row, column, number), row]);
    rows.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      const by = number ? a - b : order.compare(a, b);
      return rising ? by : -by;
    });
    all("[aria-sort]", table).forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", rising ? "ascending" : "descending");
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };

  all("table.sortable").forEach((table) => {
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head, column));
      head.append(button);
    });
  });

  all("table.ranking").forEach((table) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "find";
    input.type = "search";
    label.append("找单位", input);
    input.addEventListener("input", () => {
      const wanted = input.value.trim();
      Array.from(table.tBodies[0].rows).forEach((row) => {
        row.hidden = !row.cells[1].textContent.includes(wanted);
      });
    });
    table.parentElement.before(label);
  });
})();
