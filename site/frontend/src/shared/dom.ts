/**
 * Makes elements.  Text is always set as text, never as markup, so that nothing in an entry can run; an address is taken only
 * where it leads to http, https or a place on the same site.
 */

type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

const SVG = "http://www.w3.org/2000/svg";

/** Returns an element.  `on…` attributes take listeners, `true` sets an empty attribute, `false` and null set none. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** Returns an SVG element. */
export function makeSvg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag);
  fill(element, attributes, children);
  return element;
}

function fill(element: Element, attributes: Record<string, Value>, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "href" || name === "src") element.setAttribute(name, safeAddress(String(value)));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === "number" ? String(child) : child);
  }
}

/** Returns an address that cannot run anything: `javascript:` and the like become `#`. */
export function safeAddress(address: string): string {
  try {
    const { protocol } = new URL(address, "https://relative.invalid/");
    return protocol === "https:" || protocol === "http:" || protocol === "blob:" ? address : "#";
  } catch {
    return "#";
  }
}

/** Replaces what an element holds. */
export function show(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  fill(element, {}, children);
}

/** Returns the line that says what a page shows now; what changes in it is read aloud. */
export function statusLine(className: string): HTMLParagraphElement {
  return make("p", { class: className, role: "status", "aria-live": "polite" });
}

/** Returns a number as pictures have it: with one digit after the point. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Returns items by a key, each list in their order. */
export function grouped<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Returns a number with thin spaces between its thousands, as on the pages. */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

/** Returns "1 work" or "2 works". */
export function counted(value: number, noun: readonly [string, string]): string {
  return `${thousands(value)} ${value === 1 ? noun[0] : noun[1]}`;
}

/** A call that is put off; `cancel` drops one that is waiting. */
export interface Debounced {
  (): void;
  cancel(): void;
}

/** Calls a function once things have been quiet for a while (milliseconds). */
export function debounced(wait: number, action: () => void): Debounced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = (): void => clearTimeout(timer);
  const call = (): void => {
    cancel();
    timer = setTimeout(action, wait);
  };
  return Object.assign(call, { cancel });
}
