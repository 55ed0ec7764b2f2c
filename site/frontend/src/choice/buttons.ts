/**
 * Buttons that put the thing of a page into the comparison or the basket, and check boxes for what a page lists.
 *
 * They stand at the end of the line above a page's heading, out of the way of the text: nothing moves when they come.
 */

import { siteRoot } from "../shared/address";
import { make } from "../shared/dom";
import { basket, comparison, type Chosen, type KeptList } from "../shared/kept";
import { thingAt } from "./things";

/** What may list things: rows of tables and items of lists, those that are live or made of other things left out. */
const LISTED = ".codev-page tbody tr:not(.codev-matrix *, [data-source] *, .codev-compared *), .codev-page li:not(nav *, .codev-table *)";

/** Adds the buttons to a page that is about a thing or lists some. */
export function enhanceChoices(): void {
  const head = document.querySelector<HTMLElement>(".codev-page .codev-head");
  if (!head || document.querySelector(".codev-basket, .codev-compare-live")) return;
  const root = siteRoot();
  const thing = thingAt(location.href, root);
  const name = head.querySelector("h1")?.textContent?.trim() ?? "";
  const bar = make("div", { class: "codev-choose", role: "group", "aria-label": "Choose" });
  if (thing) for (const list of [basket, comparison]) bar.append(toggle(list, { thing, name }));
  if (rows(root).next().value) bar.append(chooser(root));
  if (bar.childElementCount > 0) head.prepend(bar);
}

/** Returns a button that is pressed while a thing is in a list. */
function toggle(list: KeptList, chosen: Chosen): HTMLButtonElement {
  const text = list === basket ? "Basket" : "Compare";
  const button = make("button", { type: "button", onclick: () => list.toggle(chosen) }, text);
  const update = (): void => {
    const isIn = list.has(chosen.thing);
    button.setAttribute("aria-pressed", String(isIn));
    button.title = isIn ? `Remove from the ${list.called}` : `Add to the ${list.called}`;
    // The name begins with what stands on the button, so that it can be said aloud.
    button.setAttribute("aria-label", `${text}: add ${chosen.name} to the ${list.called}`);
  };
  update();
  list.onChange(update);
  return button;
}

/** Returns a button that shows check boxes before everything that the page lists. */
function chooser(root: URL): HTMLButtonElement {
  let boxes: HTMLElement[] = [];
  const button = make("button", { type: "button", "aria-pressed": "false" }, "Choose rows");
  button.title = "Show check boxes: what is checked goes into the basket";
  button.addEventListener("click", () => {
    const show = boxes.length === 0;
    boxes.forEach((box) => box.remove());
    boxes = [];
    button.setAttribute("aria-pressed", String(show));
    if (!show) return;
    for (const [link, chosen] of rows(root)) {
      const box = tick(chosen);
      link.before(box);
      boxes.push(box);
    }
    mark(boxes);
  });
  basket.onChange(() => mark(boxes));
  return button;
}

/** Returns a check box that is checked while a thing is in the basket; `mark` sets it. */
export function tick(chosen: Chosen): HTMLInputElement {
  return make("input", {
    type: "checkbox",
    class: "codev-tick",
    "data-thing": chosen.thing,
    "aria-label": `Put ${chosen.name} into the basket`,
    onchange: () => basket.toggle(chosen),
  });
}

/** Checks the boxes of what is in the basket. */
export function mark(boxes: Iterable<HTMLElement>): void {
  const chosen = new Set(basket.all().map(({ thing }) => thing));
  for (const box of boxes) (box as HTMLInputElement).checked = chosen.has(box.dataset["thing"] ?? "");
}

/** Yields the first link of every row, where it leads to the page of a thing. */
function* rows(root: URL): Generator<[HTMLAnchorElement, Chosen]> {
  const seen = new Set<Element>();
  for (const row of document.querySelectorAll(LISTED)) {
    const link = row.querySelector<HTMLAnchorElement>("a[href]");
    const thing = link && !seen.has(link) ? thingAt(link.href, root) : null;
    if (!link || !thing) continue;
    seen.add(link);
    yield [link, { thing, name: link.textContent?.trim() || thing }];
  }
}
