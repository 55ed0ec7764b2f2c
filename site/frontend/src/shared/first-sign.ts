/** Waits for a reader. */

import { make } from "./dom";

const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown"] as const;

/**
 * Returns when somebody moves, touches, scrolls or types anywhere on the page, or presses the button that is put into a place
 * for those whose tools do none of these.
 */
export function firstSign(place: Element, label: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const sign of SIGNS) removeEventListener(sign, done);
      button.disabled = true;
      resolve();
    };
    const button = make("button", { type: "button", class: "codev-begin", onclick: done }, label);
    place.append(button);
    for (const sign of SIGNS) addEventListener(sign, done, { passive: true });
  });
}
