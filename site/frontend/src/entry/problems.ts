/**
 * What is wrong with an entry, as far as its schema says it: what is missing, too long, of a wrong form, not among the words.
 *
 * Messages are those of codev.store.validate and codev.check.terms; tests/site/test_entry_form.py compares them.
 */

import { nearest } from "../shared/text";
import { slugify } from "./fold";
import { isMap, type Field, type FormFile, type Path, type RecordType } from "./schema";
import type { Plain, PlainMap } from "./yaml";

export interface Problem {
  path: Path;
  message: string;
  fix: string;
  /** Whether the check passes all the same. */
  isNotice?: boolean;
  /** The key of the work that it is about. */
  work?: string;
}

/** Returns what the schema finds wrong in a record. */
export function schemaProblems(data: PlainMap, type: RecordType, file: FormFile, path: Path = []): Problem[] {
  return type.fields.flatMap((field) => {
    const value = data[field.name];
    const at = [...path, field.name];
    if (value !== undefined) return field.isList ? listProblems(value, field, file, at) : itemProblems(value, field, file, at);
    return field.isRequired ? [{ path: at, message: `the key '${field.name}' is missing`, fix: `add '${field.name}: …'` }] : [];
  });
}

function listProblems(value: Plain, field: Field, file: FormFile, path: Path): Problem[] {
  const items = Array.isArray(value) ? value : [value];
  const found = items.flatMap((item, place) => itemProblems(item, field, file, [...path, place]));
  if (field.itemsMax !== null && items.length > field.itemsMax) found.push({ path, message: `${field.name} has more than ${field.itemsMax} items`, fix: "shorten it" });
  return found;
}

function itemProblems(value: Plain, field: Field, file: FormFile, path: Path): Problem[] {
  if (field.record) return isMap(value) ? schemaProblems(value, field.record, file, path) : [];
  const told = (message: string, fix: string): Problem[] => [{ path, message: `${field.name}${message}`, fix }];
  if (field.type === "flag") return [];
  if (field.type === "number") {
    if (typeof value !== "number") return told(`: ${shown(String(value))} is not a whole number`, "write digits only, without quotes");
    if (field.min !== null && value < field.min) return told(`: ${value} is out of range`, `write ${field.min} or more`);
    return field.max !== null && value > field.max ? told(`: ${value} is out of range`, `write ${field.max} or less`) : [];
  }
  const text = String(value);
  if (field.max !== null && [...text].length > field.max) return told(` has more than ${field.max} characters`, "shorten it");
  if (field.pattern && !new RegExp(field.pattern).test(text)) return told(...formProblem(text, field.pattern, file));
  if (!field.terms || field.terms.some(({ id }) => id === text)) return [];
  const ids = field.terms.map(({ id }) => id);
  const near = nearest(text, ids);
  if (field.refers === "") {
    const list = ids.join(", ");
    return told(`: ${shown(text)} is not one of the words for it`, near[0] ? `did you mean ${near[0]}? (one of ${list})` : `write one of ${list}`);
  }
  return [unknown(path, field.refers, text, near)];
}

/** Returns that there is no such term. */
export function unknown(path: Path, called: string, text: string, near: readonly string[]): Problem {
  return { path, message: `there is no ${called} ${text}`, fix: near.length > 0 ? `did you mean ${near.join(" or ")}?` : "choose one of the list" };
}

function formProblem(text: string, pattern: string, file: FormFile): [message: string, fix: string] {
  if (pattern === file.urlPattern) return [`: ${shown(text)} is not an address that may be linked`, "give an http or https address"];
  if (pattern === file.textPattern) {
    const letter = [...text].find((each) => !new RegExp(pattern).test(each)) ?? "";
    const code = letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    return [`: the text holds a character that does not show (U+${code})`, "write one paragraph, with plain spaces"];
  }
  const [what, fix] = file.forms[pattern] ?? ["in the right form", "see the field's description in your editor"];
  const slug = what === "an id" ? slugify(text) : "";
  return [`: ${shown(text)} is not ${what}`, slug ? fix.replace("data-filter", slug) : fix];
}

/** Returns a text in quotes as Python's `repr` writes it, cut to 60 characters. */
export function shown(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const whole = `${quote}${text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`)}${quote}`;
  return whole.length <= 60 ? whole : `${whole.slice(0, 57)}…${quote}`;
}
