/** The small bar at the foot of every page that says what is chosen and leads on; there is none while nothing is chosen. */

import { siteRoot } from "../shared/address";
import { announce } from "../shared/announce";
import { counted, make, show } from "../shared/dom";
import { basket, comparison, splitThing, writeThings } from "../shared/kept";
import { runScript } from "../shared/load";
import type { saveBasket } from "../basket";

declare const codevBasket: { saveBasket: typeof saveBasket };

/** Shows the bar, and says what changes. */
export function setUpTray(): void {
  announce("");
  const tray = make("aside", { class: "codev-tray", "aria-label": "What you have chosen", hidden: true });
  document.body.append(tray);
  const isOn = (page: string): boolean => document.querySelector(page) !== null;
  const draw = (text: string): void => {
    if (text !== "") announce(text);
    // Who had pressed a button of the bar goes on from the bar.
    const focused = tray.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["part"] : undefined;
    const parts = [isOn(".codev-compare-live") ? null : comparisonPart(), isOn(".codev-basket") ? null : basketPart()];
    show(tray, ...parts);
    tray.hidden = parts.every((part) => part === null);
    keepRoomFor(tray);
    if (focused) (tray.querySelector<HTMLElement>(`[data-part="${focused}"]`) ?? tray.querySelector<HTMLElement>("a, button"))?.focus();
  };
  comparison.onChange(draw);
  basket.onChange(draw);
  draw("");
}

/** Leaves room below a page for the bar.  A page without a bar is not touched, since it would be styled anew as a whole. */
function keepRoomFor(tray: HTMLElement): void {
  const page = document.documentElement;
  page.classList.toggle("has-tray", !tray.hidden);
  if (tray.hidden) page.style.removeProperty("--codev-tray-height");
  else page.style.setProperty("--codev-tray-height", `${tray.offsetHeight}px`);
}

function comparisonPart(): HTMLElement | null {
  const chosen = comparison.all();
  if (chosen.length === 0) return null;
  const names = chosen.map(({ name }) => name).join(", ");
  const address = `${new URL("compare/", siteRoot()).href}?${writeThings(chosen.map(({ thing }) => thing))}`;
  return make(
    "div",
    {},
    make("span", { class: "tray-what", title: names }, make("b", {}, `${chosen.length} to compare`), ` ${names}`),
    make("a", { href: address, "data-part": "compare" }, chosen.length > 1 ? "Compare" : "Choose another"),
    clear(() => comparison.set([], "The comparison is empty."), "Empty the comparison"),
  );
}

function basketPart(): HTMLElement | null {
  const chosen = basket.all();
  if (chosen.length === 0) return null;
  const works = chosen.filter(({ thing }) => splitThing(thing)[0] === "work").length;
  const what = works === chosen.length ? counted(works, ["work", "works"]) : counted(chosen.length, ["thing", "things"]);
  const cite = make("button", { type: "button", "data-part": "bibtex" }, "BibTeX");
  cite.title = `Save ${counted(works, ["work", "works"])} as one BibTeX file`;
  cite.addEventListener("click", () => void saveWorks(cite));
  return make(
    "div",
    {},
    make("span", { class: "tray-what" }, make("b", {}, what), " in the basket"),
    works > 0 ? cite : null,
    make("a", { href: new URL("basket/", siteRoot()).href, "data-part": "basket" }, "Open the basket"),
    clear(() => basket.set([], "The basket is empty."), "Empty the basket"),
  );
}

function clear(action: () => void, label: string): HTMLButtonElement {
  return make("button", { type: "button", class: "tray-clear", "aria-label": label, title: label, onclick: action }, "×");
}

/** Saves the works of the basket; the machinery is fetched when it is first needed. */
async function saveWorks(button: HTMLButtonElement): Promise<void> {
  try {
    if (typeof codevBasket === "undefined") await runScript("basket.js");
    await codevBasket.saveBasket(siteRoot());
  } catch {
    button.textContent = "The file could not be made; try again";
  }
}
