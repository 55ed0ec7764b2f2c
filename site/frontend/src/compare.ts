/**
 * The page that compares: `<div class="codev-compare-live" data-source="…/assets/data/things.json" data-shown="8">`.
 *
 * What is compared is in the address (`compare/?things=model:llava-1-5&things=model:internvl3`), with the names of the query's own
 * address; a name, alias or title that a reader writes there is looked up.  Without any, the kept comparison is shown.
 */

import { readThing, sideBySide, type Aspect, type PieceFile } from "./compare/aspects";
import { picker } from "./compare/picker";
import { noteOf, pivot } from "./compare/pivot";
import { Things, type Thing, type ThingsFile } from "./compare/things";
import { THING_FOLDERS } from "./made/addresses";
import { COMPARED_MAX } from "./made/words";
import { siteRoot } from "./shared/address";
import { make, show, statusLine } from "./shared/dom";
import { basket, comparison, readThings, writeThings } from "./shared/kept";
import { fetchJson, once, reasonOf } from "./shared/load";
import { save, toCsv } from "./shared/save";

class CompareView {
  private readonly root = siteRoot();
  private readonly picker: ReturnType<typeof picker>;
  private readonly chosenList = make("ul", { class: "pick-chosen", "aria-label": "Chosen to compare" });
  private readonly status = statusLine("codev-remark");
  private readonly notes = make("div", { role: "alert" });
  private readonly result = make("div");
  private readonly pieces = new Map<string, Promise<PieceFile>>();
  private readonly examples = document.querySelector<HTMLElement>(".codev-examples");
  private readonly title = document.title;
  private chosen: readonly Thing[] = [];
  /** Counts what was asked for, so that a slow answer does not overwrite a newer one. */
  private turn = 0;

  constructor(
    place: HTMLElement,
    private readonly things: Things,
    private readonly source: URL,
    private readonly shown: number,
  ) {
    this.picker = picker(
      (text, count) => things.suggest(text, count, new Set(this.chosen.map(({ thing }) => thing))),
      (thing) => this.add(thing),
    );
    show(place, this.chosenList, this.picker.element, this.status, this.notes, this.result);
    addEventListener("popstate", () => void this.read());
    void this.read();
  }

  /** Shows what the address names. */
  private async read(): Promise<void> {
    const { things: named, left } = readThings(location.search, COMPARED_MAX);
    const notes = left > 0 ? [`At most ${COMPARED_MAX} things fit side by side; the others are left out.`] : [];
    const found = new Map<string, Thing>();
    for (const text of named) {
      const each = this.things.find(text);
      if ("thing" in each) found.set(each.thing.thing, each.thing);
      else notes.push(each.reason);
    }
    if (named.length === 0) for (const { thing } of comparison.all()) if (this.things.get(thing)) found.set(thing, this.things.get(thing)!);
    this.note(...notes);
    await this.compare([...found.values()], "");
  }

  private add(thing: Thing): void {
    if (this.chosen.length >= COMPARED_MAX) {
      this.note(`${COMPARED_MAX} things are compared at the most. Remove one first.`);
      return;
    }
    this.change([...this.chosen, thing], `${thing.name} added. `);
  }

  private change(chosen: readonly Thing[], said: string): void {
    comparison.set(chosen, "");
    const query = writeThings(chosen.map(({ thing }) => thing));
    history.pushState(null, "", `${location.pathname}${query ? `?${query}` : ""}`);
    this.note();
    void this.compare(chosen, said);
  }

  private note(...texts: string[]): void {
    show(this.notes, ...texts.map((text) => make("p", { class: "codev-note" }, text)));
  }

  private async compare(chosen: readonly Thing[], said: string): Promise<void> {
    const turn = ++this.turn;
    // In the order of their names in the graph, as the answer to the query has them.
    this.chosen = [...chosen].sort((one, other) => (one.thing < other.thing ? -1 : 1));
    const compared = this.chosen;
    this.drawChosen();
    const lacking = 2 - compared.length;
    show(this.status, said, lacking > 0 ? `Choose ${compared.length === 0 ? "two to four things" : "one more"} to see them side by side.` : "");
    if (this.examples) this.examples.hidden = compared.length > 0;
    document.title = compared.length > 1 ? `${compared.map(({ name }) => name).join(", ")} - ${this.title}` : this.title;
    if (lacking > 0) return show(this.result);
    try {
      const known = await Promise.all(compared.map(async (each) => readThing(await this.piece(each.piece), each.place)));
      if (turn !== this.turn) return;
      const aspects = sideBySide(known);
      show(this.status, said, `${compared.map(({ name }) => name).join(", ")} side by side.`);
      show(this.result, this.actions(compared, aspects), pivot(compared, aspects, this.things, this.root, this.shown));
    } catch (error) {
      if (turn !== this.turn) return;
      this.note(`The comparison could not be loaded (${reasonOf(error)}). Reload the page to try again.`);
    }
  }

  private piece(name: string): Promise<PieceFile> {
    return once(this.pieces, name, () => fetchJson<PieceFile>(new URL(name, this.source)));
  }

  private drawChosen(): void {
    const items = this.chosen.map((each) => {
      const rest = (): void => this.change(this.chosen.filter((other) => other !== each), `${each.name} removed. `);
      const remove = make("button", { type: "button", "aria-label": `Remove ${each.name}`, title: "Remove", onclick: rest }, "×");
      return make("li", { title: noteOf(each) }, each.name, remove);
    });
    // Who removes one by the keyboard goes on in the box.
    if (this.chosenList.contains(document.activeElement)) this.picker.field.focus();
    show(this.chosenList, ...items);
    this.picker.element.hidden = this.chosen.length >= COMPARED_MAX;
  }

  private actions(compared: readonly Thing[], aspects: readonly Aspect[]): HTMLElement {
    const names = compared.map(({ thing }) => thing);
    const query = `question=compare&${writeThings(names)}`;
    const python = `from codev import Atlas\nfrom codev.query import ask\n\natlas = Atlas.load(".")\nresult = ask(atlas, 'compare', things=[${names.map((name) => `'${name}'`).join(", ")}])\nfor row in result.rows:\n    print(row)\n`;
    const copy = (label: string, text: string): HTMLElement => make("button", { type: "button", class: "codev-copy", "data-copy-text": text }, label);
    const rows = aspects.flatMap(({ name, cells, shared, own }) =>
      cells.map(({ values, claims }, number) => ({
        ...{ aspect: name, thing: names[number]!, values, claims },
        ...{ shared: values.filter((each) => shared.has(each)), own: values.filter((each) => own.has(each)) },
      })),
    );
    const csv = (): string =>
      toCsv(["aspect", ...names], aspects.map(({ name, cells }) => [name, ...cells.map(({ values }) => values.join("; "))]));
    const keep = (): void => {
      // A variant has no row in the tables that the basket is exported from.
      const lacking = basket.add(compared.filter(({ thing }) => !thing.includes("@")));
      if (lacking) this.note(lacking);
    };
    return make(
      "div",
      { class: "codev-actions", role: "group", "aria-label": "What you can do with the comparison" },
      copy("Copy link", location.href),
      copy("Copy as command", `codev query compare ${names.join(" ")}`),
      copy("Copy as Python", python),
      copy("Copy for the explorer", `?${query}`),
      make("button", { type: "button", onclick: () => save("codev-atlas-compare.csv", csv(), "text/csv") }, "CSV"),
      make("button", { type: "button", onclick: () => save("codev-atlas-compare.json", `${JSON.stringify(rows, null, 2)}\n`, "application/json") }, "JSON"),
      make("button", { type: "button", onclick: () => print() }, "Print"),
      make("button", { type: "button", onclick: keep }, "Add to the basket"),
      make("button", { type: "button", onclick: () => this.change([], "") }, "Start again"),
    );
  }
}

const place = document.querySelector<HTMLElement>(".codev-compare-live[data-source]");
if (place) {
  const source = new URL(place.dataset["source"] ?? "", location.href);
  show(place, make("p", { class: "codev-note" }, "Loading the names of all works, models and datasets …"));
  fetchJson<ThingsFile>(source)
    .then((file) => new CompareView(place, new Things(file, THING_FOLDERS), source, Number(place.dataset["shown"] ?? 8)))
    .catch((error: unknown) => {
      show(place, make("p", { role: "alert", class: "codev-note" }, `The names could not be loaded (${reasonOf(error)}). Reload the page to try again.`));
    });
}
