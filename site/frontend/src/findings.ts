/**
 * Charts as PNG: `<button data-png="roles.svg" hidden>` draws the file at twice its size and hands it to the reader.  Without
 * this script the file itself, an SVG, can be saved.
 */

import { toPng } from "./shared/png";
import { save } from "./shared/save";

async function savePng(button: HTMLButtonElement, address: string): Promise<void> {
  try {
    save(address.replace(/\.svg$/, ".png"), await toPng(address));
  } catch {
    // A page that is opened as a file may not read its own pictures.
    button.textContent = "PNG (not possible here; save the SVG)";
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-png]")) {
  button.hidden = false;
  button.addEventListener("click", () => void savePng(button, button.dataset["png"]!));
}
