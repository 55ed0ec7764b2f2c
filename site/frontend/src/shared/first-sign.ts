/** Waits for a reader. */

import { make } from "./dom";

const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown"] as const;

/**
 * Returns when somebody moves, touches, scrolls or types anywhere on the page, or presses the button that is put into a place
 * for those whose tools do none of these.
 */
export function firstSign(place: Element, label: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (event: Event): void => {
      // Chromium may tell of a pointer in the corner that nobody moved, while the page is laid out.
      if (event.type === "pointermove" && event instanceof PointerEvent && event.clientX === 0 && event.clientY === 0) return;
      for (const sign of SIGNS) removeEventListener(sign, done);
      button.disabled = true;
      resolve();
    };
    const button = make("button", { type: "button", class: "codev-begin", onclick: done }, label);
    place.append(button);
    for (const sign of SIGNS) addEventListener(sign, done, { passive: true });
  });
}
