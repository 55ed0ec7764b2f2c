/** Leads from an address without a page to the search for the words of the address. */

import { writeQuery } from "./shared/address";

/** Characters of an address that are looked for at the most. */
const LENGTH_MAX = 80;

/** Returns the words of the last part of a path; nothing where there are none. */
export function wordsOf(path: string): string {
  const last = path.split("/").filter(Boolean).pop() ?? "";
  let text = last;
  try {
    text = decodeURIComponent(last);
  } catch {
    // A broken escape stands for itself.
  }
  return text
    .slice(0, LENGTH_MAX)
    .replace(/\.html?$/, "")
    .split(/[^\p{L}\p{N}.]+/u)
    .filter(Boolean)
    .join(" ");
}

/** Shows the link on the page that stands in place of one that does not exist. */
export function offerSearch(): void {
  const place = document.querySelector<HTMLElement>("[data-not-found]");
  const link = place?.querySelector("a");
  const quote = place?.querySelector("q");
  const words = wordsOf(location.pathname);
  if (!place || !link || !quote || words === "") return;
  quote.textContent = words;
  link.href = `${link.href}?${writeQuery([["q", words]])}`;
  place.hidden = false;
}
