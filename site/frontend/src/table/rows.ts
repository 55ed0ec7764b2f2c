/** The rows of a table.  Only those in sight are in the page, so that ten thousand cost no more than fifty. */

import {
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  windowScroll,
  defaultRangeExtractor,
  measureElement,
} from "@tanstack/virtual-core";
import { MARKS } from "../made/words";
import { mark, tick } from "../choice/buttons";
import { make, thousands } from "../shared/dom";
import { basket, comparison, type Chosen } from "../shared/kept";
import type { ColumnFile, TableFile } from "./data";
import type { Engine } from "./engine";

/** Rows kept above and below those in sight. */
const OVERSCAN = 12;
/** Names shown in one cell; the rest is counted. */
const NAMES_SHOWN = 3;

export class Rows {
  readonly element: HTMLTableElement;
  private readonly body: HTMLTableSectionElement;
  private readonly virtual: Virtualizer<Window, HTMLTableRowElement>;
  private readonly starts: Uint32Array;
  private readonly made = new Map<number, HTMLTableRowElement>();
  private readonly heads = new Map<string, { cell: HTMLTableCellElement; button: HTMLButtonElement }>();
  private readonly unverified: Map<string, Set<number>>;
  private rows: Uint32Array = new Uint32Array(0);
  private printing = false;

  constructor(
    private readonly file: TableFile,
    private readonly engine: Engine,
    /** The address of the site's root. */
    private readonly root: string,
    caption: string,
    sortBy: (column: string) => void,
  ) {
    this.starts = engine.unitStarts();
    this.unverified = new Map(file.columns.map((column) => [column.name, new Set(column.unverified ?? [])]));
    const head = make("tr", { "aria-rowindex": 1 }, ...file.columns.map((column) => this.headCell(column, sortBy)));
    this.body = make("tbody");
    this.element = make(
      "table",
      { class: "ct-table" },
      make("caption", { class: "visually-hidden" }, caption),
      make("thead", {}, head),
      this.body,
    );
    this.virtual = new Virtualizer<Window, HTMLTableRowElement>({
      count: 0,
      getScrollElement: () => window,
      // About the height of a row of the table of works at 1440 pixels: the scroll bar is right before rows are measured.
      estimateSize: () => 110,
      overscan: OVERSCAN,
      getItemKey: (index) => this.rows[index] ?? index,
      observeElementRect: observeWindowRect,
      observeElementOffset: observeWindowOffset,
      scrollToFn: windowScroll,
      measureElement,
      indexAttribute: "data-index",
      initialRect: { width: window.innerWidth, height: window.innerHeight },
      rangeExtractor: (range) => {
        const indexes = this.printing ? Array.from({ length: range.count }, (_, index) => index) : defaultRangeExtractor(range);
        // A row that has the focus stays, or the keyboard would lose its place.
        const focused = Number(document.activeElement?.closest<HTMLElement>("tr[data-index]")?.dataset["index"] ?? -1);
        if (this.body.contains(document.activeElement) && focused >= 0 && focused < range.count && !indexes.includes(focused)) {
          indexes.push(focused);
          indexes.sort((one, other) => one - other);
        }
        return indexes;
      },
      onChange: () => this.draw(),
    });
    basket.onChange(() => this.mark());
    comparison.onChange(() => this.mark());
    window.addEventListener("beforeprint", () => this.print(true));
    window.addEventListener("afterprint", () => this.print(false));
  }

  /** Begins to follow the window; the table must be in the page. */
  start(): void {
    this.virtual._didMount();
  }

  /** Shows other rows. */
  set(rows: Uint32Array, sort: string): void {
    this.rows = rows;
    this.made.forEach((row) => row.remove());
    this.made.clear();
    this.element.setAttribute("aria-rowcount", String(rows.length + 1));
    for (const [name, { cell, button }] of this.heads) {
      const direction = sort === name ? "ascending" : sort === `-${name}` ? "descending" : null;
      if (direction) cell.setAttribute("aria-sort", direction);
      else cell.removeAttribute("aria-sort");
      button.dataset["direction"] = direction ?? "";
    }
    this.place();
  }

  /** Tells the virtual list where the table stands and draws. */
  private place(): void {
    const top = this.body.isConnected ? this.body.getBoundingClientRect().top + window.scrollY : 0;
    this.virtual.setOptions({ ...this.virtual.options, count: this.rows.length, scrollMargin: top });
    this.virtual._willUpdate();
    this.draw();
  }

  private print(all: boolean): void {
    this.printing = all;
    this.virtual.setOptions({ ...this.virtual.options, overscan: all ? OVERSCAN + 1 : OVERSCAN });
    this.draw();
  }

  private draw(): void {
    const items = this.virtual.getVirtualItems();
    const margin = this.virtual.options.scrollMargin;
    const wanted = new Set(items.map((item) => item.index));
    for (const [index, row] of this.made) {
      if (wanted.has(index)) continue;
      row.remove();
      this.made.delete(index);
    }
    // Between rows that are not neighbours, and at both ends, an empty row keeps the place of what is not drawn.
    let end = margin;
    let next: Node | null = this.body.firstChild;
    const fresh: HTMLTableRowElement[] = [];
    const put = (row: HTMLTableRowElement): void => {
      if (row === next) next = row.nextSibling;
      else this.body.insertBefore(row, next);
    };
    this.body.querySelectorAll(".ct-gap").forEach((gap) => {
      if (gap === next) next = gap.nextSibling;
      gap.remove();
    });
    for (const item of items) {
      if (item.start - end > 1) put(this.gap(item.start - end));
      let row = this.made.get(item.index);
      const isNew = !row;
      if (!row) {
        row = this.bodyRow(this.rows[item.index]!, item.index);
        this.made.set(item.index, row);
      }
      put(row);
      if (isNew) fresh.push(row);
      end = item.end;
    }
    const rest = this.virtual.getTotalSize() + margin - end;
    if (rest > 1) put(this.gap(rest));
    // Measured after all are in the page: each measurement between two changes would lay the page out anew.
    for (const row of fresh) this.virtual.measureElement(row);
    if (fresh.length > 0) this.mark(fresh);
  }

  private gap(height: number): HTMLTableRowElement {
    // One cell only: a span over columns that a narrow screen hides would keep their room.
    const cell = make("td");
    cell.style.height = `${Math.round(height)}px`;
    return make("tr", { class: "ct-gap", "aria-hidden": "true" }, cell);
  }

  private headCell(column: ColumnFile, sortBy: (column: string) => void): HTMLTableCellElement {
    const button = make("button", { type: "button", onclick: () => sortBy(column.name) }, column.title);
    const cell = make("th", { scope: "col", class: cellClass(column) }, button);
    this.heads.set(column.name, { cell, button });
    return cell;
  }

  private bodyRow(row: number, index: number): HTMLTableRowElement {
    const cells = this.file.columns.map((column) => this.cell(column, row));
    return make("tr", { "data-index": index, "aria-rowindex": index + 2 }, ...cells);
  }

  private cell(column: ColumnFile, row: number): HTMLTableCellElement {
    const { rows, folder } = this.file;
    const className = cellClass(column);
    if (column.kind === "title") {
      const page = rows.page[row] ?? rows.id[row]!;
      const link = make("a", { href: `${this.root}${folder}${encodeURIComponent(page)}/` }, rows.title[row]!);
      const choices = make("span", { class: "ct-choose" }, tick(this.chosen(row)), compareButton(this.chosen(row)));
      return make("th", { scope: "row", class: className }, choices, link, rows.below[row] ? make("span", { class: "ct-below" }, rows.below[row]!) : null);
    }
    if (column.kind === "number") {
      const value = (rows[column.name] as number[])[row] ?? 0;
      return make("td", { class: className }, value === 0 ? "" : column.name === "year" ? String(value) : thousands(value));
    }
    const text = column.kind === "facet" ? this.names(column, row) : ((rows[column.name] as string[])[row] ?? "");
    const doubted = text !== "" && this.unverified.get(column.name)?.has(row);
    const mark = doubted
      ? make("a", { class: "codev-mark", href: `${this.root}evidence/#mark-recalled`, title: MARKS["recalled"]!.meaning }, MARKS["recalled"]!.word)
      : null;
    return make("td", { class: className }, text, mark ? " " : null, mark);
  }

  /** Returns a row as what can be chosen. */
  chosen(row: number): Chosen {
    const kind = this.file.noun[0];
    return { thing: `${kind}:${this.file.rows.id[row]!}`, name: this.file.rows.title[row]! };
  }

  /** Shows what is in the basket and in the comparison. */
  private mark(rows: Iterable<HTMLElement> = this.made.values()): void {
    const drawn = [...rows];
    mark(drawn.flatMap((row) => [...row.querySelectorAll<HTMLElement>(".codev-tick")]));
    const compared = new Set(comparison.all().map(({ thing }) => thing));
    for (const button of drawn.flatMap((row) => [...row.querySelectorAll<HTMLElement>(".ct-compare")])) {
      button.setAttribute("aria-pressed", String(compared.has(button.dataset["thing"] ?? "")));
    }
  }

  private names(column: ColumnFile, row: number): string {
    const facet = this.engine.facet(column.name);
    if (!facet) return "";
    let values = this.engine.valuesOf(row, facet, this.starts);
    if (column.shown) values = [...new Set(values.map((value) => column.shown![value] ?? value))];
    const names = values.map((value) => facet.names[value]!);
    if (names.length <= NAMES_SHOWN) return names.join(", ");
    return `${names.slice(0, NAMES_SHOWN).join(", ")} and ${names.length - NAMES_SHOWN} more`;
  }
}

function cellClass(column: ColumnFile): string {
  return `ct-${column.kind}${column.narrow ? "" : " ct-wide"} ct-col-${column.name}`;
}

/** A button that stays where rows come and go: what it shows is set for all of them at once. */
function compareButton(chosen: Chosen): HTMLButtonElement {
  return make("button", {
    type: "button",
    class: "ct-compare",
    title: "Compare",
    "data-thing": chosen.thing,
    "aria-label": `Add ${chosen.name} to the comparison`,
    onclick: () => comparison.toggle(chosen),
  });
}
