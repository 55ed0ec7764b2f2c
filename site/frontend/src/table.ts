/** Turns the plain tables of a page into interactive ones.  Where the data cannot be had, the plain table stays. */

import { TableSource } from "./table/source";
import { TableView } from "./table/view";

for (const place of document.querySelectorAll<HTMLElement>(".codev-table[data-source]")) {
  const source = new URL(place.dataset["source"] ?? "", location.href);
  TableSource.open(source)
    .then((opened) => new TableView(place, opened))
    .catch((error: unknown) => {
      // The reader has the whole table; whoever looks into the console sees why it does not move.
      place.classList.add("is-plain");
      console.warn("The table cannot be filtered:", error);
    });
}
