/**
 * Matrices that can be walked: `<table class="codev-matrix">`.  The row and the column of the cell under the pointer or with the
 * focus stand out, and the arrow keys lead from cell to cell; Tab enters the matrix once and leaves it.
 */

type Grid = (HTMLTableCellElement | null)[][];

/** Makes the matrices of the page walkable. */
export function enhanceMatrices(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>("table.codev-matrix")) enhance(table);
}

function enhance(table: HTMLTableElement): void {
  const grid = gridOf(table);
  const places = new Map<Element, [number, number]>();
  grid.forEach((row, y) => row.forEach((cell, x) => cell && !places.has(cell) && places.set(cell, [y, x])));
  const links = [...table.querySelectorAll<HTMLElement>("td a, td button")];
  links.forEach((link, index) => (link.tabIndex = index === 0 ? 0 : -1));

  const mark = (cell: Element | null): void => {
    table.querySelectorAll(".is-crossed").forEach((each) => each.classList.remove("is-crossed"));
    const place = cell && places.get(cell);
    if (!place) return;
    for (const [each, [y, x]] of places) if (y === place[0] || x === place[1]) each.classList.add("is-crossed");
  };
  table.addEventListener("pointerover", (event) => mark(cellOf(event.target)));
  table.addEventListener("pointerleave", () => mark(null));
  table.addEventListener("focusin", (event) => mark(cellOf(event.target)));
  table.addEventListener("focusout", () => mark(null));
  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const place = step && places.get(cellOf(event.target) ?? table);
    if (!step || !place) return;
    const next = walk(grid, place, step);
    if (!next) return;
    event.preventDefault();
    links.forEach((link) => (link.tabIndex = -1));
    next.tabIndex = 0;
    next.focus();
  });
}

const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Returns the next link in a direction, cells without one passed over. */
function walk(grid: Grid, [y, x]: [number, number], [down, right]: [number, number]): HTMLElement | null {
  for (let row = y + down, column = x + right; grid[row]?.[column] !== undefined; row += down, column += right) {
    const link = grid[row]?.[column]?.querySelector<HTMLElement>("a, button");
    // What is folded away is passed over too.
    if (link?.checkVisibility() && grid[row]?.[column]?.tagName === "TD") return link;
  }
  return null;
}

function cellOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest("td, th") : null;
}

/** Returns the cells by row and column, those that span several in each of their places. */
function gridOf(table: HTMLTableElement): Grid {
  const grid: Grid = [];
  [...table.rows].forEach((row, y) => {
    grid[y] ??= [];
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y]![x]) x++;
      for (let down = 0; down < cell.rowSpan; down++) {
        grid[y + down] ??= [];
        for (let right = 0; right < cell.colSpan; right++) grid[y + down]![x + right] = cell;
      }
      x += cell.colSpan;
    }
  });
  return grid;
}
