/**
 * The colours of the pages: as the system says, light or dark.  The buttons are the theme's form `data-md-component="palette"`,
 * of which the one stands there that leads on to the next choice; a choice holds for all pages of the site in this browser.
 *
 * Where the browser keeps nothing, or something else than a choice, the colours are as the system says.
 */

import { make } from "../shared/dom";

/** What an option is called that follows the system, as site/mkdocs.yml has it. */
const SYSTEM = "(prefers-color-scheme)";
const DARK = "(prefers-color-scheme: dark)";
const LIGHT = "(prefers-color-scheme: light)";

/**
 * Sets the colours that the reader chose, and follows the buttons and the system.
 *
 * @param scope The path of the site, under which the choice is kept.
 */
export function setUpPalette(scope: string): void {
  const form = document.querySelector<HTMLElement>("[data-md-component=palette]");
  const options = [...(form?.querySelectorAll("input") ?? [])];
  if (!form || options.length === 0) return;
  const key = `${scope}.__palette`;
  const system = matchMedia(DARK);
  const find = (media: string): HTMLInputElement | undefined => options.find((each) => each.dataset["mdColorMedia"] === media);
  const around = make("meta", { name: "theme-color" });
  document.head.append(around);
  let chosen = find(readMedia(key)) ?? find(SYSTEM) ?? options[0]!;

  const apply = (): void => {
    const shown = chosen.dataset["mdColorMedia"] === SYSTEM ? (find(system.matches ? DARK : LIGHT) ?? chosen) : chosen;
    for (const name of ["media", "scheme", "primary", "accent"] as const) {
      const attribute = `data-md-color-${name}`;
      const value = shown.getAttribute(attribute) ?? "";
      if (document.body.getAttribute(attribute) !== value) document.body.setAttribute(attribute, value);
    }
    // What the browser draws around the page, its scrollbars and its bar on a phone, has the colours of the page.
    document.documentElement.style.colorScheme = shown.dataset["mdColorMedia"] === DARK ? "dark" : "light";
    around.content = getComputedStyle(document.body).backgroundColor;
    for (const option of options) {
      option.checked = option === chosen;
      const button = option.nextElementSibling;
      if (button instanceof HTMLElement) button.hidden = option !== chosen;
    }
  };
  const choose = (option: HTMLInputElement): void => {
    chosen = option;
    keepMedia(key, option.dataset["mdColorMedia"] ?? SYSTEM);
    apply();
  };
  for (const option of options) option.addEventListener("change", () => choose(option));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    choose(options[(options.indexOf(chosen) + 1) % options.length]!);
    chosen.focus();
  });
  system.addEventListener("change", apply);
  apply();
}

/** Returns the medium of the kept choice, in the form in which the theme keeps it; empty where there is none. */
function readMedia(key: string): string {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as { color?: { media?: unknown } } | null;
    const media = kept?.color?.media;
    return typeof media === "string" ? media : "";
  } catch {
    return "";
  }
}

function keepMedia(key: string, media: string): void {
  try {
    localStorage.setItem(key, JSON.stringify({ color: { media } }));
  } catch {
    // Nothing can be kept here: the choice lasts as long as the page.
  }
}
