/** Copy buttons: `<button class="codev-copy" data-copy-target="#id">`, or `data-copy-text="…"` for a text of its own. */

import { announce } from "./shared/announce";
import { make } from "./shared/dom";

/** How long the button says that it is done, in milliseconds. */
const DONE_FOR = 2000;

/** Makes the copy buttons of the page work. */
export function enhanceCopyButtons(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button.codev-copy") : null;
    if (button) void copy(button);
  });
  // Without scripts there would be nothing behind the buttons, so pages may leave them hidden.
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.codev-copy[hidden]")) button.hidden = false;
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const text = textOf(button);
  if (text === null) return;
  const label = (button.dataset["label"] ??= button.textContent ?? "Copy");
  const isDone = await write(text);
  button.textContent = isDone ? "Copied" : "Press Ctrl+C";
  button.classList.toggle("is-done", isDone);
  announce(isDone ? "Copied to the clipboard" : "Could not copy; the text is selected, press Control C");
  if (!isDone) select(button);
  setTimeout(() => {
    button.textContent = label;
    button.classList.remove("is-done");
    announce("");
  }, DONE_FOR);
}

function target(button: HTMLButtonElement): Element | null {
  const id = button.dataset["copyTarget"]?.replace(/^#/, "");
  return id ? document.getElementById(id) : null;
}

function textOf(button: HTMLButtonElement): string | null {
  if (button.dataset["copyText"] !== undefined) return button.dataset["copyText"];
  const found = target(button);
  if (!found) return null;
  return found instanceof HTMLTextAreaElement || found instanceof HTMLInputElement ? found.value : (found.textContent ?? "").trim();
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without https or permission: the older way, through a field that is selected.
    const field = make("textarea", { class: "visually-hidden", "aria-hidden": "true", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    return isDone;
  }
}

function select(button: HTMLButtonElement): void {
  const found = target(button);
  if (found) getSelection()?.selectAllChildren(found);
}
