/**
 * Filters above a matrix: `<table class="codev-matrix" data-matrix="…" data-facet="stage" data-source="…/assets/data/works.json">`,
 * in the page's `<div class="codev-matrix-filters">`, whose height is kept free for them.  The matrix's columns are values of the
 * facet; its cells are links with `data-row` (a taxonomy node) and `data-column` (a stage, capability or model).  While a filter
 * is set, numbers count what it leaves, those of the totals and of the caption too, and a cell leads to these works in the table
 * of works; without one the page is as it was.
 */

import { putQuery, writeQuery } from "./shared/address";
import { counted, make, show, statusLine, thousands } from "./shared/dom";
import { openWorks, OTHER, showWorksBeside, switchStages, type Works } from "./matrix-works";
import { tellMore } from "./sideways";
import type { Facet } from "./table/data";
import type { Engine, Question } from "./table/engine";
import { emptyAsked, readAsked, understand, writeAsked, type Asked } from "./table/question";

/** Facets that may narrow a matrix, in the order of the fields; those of its own axes are left out. */
const FILTERS = ["enhanced", "leveraged", "capability", "stage", "modality", "scope", "evidence", "model"] as const;
/** Steps of shade, as `codev.show.matrices.SHADES`. */
const SHADES = 7;

interface Cell {
  element: HTMLTableCellElement;
  row: string;
  column: string;
  /** Whether its number is shaded: not a total, nor in the row of a group. */
  shaded: boolean;
  /** What the page itself holds, to be put back. */
  content: Node[];
  className: string;
}

/** The row and the column of the totals. */
const ALL = "";
const WORKS = ["work", "works"] as const;

class FilteredMatrix {
  private readonly cells: Cell[] = [];
  private readonly columns: string[];
  private readonly rows: string[];
  readonly facet: Facet | undefined;
  private readonly total: { element: HTMLElement; content: string } | null;

  constructor(
    readonly table: HTMLTableElement,
    private readonly engine: Engine,
    private readonly worksPage: string,
    /** The order in which an address names facets. */
    private readonly order: readonly string[],
  ) {
    this.columns = [...table.querySelectorAll<HTMLElement>("thead [data-column]")].map((each) => each.dataset["column"]!);
    this.rows = [...table.querySelectorAll<HTMLElement>("tr[data-row]")].map((each) => each.dataset["row"]!);
    this.facet = engine.facet(table.dataset["facet"] ?? "");
    for (const row of table.querySelectorAll<HTMLTableRowElement>("tr[data-row], tfoot tr")) this.readRow(row);
    const total = table.querySelector<HTMLElement>("caption .matrix-total");
    this.total = total && { element: total, content: total.textContent };
  }

  private readRow(row: HTMLTableRowElement): void {
    const cells = [...row.querySelectorAll("td")];
    cells.forEach((element, index) => {
      const [name, column] = [row.dataset["row"] ?? ALL, this.columns[index] ?? ALL];
      const shaded = name !== ALL && column !== ALL && !row.classList.contains("group");
      this.cells.push({ element, row: name, column, shaded, content: [...element.childNodes], className: element.className });
    });
  }

  /** Puts the page's own numbers back. */
  reset(): void {
    for (const cell of this.cells) {
      cell.element.replaceChildren(...cell.content);
      cell.element.className = cell.className;
    }
    if (this.total) this.total.element.textContent = this.total.content;
    this.table.classList.remove("is-filtered");
  }

  /** Shows the numbers of what a question leaves, and returns how many works these are. */
  fill(question: Question, asked: Asked): number {
    const node = this.engine.facet("node");
    if (!node || !this.facet) return 0;
    const counts = countCells(this.engine, question, node, this.facet, this.rows, this.columns);
    const countOf = (cell: Cell): number => counts.get(`${cell.row}|${cell.column}`) ?? 0;
    const most = Math.max(1, ...this.cells.filter((cell) => cell.shaded).map(countOf));
    for (const cell of this.cells) {
      const count = countOf(cell);
      if (cell.shaded) cell.element.className = count === 0 ? "s0" : `s${Math.max(1, Math.ceil(SHADES * Math.sqrt(count / most)))}`;
      show(cell.element, count === 0 ? "" : this.link(cell, count, asked));
    }
    const all = counts.get(`${ALL}|${ALL}`) ?? 0;
    if (this.total) this.total.element.textContent = `${counted(all, WORKS)} in all`;
    this.table.classList.add("is-filtered");
    return all;
  }

  /** Returns a number as a link to its works; plain where an address cannot ask for them. */
  private link(cell: Cell, count: number, asked: Asked): HTMLAnchorElement | string {
    if (cell.row === ALL || cell.column === OTHER) return thousands(count);
    const values = new Map(asked.values).set("node", [cell.row]);
    if (cell.column !== ALL) values.set(this.facet!.name, [cell.column]);
    const query = writeAsked({ ...asked, values }, this.order);
    return make("a", { href: `${this.worksPage}?${query}`, title: counted(count, WORKS) }, thousands(count));
  }
}

/** Returns how many rows (works) each cell holds; under an empty row or column how many all of them do. */
export function countCells(
  engine: Engine,
  question: Question,
  node: Facet,
  facet: Facet,
  rows: readonly string[],
  columns: readonly string[],
): Map<string, number> {
  const rowOf = new Map(rows.map((id) => [node.ids.indexOf(id), id]));
  const columnOf = new Map(columns.map((id) => [facet.ids.indexOf(id), id]));
  const other = columns.find((id) => id === OTHER);
  const selected = engine.ask(question).isUnitSelected;
  const seen = new Map<string, number>();
  const counts = new Map<string, number>();
  const count = (key: string, work: number): void => {
    if (seen.get(key) === work) return;
    seen.set(key, work);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (let unit = 0; unit < engine.unitCount; unit++) {
    if (!selected[unit]) continue;
    const work = engine.rowOfUnit(unit);
    for (let at = node.starts[unit]!; at < node.starts[unit + 1]!; at++) {
      for (const above of node.above?.[node.members[at]!] ?? [node.members[at]!]) {
        const row = rowOf.get(above);
        if (row === undefined) continue;
        for (let place = facet.starts[unit]!; place < facet.starts[unit + 1]!; place++) {
          const column = columnOf.get(facet.members[place]!) ?? other;
          if (column === undefined) continue;
          for (const key of [`${row}|${column}`, `${row}|`, `|${column}`, "|"]) count(key, work);
        }
      }
    }
  }
  return counts;
}

async function enhance(tables: readonly HTMLTableElement[], place: HTMLElement): Promise<void> {
  const works = openWorks(tables[0]!.dataset["source"]!);
  const asides = tables.map((table) => showWorksBeside(table, () => works));
  const { file, engine, page: worksPage } = await works;
  const matrices = tables.map((table) => new FilteredMatrix(table, engine, worksPage, file.order ?? []));
  const first = matrices[0]!;
  // What data enhance is no question to models that draw on a capability, nor the other way round.
  const other = matrices.some(({ facet }) => facet?.name === "leveraged") ? "enhanced" : "leveraged";
  const names = FILTERS.filter((name) => matrices.length > 1 || name !== first.facet?.name).filter(
    (name) => engine.facet(name) && name !== other,
  );
  let asked = emptyAsked();
  const status = statusLine("cm-status");
  const clear = make("button", { type: "button", hidden: true }, "Clear");
  const offered = names.filter((name) => !engine.facet(name)!.hidden);
  const fields = new Map(offered.map((name) => [name, field(engine.facet(name)!, (value) => choose(name, value))]));
  const bar = make(
    "div",
    { class: "cm-bar", role: "group", "aria-label": "Filters of the matrix" },
    ...[...fields].map(([name, select]) => make("label", {}, make("span", {}, engine.facet(name)!.title), select)),
  );
  const apply = (): void => {
    asides.forEach((close) => close());
    const { question } = understand(asked, engine);
    const isSet = question.chosen.size > 0;
    const answer = engine.ask(question);
    if (!isSet) matrices.forEach((matrix) => matrix.reset());
    const [works] = isSet ? matrices.map((matrix) => matrix.fill(question, asked)) : [0];
    for (const [name, select] of fields) {
      select.value = asked.values.get(name)?.[0] ?? "";
      const counts = answer.counts(name);
      for (const option of select.options) option.disabled = option.value !== "" && counts[engine.facet(name)!.ids.indexOf(option.value)] === 0;
    }
    clear.hidden = !isSet;
    show(status, isSet ? `Each number counts works with a claim that has all of this: ${counted(works!, WORKS)} in all.` : "");
  };
  const choose = (name: string, value: string): void => {
    if (value === "") asked.values.delete(name);
    else asked.values.set(name, [value]);
    putQuery(writeAsked(asked, file.order), true);
    apply();
  };
  clear.addEventListener("click", () => {
    asked = emptyAsked();
    putQuery(writeQuery([]), true);
    apply();
    fields.values().next().value?.focus();
  });
  const read = (): void => {
    asked = readAsked(location.search, new Set(names));
    apply();
  };
  place.append(bar, make("div", { class: "cm-answer" }, status, clear));
  tellMore(bar);
  addEventListener("popstate", read);
  read();
}

function field(facet: Facet, choose: (value: string) => void): HTMLSelectElement {
  const order = facet.ids.map((id, value) => [id, facet.names[value]!] as const);
  if (facet.shape === "long") order.sort(([, one], [, other]) => one.localeCompare(other, "en"));
  const select = make("select", {}, make("option", { value: "" }, "Any"), ...order.map(([id, name]) => make("option", { value: id }, name)));
  select.addEventListener("change", () => choose(select.value));
  return select;
}

if (typeof document !== "undefined") {
  const tables = [...document.querySelectorAll<HTMLTableElement>("table.codev-matrix[data-source]")];
  const place = document.querySelector<HTMLElement>(".codev-matrix-filters");
  if (place) {
    enhance(tables, place).catch((error: unknown) => {
      place.remove();
      console.warn("The matrix cannot be filtered:", error);
    });
  }
  let works: Promise<Works> | undefined;
  const offerWorks = (part: ParentNode): void => {
    for (const table of part.querySelectorAll<HTMLTableElement>("table.codev-matrix[data-works]"))
      showWorksBeside(table, () => (works ??= openWorks(table.dataset["works"]!)));
  };
  offerWorks(document);
  for (const map of document.querySelectorAll<HTMLElement>(".codev-map")) {
    switchStages(map, (section) => {
      section.querySelectorAll<HTMLElement>(".codev-matrix-frame").forEach(tellMore);
      offerWorks(section);
    });
  }
}
