/** Turns the plain tables of a page into interactive ones.  Where the data cannot be had, the plain table stays. */

import { nextTask } from "./shared/load";
import { TableSource } from "./table/source";
import { TableView } from "./table/view";

for (const place of document.querySelectorAll<HTMLElement>(".codev-table[data-source]")) {
  enhance(place, new URL(place.dataset["source"] ?? "", location.href)).catch((error: unknown) => {
    // The reader has the whole table; whoever looks into the console sees why it does not move.
    place.classList.add("is-plain");
    console.warn("The table cannot be filtered:", error);
  });
}

/** Does so in three pieces, so that a slow phone answers its reader between them. */
async function enhance(place: HTMLElement, address: URL): Promise<void> {
  const source = await TableSource.open(address);
  await nextTask();
  const view = new TableView(place, source);
  await nextTask();
  view.mount();
}
