/** What the text of a search asks for: an identifier in whatever form it was copied, or words. */

import { fold } from "../shared/text";

const ARXIV = /^(?:https?:\/\/)?(?:www\.)?(?:(?:arxiv\.org|ar5iv\.org)\/(?:abs|pdf|html)\/|arxiv:\s*|(?:doi\.org\/|doi:\s*)?10\.48550\/arxiv\.)([0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?\/[0-9]{7})(?:v[0-9]+)?(?:\.pdf)?\/?$/i;
const DOI = /^(?:https?:\/\/)?(?:(?:dx\.)?doi\.org\/|doi:\s*)?(10\.[0-9]{4,9}\/\S+)$/i;
const SECTION = /^(?:§+\s*|(?:survey\s+)?sect?(?:ion|\.)?\s+)([0-9]+(?:\.[0-9]+){0,3})\.?$/i;
/** Letters that Unicode does not take apart into a letter and an accent: as `ascii_fold` in scripts/codev/ids.py spells them. */
const SPELLED_OUT: Record<string, string> = { ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

/** Returns what the engine is asked: of an address or identifier its bare form, as the index has it. */
export function bareQuery(text: string): string {
  const trimmed = text.trim().replace(/\s+/g, " ");
  const whole = trimmed.replace(/^(https?:\/\/)?(dx\.)?doi\.org\//i, "");
  const arxiv = ARXIV.exec(trimmed) ?? ARXIV.exec(whole);
  if (arxiv) return arxiv[1]!;
  const doi = DOI.exec(trimmed);
  if (doi) return doi[1]!;
  const section = SECTION.exec(trimmed);
  return section ? `§${section[1]!}` : trimmed;
}

/** Stands before a name that is one word, so that it is no other word: `EXACT_PREFIX` in scripts/codev/site/engine/search_index.py. */
const EXACT_PREFIX = "xn";

/** Returns the one word under which what is called just so is found; empty where there is none. */
export function exactWord(text: string): string {
  const letters = plainName(text).replace(/[^a-z0-9]/g, "");
  return letters === "" ? "" : EXACT_PREFIX + letters;
}

/** Returns a name without what people write differently: case, accents, hyphens, marks; a hyphen counts as a space. */
export function plainName(text: string): string {
  const folded = fold(text).replace(/[øłđıßæœ]/g, (letter) => SPELLED_OUT[letter]!);
  return folded.replace(/[-_–—/]+/g, " ").replace(/[“”"']/g, "").replace(/\s+/g, " ").trim();
}
