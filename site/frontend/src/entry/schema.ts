/**
 * The fields of an entry, as assets/data/entry.json has them (scripts/codev/site/data/entry_form.py): the JSON Schema of the data
 * model, and what stands beside it.  Also the plain data of what a form holds: in the order of the fields, without what is empty
 * or says nothing new.
 */

import { ONE_LINE, type Plain, type PlainMap, type YamlStyle } from "./yaml";

export interface FormFile {
  schema: Schema & { $defs: Record<string, Schema> };
  firstLine: string;
  style: YamlStyle;
  /** What a value of each pattern is called, and how it is written. */
  forms: Record<string, [what: string, fix: string]>;
  urlPattern: string;
  textPattern: string;
  claimFields: string[];
  capabilities: Record<string, { name: string; ids: string[] }>;
  nodes: Record<string, { direction: string; path: string[] }>;
  impossible: { id: string; nodes: string[]; stages: string[]; modalities: string[]; reason: string }[];
  sources: { placed: string[]; weak: string[]; survey: string[] };
  statement: { charactersMax: number; wordsMin: number };
  noName: string;
  noTitle: string;
  insignificant: string[];
  groupWords: string[];
  sameWork: Limits;
  venues: string[];
}

export interface Limits {
  titleSimilarityMin: number;
  wordSimilarityMin: number;
  titleLettersMin: number;
  endLetters: number;
  blockMax: number;
  similarTitleMin: number;
  smallWords: string[];
}

interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  enumDescriptions?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  $ref?: string;
  "x-refers"?: string;
  "x-record"?: "one" | "list";
  "x-compact"?: boolean;
  "x-kind"?: string;
}

export type Path = readonly (string | number)[];

export interface Term {
  id: string;
  /** Its name and definition, where it has any. */
  about: string;
}

export interface Field {
  name: string;
  help: string;
  isRequired: boolean;
  isList: boolean;
  default: unknown;
  type: "text" | "number" | "flag" | "record";
  record: RecordType | null;
  terms: readonly Term[] | null;
  /** What its values name: `model`, `dataset`, a vocabulary. */
  refers: string;
  pattern: string;
  /** Bounds of a text's characters, or of a number; of a list those of its items. */
  min: number | null;
  max: number | null;
  itemsMin: number;
  itemsMax: number | null;
}

export interface RecordType {
  name: string;
  isCompact: boolean;
  /** `model` or `dataset` where it is one. */
  kind: string;
  fields: readonly Field[];
}

/** What refers to things of the kind of the record that it stands in, as `codev.model.fields.OWN_KIND`. */
const OWN_KIND = "artifact of its own kind";

/** Reads the records of a schema, each when it is first asked for. */
export class Records {
  private readonly made = new Map<string, RecordType>();

  constructor(private readonly file: FormFile) {}

  get work(): RecordType {
    return this.record("Work", "");
  }

  private record(name: string, kind: string): RecordType {
    const schema = name === "Work" ? this.file.schema : this.file.schema.$defs[name]!;
    const own = schema["x-kind"] ?? kind;
    const known = this.made.get(`${name} ${own}`);
    if (known) return known;
    const required = new Set(schema.required);
    let fields: Field[] | null = null;
    const read = (): Field[] => Object.entries(schema.properties ?? {}).map(([each, part]) => this.field(each, part, required.has(each), own));
    const made: RecordType = {
      ...{ name, isCompact: schema["x-compact"] ?? false, kind: own },
      get fields() {
        return (fields ??= read());
      },
    };
    this.made.set(`${name} ${own}`, made);
    return made;
  }

  private field(name: string, schema: Schema, isRequired: boolean, kind: string): Field {
    const outer = { ...schema, ...(schema.anyOf?.find((each) => each.type !== "null") ?? {}) };
    const isList = outer.type === "array";
    const inner = isList ? outer.items! : outer;
    const target = inner.$ref?.replace("#/$defs/", "") ?? "";
    const value = target ? this.file.schema.$defs[target]! : inner;
    const isRecord = value.type === "object";
    const refers = schema["x-refers"] ?? "";
    const listed = inner.enum ? inner : value;
    return {
      ...{ name, isRequired, isList, default: schema.default },
      help: (schema.description ?? "").replaceAll("``", ""),
      type: isRecord ? "record" : value.type === "integer" ? "number" : value.type === "boolean" ? "flag" : "text",
      record: isRecord ? this.record(target, kind) : null,
      terms: listed.enum?.map((id, place) => ({ id, about: listed.enumDescriptions?.[place] ?? "" })) ?? null,
      refers: refers === OWN_KIND ? kind : refers,
      pattern: value.pattern ?? "",
      min: value.minLength ?? value.minimum ?? null,
      max: value.maxLength ?? value.maximum ?? null,
      itemsMin: outer.minItems ?? 0,
      itemsMax: outer.maxItems ?? null,
    };
  }
}

/** Returns a text on one line, without spaces at its ends. */
export function oneLine(text: string): string {
  return text.replace(/[\r\n\u0085\u2028\u2029]+/g, " ").trim();
}

/** Returns what a record holds as an entry says it, or null where that is nothing. */
export function plainOf(data: PlainMap, type: RecordType): PlainMap | null {
  const plain: PlainMap = {};
  for (const field of type.fields) {
    const value = plainValue(data[field.name], field);
    if (value !== null && JSON.stringify(value) !== JSON.stringify(field.default)) plain[field.name] = value;
  }
  if (type.isCompact) ONE_LINE.add(plain);
  return Object.keys(plain).length > 0 ? plain : null;
}

function plainValue(value: Plain | undefined, field: Field): Plain | null {
  if (value === undefined) return null;
  if (field.isList) {
    // A record without anything in it stays: what is told of the others names their places.
    const items = (Array.isArray(value) ? value : []).map((item) => plainItem(item, field) ?? (field.record ? {} : null)).filter((item) => item !== null);
    return items.length > 0 ? items : null;
  }
  return plainItem(value, field);
}

function plainItem(value: Plain, field: Field): Plain | null {
  if (field.record) return isMap(value) ? plainOf(value, field.record) : null;
  if (field.type === "flag") return value === true ? true : null;
  const text = oneLine(String(value));
  if (text === "") return null;
  return field.type === "number" && /^(?:0|-?[1-9][0-9]{0,14})$/.test(text) ? Number(text) : text;
}

export function isMap(value: Plain | undefined): value is PlainMap {
  return typeof value === "object" && !Array.isArray(value);
}

/** Returns the texts of a list, and of anything else none. */
export function textsAt(data: PlainMap, name: string): string[] {
  const found = data[name];
  return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
}

/** Returns the records of a list. */
export function recordsAt(data: PlainMap, name: string): PlainMap[] {
  const found = data[name];
  return Array.isArray(found) ? found.filter(isMap) : [];
}

/** Returns the text of a field, or an empty one. */
export function textAt(data: PlainMap, name: string): string {
  const found = data[name];
  return typeof found === "string" ? found : "";
}
