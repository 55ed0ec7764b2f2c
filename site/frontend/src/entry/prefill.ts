/**
 * What an address says of the work that somebody wants to enter: `?arxiv=…`, `?doi=…`, `?title=…`.
 *
 * An address is a stranger's text: a value counts only where it has the form and the length that the schema asks for.  A draft that
 * says something is never changed.
 */

import { isEmpty, setAt } from "./draft";
import { oneLine, textAt, type RecordType } from "./schema";
import type { PlainMap } from "./yaml";

/** The fields of a work that an address may fill in. */
const FIELDS = ["arxiv", "doi", "title"] as const;

/** Fills in what an address says of the work; returns whether it was left out since the draft is of something else. */
export function prefill(asked: ReadonlyMap<string, string>, draft: PlainMap, type: RecordType): boolean {
  const said = FIELDS.flatMap((name) => {
    const value = oneLine(asked.get(name) ?? "");
    const field = type.fields.find((each) => each.name === name);
    const fits = field !== undefined && value !== "" && value.length <= (field.max ?? Infinity) && (!field.pattern || new RegExp(field.pattern).test(value));
    return fits ? [[name, value] as const] : [];
  });
  if (said.length === 0) return false;
  if (!isEmpty(draft)) return said.some(([name, value]) => oneLine(textAt(draft, name)) !== value);
  for (const [name, value] of said) setAt(draft, [name], value);
  return false;
}
