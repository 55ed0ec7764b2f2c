/**
 * The works of a chosen cell beside its matrix, or below it on a phone.  A cell says what it asks for by its link to the table of
 * works, or by its row and column; one that says neither, and a click that opens a new window, follow the link as ever.
 */

import { writeAsked, emptyAsked, readAsked, understand, type Asked } from "./table/question";
import { counted, make, show } from "./shared/dom";
import { fetchJson } from "./shared/load";
import { openFacet, type TableFile } from "./table/data";
import { Engine } from "./table/engine";

/** Works that are listed; the table of works has all. */
const LISTED_MAX = 40;
/** The column of what has none of its own, as `codev.show.matrices.OTHERS`. */
export const OTHER = "other";

/** The table of works, to be asked. */
export interface Works {
  file: TableFile;
  engine: Engine;
  /** The way to the page of the table. */
  page: string;
}

/** Returns the table of works from the address of its file. */
export async function openWorks(address: string): Promise<Works> {
  const source = new URL(address, location.href);
  const file = await fetchJson<TableFile>(source);
  const engine = new Engine(file.rows.id.length, file.facets.map(openFacet), file.unitRows, file.unitIds);
  return { file, engine, page: new URL("../../works/", source).href };
}

/** Puts works beside a matrix.  A matrix that moves is laid out anew, so that it moves only once a cell is chosen. */
function putBeside(frame: HTMLElement, aside: HTMLElement): void {
  const holder = make("div", { class: "cm-holder" });
  const focused = document.activeElement;
  frame.replaceWith(holder);
  holder.append(frame, aside);
  if (focused instanceof HTMLElement && frame.contains(focused)) focused.focus({ preventScroll: true });
}

/**
 * Shows the works of cells beside a matrix.
 *
 * @param table The matrix.
 * @param open Gives the table of works once a cell is chosen.
 * @returns What takes the works away again.
 */
export function showWorksBeside(table: HTMLTableElement, open: () => Promise<Works>): () => void {
  const frame = table.closest<HTMLElement>(".codev-matrix-frame");
  if (!frame) return () => {};
  const aside = make("aside", { class: "cm-beside", hidden: true });
  let chosen: HTMLElement | null = null;

  const choose = (link: HTMLElement | null): void => {
    if (link && !aside.isConnected) putBeside(frame, aside);
    chosen?.closest("td")?.classList.remove("is-chosen");
    chosen = link;
    chosen?.closest("td")?.classList.add("is-chosen");
    aside.hidden = !chosen;
  };
  const close = (): void => {
    const link = chosen;
    choose(null);
    link?.focus();
  };
  table.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("td a") : null;
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!isAskable(link)) return;
    event.preventDefault();
    const byKey = event.detail === 0;
    open().then(
      (works) => {
        const asked = askedOf(link, table.dataset["facet"] ?? "", works.engine);
        choose(link);
        const heading = fill(aside, asked, works, link, nameOf(link), close);
        if (byKey) heading.focus();
        else if (aside.offsetTop > frame.offsetTop) aside.scrollIntoView({ block: "nearest" });
      },
      () => location.assign(link.href),
    );
  });
  aside.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return () => choose(null);
}

/** Returns whether a cell's link says which works it counts. */
function isAskable(link: HTMLAnchorElement): boolean {
  if (isToTable(link)) return true;
  return link.dataset["row"] !== undefined && link.dataset["column"] !== undefined && link.dataset["column"] !== OTHER;
}

function isToTable(link: HTMLAnchorElement): boolean {
  return link.search !== "" && link.pathname.endsWith("/works/") && link.origin === location.origin;
}

function askedOf(link: HTMLAnchorElement, facet: string, engine: Engine): Asked {
  if (isToTable(link)) return readAsked(link.search, new Set(engine.allFacets().map(({ name }) => name)));
  const values = new Map([["node", [link.dataset["row"]!]], [facet, [link.dataset["column"]!]]]);
  return { ...emptyAsked(), values };
}

/** Returns what the heads of a cell's row and column say. */
function nameOf(link: HTMLElement): string {
  const cell = link.closest("td");
  const row = cell?.closest("tr")?.querySelector("th")?.firstElementChild;
  const column = cell?.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex]?.querySelector("span")?.firstChild;
  return [row, column].map((each) => each?.textContent?.trim() ?? "").filter(Boolean).join(" × ");
}

function fill(aside: HTMLElement, asked: Asked, works: Works, link: HTMLAnchorElement, name: string, close: () => void): HTMLElement {
  const { file, engine, page } = works;
  const years = file.rows["year"] as number[];
  const found = [...engine.ask(understand(asked, engine).question).rows].sort((one, other) => years[other]! - years[one]!);
  const heading = make("h3", { tabindex: "-1" }, name);
  aside.setAttribute("aria-label", `Works: ${name}`);
  const items = found.slice(0, LISTED_MAX).map((row) => {
    const address = `${page}${encodeURIComponent(file.rows.page[row] ?? file.rows.id[row]!)}/`;
    return make("li", {}, make("a", { href: address }, file.rows.title[row]!), make("span", {}, ` ${years[row]!} · ${file.rows.below[row]!}`));
  });
  const whole = make("a", { href: `${page}?${writeAsked(asked, file.order)}` }, "Open them in the table of works");
  const own = isToTable(link) ? null : make("a", { href: link.href }, "Read what they state");
  show(
    aside,
    make("div", { class: "cm-head" }, heading, make("button", { type: "button", "aria-label": "Close the list", onclick: close }, "×")),
    make("p", { role: "status" }, counted(found.length, file.noun), found.length > LISTED_MAX ? `, the newest ${LISTED_MAX} here` : ""),
    make("p", { class: "cm-ways" }, whole, own),
    make("ol", {}, ...items),
  );
  return heading;
}

/**
 * Shows the stage of a map that is chosen or that the address names: `#map-finetune` is the map at fine-tuning.
 *
 * @param map What holds the switch and the maps, those of the stages that were not chosen yet in `<noscript data-view="…">`.
 * @param open Is told of each map that comes.
 */
export function switchStages(map: HTMLElement, open: (section: HTMLElement) => void): void {
  const radios = [...map.querySelectorAll<HTMLInputElement>("input[type=radio]")];
  const bring = (view: string): HTMLElement | null => {
    const later = [...map.querySelectorAll("noscript")].find((each) => each.dataset["view"] === view);
    const section = later && new DOMParser().parseFromString(later.textContent, "text/html").querySelector("section");
    if (!section) return null;
    later.replaceWith(section);
    open(section);
    return section;
  };
  const read = (): void => {
    const radio = radios.find(({ value }) => `#map-${value}` === location.hash);
    if (!radio) return;
    radio.checked = true;
    bring(radio.value)?.scrollIntoView();
  };
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      bring(radio.value);
      history.replaceState(history.state, "", `#map-${radio.value}`);
    });
  }
  addEventListener("hashchange", read);
  // A browser may remember, on the way back, what was chosen.
  for (const radio of radios) if (radio.checked) bring(radio.value);
  read();
}
