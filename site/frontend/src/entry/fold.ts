/**
 * Texts without what tells spellings apart, and the key of a new work: as scripts/codev/ids.py and codev.bib.names have them, but
 * for letters of other scripts, which no browser can spell in Latin ones: they stay, and no key is made of them.
 */

import type { FormFile } from "./schema";

const SPELLED: Readonly<Record<string, string>> = { ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

/** Returns a text in lower case without accents and signs, as `codev.ids.ascii_fold`. */
export function asciiFold(text: string): string {
  const spelled = text.toLowerCase().replace(/[øłđıßæœ]/g, (letter) => SPELLED[letter]!);
  return spelled
    .normalize("NFKD")
    .replace(/[\s_/\p{Pd}]/gu, (sign) => (sign === "-" ? "" : " "))
    .replace(/[^\p{L}0-9 ]+/gu, "")
    .replace(/ +/g, " ")
    .trim();
}

/** Returns a name without what people write differently, as `codev.ids.folded`. */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll("ß", "ss").replace(/[ \-_–]/g, "");
}

/** Returns an id for a name, as `codev.ids.slugify`. */
export function slugify(text: string): string {
  const plain = text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  return plain.replace(/[^a-z0-9]+/g, "-").slice(0, 80).replace(/^-+|-+$/g, "");
}

/** Returns the first word of a title that tells it from others, as `codev.ids.first_word`. */
export function firstWord(text: string, insignificant: ReadonlySet<string>): string {
  const plain = text.replace(/[:;?!|]|[,.](?![0-9])/g, " ").replaceAll("-", "").replace(/[’']/g, "");
  const words = asciiFold(plain).replace(/[^a-z0-9 ]+/g, "").split(" ").filter((word) => word !== "");
  return words.find((word) => !insignificant.has(word) && word.length > 1 && !/^[0-9]+$/.test(word)) ?? words[0] ?? "";
}

const SUFFIX = /,?\s+(?:Jr\.?|Sr\.?|II|III|IV)$/;

/** Returns whether a name is surely that of one group, as `codev.model.people.is_group_name`. */
export function isGroup(name: string, groupWords: ReadonlySet<string>): boolean {
  const words = (name.split(/\s+(?:and|&)\s+|\s*[,;]\s*(?:and\s+)?/, 1)[0] ?? "").toLowerCase().split(/\s+/).filter((word) => word !== "");
  return words.some((word, place) => groupWords.has(word) && (place === words.length - 1 || ["of", "for", "at", "in"].includes(words[place + 1]!)));
}

/** Returns what the key calls a first author: the family name, of a group its first word that says something. */
function keyName(name: string, families: readonly string[], file: FormFile): string {
  const text = name.trim().split(/\s+/).join(" ");
  const groups = new Set(file.groupWords);
  const words = text.split(" ");
  if (families.includes(text) || words.length === 1 || isGroup(text, groups) || /[{}\\"&@0-9]|\band\b/.test(text)) {
    return firstWord(text, new Set(file.insignificant));
  }
  const bare = text.replace(SUFFIX, "");
  const said = [...families].sort((one, other) => other.length - one.length).find((each) => bare.endsWith(` ${each}`));
  if (said !== undefined) {
    const parts = said.split(" ");
    const capital = parts.findIndex((word) => !/^\p{Ll}/u.test(word));
    return parts.slice(Math.max(capital, 0)).join(" ");
  }
  return /\S+ (?:y|i|e) \S+$/.exec(bare)?.[0] ?? bare.slice(bare.lastIndexOf(" ") + 1);
}

/** Returns the key that a new work gets, as `codev.ids.make_work_key`; empty while author, year or title are missing. */
export function suggestKey(author: string, families: readonly string[], year: string, title: string, file: FormFile, taken: ReadonlySet<string>): string {
  if (author.trim() === "" || title.trim() === "" || !/^(?:19|2[0-9])[0-9]{2}$/.test(year)) return "";
  const family = asciiFold(keyName(author, families, file)).replace(/[^a-z]/g, "") || "anonymous";
  const stem = `${family.slice(0, 30)}${year}${(firstWord(title, new Set(file.insignificant)) || "untitled").slice(0, 30)}`;
  for (const suffix of ["", ..."bcdefghijklmnopqrstuvwxyz"]) if (!taken.has(stem + suffix)) return stem + suffix;
  return "";
}
