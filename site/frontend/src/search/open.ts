/** Opens the search: a dialog from the button in the header, and the page `search/`, whose state is in its address. */

import { putQuery, readQuery, siteRoot, writeQuery } from "../shared/address";
import { make } from "../shared/dom";
import { SearchView, type SearchState } from "./view";

let dialog: HTMLDialogElement | null = null;
let view: SearchView | null = null;

/** Makes the buttons that open the search work, and fills the search page. */
export function setUpSearch(): void {
  for (const button of document.querySelectorAll<HTMLElement>(".codev-search-open")) {
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      openSearch();
    });
  }
  const place = document.querySelector<HTMLElement>(".codev-search-page");
  if (place) fillPage(place);
}

/** Opens the search, or puts the focus into the field of the search page. */
export function openSearch(): void {
  const onPage = document.querySelector<HTMLInputElement>(".codev-search-page .cs-field");
  if (onPage) {
    onPage.focus();
    onPage.select();
    return;
  }
  if (!dialog) build();
  if (!dialog!.open) dialog!.showModal();
  view!.field.focus();
  view!.field.select();
  view!.warm();
}

function closeSearch(): void {
  // Else what had the focus keeps it, unseen, until the next frame, and takes the next key.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  dialog?.close();
}

function build(): void {
  const all = make("a", { class: "cs-all", href: new URL("search/", siteRoot()).href }, "Open as a page");
  view = new SearchView((state) => (all.href = `${new URL("search/", siteRoot()).href}?${write(state)}`));
  const close = make("button", { type: "button", class: "cs-close", "aria-label": "Esc: close the search", onclick: closeSearch }, "Esc");
  const keys = make("p", { class: "cs-keys" }, make("kbd", {}, "↑"), make("kbd", {}, "↓"), " to choose, ", make("kbd", {}, "Enter"), " to open");
  dialog = make("dialog", { class: "cs-dialog", "aria-label": "Search" }, close, view.element, make("footer", {}, keys, all));
  dialog.addEventListener("click", (event) => {
    // A click on the dialog itself, not on what it holds, is one beside it.
    if (event.target === dialog) closeSearch();
  });
  // In a search field the browser's first Escape only empties it; here it closes, as the button says.
  view.field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    closeSearch();
  });
  document.body.append(dialog);
}

function fillPage(place: HTMLElement): void {
  const page = new SearchView((state) => putQuery(write(state), false));
  place.replaceChildren(page.element);
  const read = (): void => void page.set(readState(location.search));
  addEventListener("popstate", read);
  read();
  if (location.search === "") page.field.focus({ preventScroll: true });
}

function write(state: SearchState): string {
  const pairs: [string, string][] = state.text === "" ? [] : [["q", state.text]];
  for (const name of Object.keys(state.filters).sort()) for (const value of state.filters[name]!) pairs.push([name, value]);
  return writeQuery(pairs);
}

function readState(query: string): SearchState {
  // Without what every object inherits: an address may name a filter "constructor".
  const state: SearchState = { text: "", filters: Object.create(null) as SearchState["filters"] };
  for (const [name, value] of readQuery(query)) {
    if (name === "q") state.text = value.slice(0, 200);
    else if (/^[a-z]{1,20}$/.test(name) && value !== "") (state.filters[name] ??= []).push(value.slice(0, 200));
  }
  return state;
}
