/** Says to screen readers what a press did where nothing else on the page says it. */

import { make } from "./dom";

let region: HTMLElement | null = null;

/** Says a text.  What is said first is missed by some screen readers, so a page says nothing, an empty text, when it is set up. */
export function announce(text: string): void {
  if (!region) {
    region = make("span", { class: "visually-hidden", role: "status", "aria-live": "polite" });
    document.body.append(region);
  }
  region.textContent = text;
}
