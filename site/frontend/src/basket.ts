/**
 * The basket: `<div class="codev-basket">` shows what a reader has put into it, or the list that an address names
 * (`basket/?things=work:…`), and hands it out in every format of the tables.  `saveBasket` is for the bar on every page.
 */

import { pageOf } from "./choice/things";
import { THING_FOLDERS } from "./made/addresses";
import { COMPARED_MAX, VALUES_MAX } from "./made/words";
import { siteRoot, writeQuery } from "./shared/address";
import { counted, make, show, statusLine, thousands } from "./shared/dom";
import { BASKET_MAX, basket, isThing, readThings, splitThing, writeThings, type Chosen } from "./shared/kept";
import { once, reasonOf } from "./shared/load";
import { exportSelection, FORMATS, formatsOf, type Format } from "./table/exports";
import { TableSource } from "./table/source";

const sources = new Map<string, Promise<TableSource>>();

/** Things of one kind: their rows in the table's file, in the order of the list, and the names that it does not know. */
interface Part {
  kind: string;
  source: TableSource;
  rows: Uint32Array;
  unknown: string[];
}

/** Saves the works of the basket as one BibTeX file. */
export async function saveBasket(root: URL, format: Format = "bibtex"): Promise<void> {
  const part = (await partsOf(basket.all().map(({ thing }) => thing), root)).find(({ kind }) => kind === "work");
  if (part) await save(part, format);
}

async function save({ source, rows }: Part, format: Format): Promise<void> {
  await exportSelection({ source, answer: source.engine.ask({ chosen: new Map(), texts: [] }), rows }, format);
}

async function partsOf(things: readonly string[], root: URL): Promise<Part[]> {
  const kinds = Object.keys(THING_FOLDERS).filter((kind) => things.some((thing) => splitThing(thing)[0] === kind));
  return Promise.all(kinds.map((kind) => partOf(kind, things, root)));
}

async function partOf(kind: string, things: readonly string[], root: URL): Promise<Part> {
  const source = await once(sources, kind, () => TableSource.open(new URL(`assets/data/${THING_FOLDERS[kind]}.json`, root)));
  const places = new Map(source.file.rows.id.map((id, row) => [id, row]));
  const rows: number[] = [];
  const unknown: string[] = [];
  for (const thing of things) {
    const [itsKind, id] = splitThing(thing);
    if (itsKind !== kind) continue;
    const row = places.get(id);
    if (row === undefined) unknown.push(thing);
    else rows.push(row);
  }
  return { kind, source, rows: Uint32Array.from(rows), unknown };
}

class BasketView {
  private readonly root = siteRoot();
  private readonly status = statusLine("codev-remark");
  private readonly notes = make("div", { role: "alert" });
  private readonly content = make("div");
  private readonly help = make("div");
  /** Counts what was asked for, so that a slow answer does not overwrite a newer one. */
  private turn = 0;

  constructor(place: HTMLElement) {
    this.help.append(...place.childNodes);
    show(place, this.status, this.notes, this.content, this.help);
    basket.onChange(() => void this.draw());
    addEventListener("popstate", () => void this.draw());
    void this.draw();
  }

  private async draw(said = ""): Promise<void> {
    const turn = ++this.turn;
    const { things: named, left } = readThings(location.search, BASKET_MAX);
    const isShared = named.length > 0;
    const things = isShared ? named.filter(isThing) : basket.all().map(({ thing }) => thing);
    const notes = said === "" ? [] : [said];
    if (left > 0) notes.push(`The address names ${thousands(left + named.length)} things; a basket holds ${BASKET_MAX}, and the others are left out.`);
    if (isShared && things.length < named.length) notes.push(`${counted(named.length - things.length, ["name", "names"])} in the address could not be read.`);
    try {
      const parts = await partsOf(things, this.root);
      if (turn !== this.turn) return;
      const unknown = parts.flatMap((part) => part.unknown);
      if (unknown.length > 0) notes.push(`Not in the atlas: ${unknown.slice(0, 10).join(", ")}${unknown.length > 10 ? " …" : ""}.`);
      this.drawParts(parts, isShared, unknown);
    } catch (error) {
      if (turn !== this.turn) return;
      notes.push(`The basket could not be loaded (${reasonOf(error)}). Reload the page to try again.`);
    }
    this.note(...notes);
  }

  private note(...texts: string[]): void {
    show(this.notes, ...texts.map((text) => make("p", { class: "codev-note" }, text)));
  }

  private drawParts(parts: readonly Part[], isShared: boolean, unknown: readonly string[]): void {
    const listed = parts.flatMap(({ kind, source, rows }) => [...rows].map((row) => chosenAt(kind, source, row)));
    const counts = parts.filter(({ rows }) => rows.length > 0).map(({ source, rows }) => counted(rows.length, source.file.noun));
    const where = isShared ? "A list that somebody shared with you" : "Your basket";
    show(this.status, counts.length > 0 ? `${where}: ${counts.join(", ")}.` : isShared ? "The address names nothing that is in the atlas." : "Your basket is empty.");
    this.help.hidden = counts.length > 0;
    const drop = (thing: string): void => this.change(listed.filter((each) => each.thing !== thing), isShared);
    show(
      this.content,
      listed.length + unknown.length > 0 ? this.actions(listed, isShared) : null,
      ...parts.filter(({ rows }) => rows.length > 0).map((part) => this.part(part, drop)),
    );
  }

  private actions(listed: readonly Chosen[], isShared: boolean): HTMLElement {
    const things = listed.map(({ thing }) => thing);
    const query = writeThings(things);
    const address = (page: string): string => `${new URL(page, this.root).href}?${query}`;
    const works = listed.filter(({ thing }) => thing.startsWith("work:")).map(({ thing }) => splitThing(thing)[1]);
    const own = new Set(basket.all().map(({ thing }) => thing));
    const fresh = listed.filter(({ thing }) => !own.has(thing));
    const merge = (): void => {
      history.pushState(null, "", location.pathname);
      const lacking = basket.add(listed);
      void this.draw(lacking);
    };
    return make(
      "div",
      { class: "codev-actions", role: "group", "aria-label": "What you can do with the list" },
      isShared && fresh.length > 0 ? make("button", { type: "button", onclick: merge }, `Add ${fresh.length} to my basket`) : null,
      isShared ? make("a", { href: location.pathname }, "Show my basket") : null,
      make("button", { type: "button", class: "codev-copy", "data-copy-text": address("basket/") }, "Copy a link to this list"),
      listed.length >= 2 && listed.length <= COMPARED_MAX ? make("a", { href: address("compare/") }, "Compare them") : null,
      works.length > 0 && works.length <= VALUES_MAX
        ? make("a", { href: `${new URL("works/", this.root).href}?${writeQuery(works.sort().map((key) => ["work", key] as const))}` }, "Open in the table of works")
        : null,
      make("button", { type: "button", onclick: () => print() }, "Print"),
      isShared ? null : make("button", { type: "button", onclick: () => this.change([], false) }, "Empty the basket"),
    );
  }

  private part(part: Part, drop: (thing: string) => void): HTMLElement {
    const { kind, source, rows } = part;
    const [one, several] = source.file.noun;
    const title = counted(rows.length, [one, several]);
    const buttons = formatsOf(source.file).map((format) =>
      make("button", { type: "button", "data-format": format, onclick: () => void this.export(part, format) }, FORMATS[format].name),
    );
    const lines = [...rows].map((row) => {
      const chosen = chosenAt(kind, source, row);
      const below = source.file.rows.below[row];
      const year = (source.file.rows["year"] as number[] | undefined)?.[row] || "";
      const remove = make("button", { type: "button", "aria-label": `Remove ${chosen.name}`, title: "Remove", onclick: () => drop(chosen.thing) }, "×");
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, make("a", { href: pageOf(chosen.thing, this.root) }, chosen.name), below ? make("span", { class: "by" }, below) : null),
        make("td", { class: "year" }, year),
        make("td", { class: "basket-drop" }, remove),
      );
    });
    const head = make(
      "tr",
      {},
      make("th", { scope: "col" }, one[0]!.toUpperCase() + one.slice(1)),
      make("th", { scope: "col" }, "Year"),
      make("th", { scope: "col", class: "basket-drop" }, make("span", { class: "visually-hidden" }, "Remove")),
    );
    return make(
      "section",
      { class: "basket-part", "data-kind": kind },
      make("h2", {}, title),
      make("p", { class: "codev-actions", role: "group", "aria-label": `Export ${several}` }, make("span", {}, "Export as"), ...buttons),
      make("table", {}, make("caption", { class: "visually-hidden" }, title), make("thead", {}, head), make("tbody", {}, ...lines)),
    );
  }

  /** Shows another list: the basket itself, or in the address the list that was shared. */
  private change(listed: readonly Chosen[], isShared: boolean): void {
    if (!isShared) basket.set(listed, listed.length > 0 ? "Removed from the basket." : "The basket is empty.");
    else {
      history.pushState(null, "", `${location.pathname}?${writeThings(listed.map(({ thing }) => thing))}`);
      void this.draw();
    }
  }

  private async export(part: Part, format: Format): Promise<void> {
    try {
      await save(part, format);
    } catch (error) {
      this.note(`The export could not be made (${reasonOf(error)}). Reload the page and try again.`);
    }
  }
}

function chosenAt(kind: string, { file }: TableSource, row: number): Chosen {
  return { thing: `${kind}:${file.rows.id[row]!}`, name: file.rows.title[row]! };
}

const place = typeof document === "undefined" ? null : document.querySelector<HTMLElement>(".codev-basket");
if (place) new BasketView(place);
