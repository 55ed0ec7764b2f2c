/**
 * What a page of this site says first of the work, model, dataset or term that it is about.
 *
 * The page itself is read, and only as far as the end of its head, which is some ten kilobytes in: so a card never differs from
 * the page, and no file has to be made for it.  The head is parsed and never put into a page: only its text is taken.
 */

import { TERM_FOLDERS, THING_FOLDERS } from "../made/addresses";

/** Letters of a page that are read at the most, in case that its head never ends. */
const LENGTH_MAX = 100_000;
/** Authors that are named; of more it says how many. */
const AUTHORS_MAX = 3;

const FOLDERS = new Set([...Object.values(THING_FOLDERS), ...TERM_FOLDERS]);

export interface Opening {
  kind: string;
  name: string;
  /** Authors, and where a work appeared. */
  by: string;
  sentence: string;
  /** How far its claims were checked. */
  trust: string;
}

/** Returns the address of the page about one thing or term that a link leads to, or null where it leads elsewhere. */
export function pageAbout(address: string, root: URL, here: URL): string | null {
  let found: URL;
  try {
    found = new URL(address, here);
  } catch {
    return null;
  }
  if (found.origin !== root.origin || !found.pathname.startsWith(root.pathname) || found.pathname === here.pathname) return null;
  const [folder, stem, ...rest] = found.pathname.slice(root.pathname.length).split("/");
  return FOLDERS.has(folder ?? "") && stem && rest.length === 1 && rest[0] === "" ? found.origin + found.pathname : null;
}

/** Returns the head of a page, or "" where a text does not hold the whole of it. */
export function headOf(text: string): string {
  const start = text.search(/<header class="?codev-head[ ">]/);
  const end = start < 0 ? -1 : text.indexOf("</header>", start);
  return end < 0 ? "" : text.slice(start, end);
}

/** Reads what a page says first; null where it cannot be had or says nothing. */
export async function readOpening(address: string): Promise<Opening | null> {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body) return null;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let head = "";
  while (head === "" && text.length < LENGTH_MAX) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    head = headOf(text);
  }
  void reader.cancel().catch(() => undefined);
  return head === "" ? null : parse(head);
}

function parse(head: string): Opening | null {
  const parsed = new DOMParser().parseFromString(head, "text/html");
  const all = (selector: string): string[] => [...parsed.querySelectorAll(selector)].map((each) => (each.textContent ?? "").replace(/\s+/g, " ").trim());
  const first = (selector: string): string => all(selector)[0] ?? "";
  const authors = all(".codev-authors a");
  const named = authors.length > AUTHORS_MAX + 1 ? [...authors.slice(0, AUTHORS_MAX), `and ${authors.length - AUTHORS_MAX} more`] : authors;
  const opening = {
    kind: all(".codev-kicker > span").join(" · "),
    name: first("h1"),
    by: [named.join(", "), first(".codev-where li")].filter((part) => part !== "").join(" · "),
    sentence: first(".codev-lede"),
    trust: first(".codev-trust > summary"),
  };
  return opening.name === "" ? null : opening;
}
