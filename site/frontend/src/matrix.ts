/**
 * Matrices that can be walked: `<table class="codev-matrix">`.  The row and the column of the cell under the pointer or with the
 * focus stand out, and the arrow keys lead from cell to cell; Tab enters the matrix once and leaves it.
 */

type Grid = (HTMLTableCellElement | null)[][];

/** What is known of a matrix: its cells by place, and the link that Tab enters it by, once somebody was there. */
interface Walked {
  grid: Grid;
  places: Map<Element, [number, number]>;
  entrance: HTMLElement | null;
}

const walked = new WeakMap<HTMLTableElement, Walked>();

/** Makes all matrices walkable, also those that come later; nothing is done to one before somebody is there. */
export function enhanceMatrices(): void {
  let crossed: HTMLTableElement | null = null;
  const cross = (target: EventTarget | null): void => {
    const table = matrixOf(target);
    crossed?.querySelectorAll(".is-crossed").forEach((each) => each.classList.remove("is-crossed"));
    crossed = table;
    const places = table && walkedOf(table).places;
    const place = places?.get(cellOf(target) ?? document.body);
    if (!places || !place) return;
    for (const [each, [y, x]] of places) if (y === place[0] || x === place[1]) each.classList.add("is-crossed");
  };
  document.addEventListener("pointerover", ({ target }) => {
    if (crossed || matrixOf(target)) cross(target);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (crossed || matrixOf(target)) cross(target);
    enter(target);
  });
  document.addEventListener("focusout", () => crossed && cross(null));
  document.addEventListener("keydown", (event) => {
    const [step, table] = [STEPS[event.key], matrixOf(event.target)];
    if (!step || !table) return;
    const known = walkedOf(table);
    const place = known.places.get(cellOf(event.target) ?? table);
    const next = place && walk(known.grid, place, step);
    if (!next) return;
    event.preventDefault();
    if (known.entrance) known.entrance.tabIndex = -1;
    known.entrance = next;
    next.tabIndex = 0;
    next.focus();
  });
}

/** Lets Tab lead out of a matrix from the link that has the focus, and later back to it. */
function enter(target: EventTarget | null): void {
  const table = matrixOf(target);
  if (!table || !(target instanceof HTMLElement) || !target.closest("td")) return;
  const known = walkedOf(table);
  if (known.entrance === target) return;
  known.entrance = target;
  for (const link of table.querySelectorAll<HTMLElement>("td a, td button")) link.tabIndex = link === target ? 0 : -1;
}

function walkedOf(table: HTMLTableElement): Walked {
  let known = walked.get(table);
  if (!known) {
    const grid = gridOf(table);
    const places = new Map<Element, [number, number]>();
    grid.forEach((row, y) => row.forEach((cell, x) => cell && !places.has(cell) && places.set(cell, [y, x])));
    walked.set(table, (known = { grid, places, entrance: null }));
  }
  return known;
}

function matrixOf(target: EventTarget | null): HTMLTableElement | null {
  return target instanceof Element ? target.closest<HTMLTableElement>("table.codev-matrix") : null;
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
