/**
 * Charts as PNG: `<button data-png="roles.svg" hidden>` draws the file at twice its size and hands it to the reader.  Without
 * this script the file itself, an SVG, can be saved.
 */

import { save } from "./shared/save";

/** Pixels for one unit of the picture: sharp in print and on dense screens. */
const SCALE = 2;

/** Returns a picture as a PNG. */
async function drawn(address: string): Promise<Blob> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = picture.naturalWidth * SCALE;
  canvas.height = picture.naturalHeight * SCALE;
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

async function savePng(button: HTMLButtonElement, address: string): Promise<void> {
  try {
    save(address.replace(/\.svg$/, ".png"), await drawn(address));
  } catch {
    // A page that is opened as a file may not read its own pictures.
    button.textContent = "PNG (not possible here; save the SVG)";
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-png]")) {
  button.hidden = false;
  button.addEventListener("click", () => void savePng(button, button.dataset["png"]!));
}
