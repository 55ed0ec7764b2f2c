/** Tables that can be sorted by a press on a head: `<table class="codev-sortable">`.  The rows are those of the page. */

import { make } from "./shared/dom";
import { fold } from "./shared/text";

/** Makes the heads of the page's sortable tables buttons. */
export function enhanceSortable(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table.codev-sortable")) enhance(table);
}

function enhance(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll<HTMLTableCellElement>("thead th")];
  for (const [column, head] of heads.entries()) {
    const button = make("button", { type: "button" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const isNumber = head.classList.contains("num");
      const now = head.getAttribute("aria-sort");
      // Numbers are wanted from the greatest, names from the first letter.
      const descending = now === null ? isNumber : now === "ascending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sort(table, column, isNumber, descending);
    });
  }
}

function sort(table: HTMLTableElement, column: number, isNumber: boolean, descending: boolean): void {
  const body = table.tBodies[0];
  if (!body) return;
  const rows = [...body.rows].map((row, place) => ({ row, place, key: keyOf(row.cells[column], isNumber) }));
  rows.sort((one, other) => {
    const [noOne, noOther] = [one.key === null, other.key === null];
    // What is empty comes last either way.
    if (noOne || noOther) return noOne === noOther ? one.place - other.place : noOne ? 1 : -1;
    const order = one.key! < other.key! ? -1 : one.key! > other.key! ? 1 : 0;
    return order * (descending ? -1 : 1) || one.place - other.place;
  });
  body.append(...rows.map(({ row }) => row));
}

/** Returns what a cell is sorted by: `data-sort` or its text; null where it is empty. */
function keyOf(cell: HTMLTableCellElement | undefined, isNumber: boolean): string | number | null {
  const text = (cell?.dataset["sort"] ?? cell?.textContent ?? "").trim();
  if (!isNumber) return text === "" ? null : fold(text);
  const digits = text.replace(/[^\d.-]/g, "");
  return digits === "" ? null : Number(digits);
}
