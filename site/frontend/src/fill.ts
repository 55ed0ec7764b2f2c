/** Fills what a page shows of its address: `<var data-query="node">NODE</var>` shows the address's `node`, where that is an id. */

import { readQuery } from "./shared/address";

/** Ids as `codev.model.fields.Slug` has them, short enough to be one. */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LENGTH_MAX = 80;

/** Shows the values of the address in the places that ask for them. */
export function fillFromAddress(): void {
  const asked = new Map(readQuery(location.search));
  for (const place of document.querySelectorAll<HTMLElement>("[data-query]")) {
    const value = asked.get(place.dataset["query"] ?? "") ?? "";
    if (value.length <= LENGTH_MAX && ID.test(value)) place.textContent = value;
  }
}
