/**
 * The rules of the check that a browser can know: those on one work by itself (codev.check.works, codev.check.claims), and those on
 * terms and names.  Messages are the check's own; tests/site/test_entry_form.py compares them on every kind of mistake.
 */

import type { ThingsFile } from "../compare/things";
import { nearest } from "../shared/text";
import { folded, isGroup } from "./fold";
import { shown, unknown, type Problem } from "./problems";
import { isMap, recordsAt, textAt, textsAt, type Field, type FormFile, type Path, type RecordType } from "./schema";
import type { Plain, PlainMap } from "./yaml";

/** Names of models and datasets that the base knows, by their kind. */
export class Names {
  private readonly owners: Record<string, Map<string, Set<string>>> = { model: new Map(), dataset: new Map() };

  constructor(file: ThingsFile) {
    for (const kind of Object.keys(this.owners)) {
      const { ids, names, aliases } = file.kinds[kind]!;
      ids.forEach((id, row) => {
        // A model as one work retrained it has no name of its own.
        if (!id.includes("@")) for (const name of [id, names[row]!, ...(aliases[row] ?? [])]) this.add(kind, name, id);
      });
    }
  }

  private add(kind: string, name: string, id: string): void {
    const owners = this.owners[kind];
    const key = folded(name);
    owners?.set(key, (owners.get(key) ?? new Set()).add(id));
  }

  /** Returns the ids that a name may mean. */
  find(kind: string, name: string): readonly string[] {
    return [...(this.owners[kind]?.get(folded(name)) ?? [])];
  }

  near(kind: string, name: string): string[] {
    return nearest(folded(name), this.owners[kind]?.keys() ?? []).flatMap((each) => [...this.owners[kind]!.get(each)!].slice(0, 1));
  }
}

/** Returns what the rules on one work find. */
export function workProblems(work: PlainMap, file: FormFile): Problem[] {
  const key = textAt(work, "key");
  // A year of other than four digits is told by the schema.
  const year = /^[0-9]{4}$/.test(String(work["year"])) ? Number(work["year"]) : 0;
  const found: Problem[] = [];
  const tell = (path: Path, message: string, fix: string): void => void found.push({ path, message, fix });
  const keyYear = /^[a-z]+([0-9]{4})/.exec(key)?.[1];
  if (keyYear && year > 0 && Number(keyYear) !== year) tell(["key"], `the key says ${keyYear}, the entry ${year}`, "correct the one that is wrong");
  found.push(...arxivProblems(textAt(work, "arxiv"), year, textAt(work, "venue")));
  if (!(work["arxiv"] ?? work["doi"] ?? work["url"])) tell(["title"], "the entry does not say where the work can be read", "add 'arxiv', 'doi' or 'url'");
  const noName = new RegExp(file.noName);
  const families = textsAt(work, "family_names");
  textsAt(work, "authors").forEach((name, place) => {
    const sign = noName.exec(name)?.[0];
    if (!sign || ([",", "&", "and"].includes(sign) && (families.includes(name) || isGroup(name, new Set(file.groupWords))))) return;
    const group = ["&", "and"].includes(sign) ? `; for the name of one group, add 'family_names: [${shown(name)}]'` : "";
    tell(["authors", place], `the name ${shown(name)} holds ${shown(sign)}`, `write 'Given Family', one name an item, and 'et_al: true' where there are more${group}`);
  });
  const mark = new RegExp(file.noTitle).exec(textAt(work, "title"))?.[0];
  if (mark) tell(["title"], `the title holds ${shown(mark)}`, "write the title as published, in plain text");
  for (const [name, needed] of [["arxiv_from", "arxiv"], ["venue_year", "venue"], ["volume", "venue"], ["number", "venue"]] as const) {
    if (name in work && !(needed in work)) tell([name], `'${name}' is given without '${needed}'`, `add '${needed}', or remove '${name}'`);
  }
  found.push(...scopeProblems(work, file));
  recordsAt(work, "claims").forEach((claim, number) => found.push(...claimProblems(claim, ["claims", number], file)));
  return found;
}

function arxivProblems(arxiv: string, year: number, venue: string): Problem[] {
  const digits = /^(?:[a-z-]+(?:\.[A-Z]{2})?\/)?([0-9]{2})[0-9.]+$/.exec(arxiv)?.[1];
  if (!digits || year === 0) return [];
  const given = Number(digits) >= 91 ? 1900 + Number(digits) : 2000 + Number(digits);
  if (year > given) {
    const fix = `write 'year: ${given}' and the later year under 'venue_year', or correct the id`;
    return [{ path: ["arxiv"], message: `the arXiv id is of ${given}, before the year of first publication, ${year}`, fix }];
  }
  if (year === given || !["", "arXiv"].includes(venue)) return [];
  return [{ path: ["arxiv"], message: `the arXiv id is of ${given}, and no venue says where the work appeared in ${year}`, fix: "name the venue, or correct the year or the id" }];
}

function scopeProblems(work: PlainMap, file: FormFile): Problem[] {
  const scope = textAt(work, "scope");
  if (scope === "extended") {
    const found: Problem[] = "survey" in work ? [{ path: ["survey"], message: "an extended work is not in the survey", fix: "remove 'survey', or correct the scope" }] : [];
    recordsAt(work, "claims").forEach((claim, number) => {
      recordsAt(claim, "evidence").forEach((item, place) => {
        const source = textAt(item, "source");
        if (!file.sources.survey.includes(source) || (source === "survey-list" && "maintained_list" in work)) return;
        const fix = "name what was read: abstract, paper, dataset-card…";
        found.push({ path: ["claims", number, "evidence", place], message: "an extended work has no evidence in the survey", fix });
      });
    });
    return found;
  }
  const found: Problem[] = [];
  if (!("survey" in work)) found.push({ path: ["scope"], message: `a ${scope} work needs the survey's reference number`, fix: "add 'survey: {references: [NUMBER]}', or write 'scope: extended'" });
  for (const name of ["seen_at", "judged_paradigm", "maintained_list"]) {
    if (name in work) found.push({ path: [name], message: `'${name}' is for extended works`, fix: `remove '${name}', or correct the scope` });
  }
  return found;
}

function claimProblems(claim: PlainMap, path: Path, file: FormFile): Problem[] {
  const found: Problem[] = [];
  const tell = (below: Path, message: string, fix: string): void => void found.push({ path: [...path, ...below], message, fix });
  const evidence = recordsAt(claim, "evidence");
  if (evidence.length === 0) tell(["evidence"], `${textAt(claim, "id")} has no evidence`, "add 'evidence: - {source: abstract}' or the like; 'recalled' where nothing was seen");
  evidence.forEach((item, place) => {
    const source = textAt(item, "source");
    const lacking = source === "survey" && !("section" in item) ? "section: 3.1.1" : source === "survey-table" && !("table" in item) ? "table: 2" : file.sources.placed.includes(source) && !("where" in item || "url" in item) ? "where: …" : "";
    if (lacking) tell(["evidence", place], `the evidence '${source}' does not say where`, `add '${lacking}'`);
    textsAt(item, "states").forEach((part, number) => {
      if (holds(claim, part) === false) tell(["evidence", place, "states", number], `the evidence states ${shown(part)}, but the claim has no such ${kindOf(part)}`, advice(claim, part));
    });
  });
  const inferred = textsAt(claim, "inferred");
  inferred.forEach((part, place) => {
    const field = part.split(".", 1)[0]!;
    if (holds(claim, part) === false) tell(["inferred", place], `${shown(part)} is listed under inferred, but the claim has no such ${kindOf(part)}`, advice(claim, part));
    else if (part.includes(".") && inferred.includes(field)) tell(["inferred", place], `${shown(part)} is listed under inferred, and so is the whole field ${field}`, "take one of the two out");
  });
  const statement = textAt(claim, "statement");
  const { charactersMax, wordsMin } = file.statement;
  const length = [...statement].length;
  if (length > charactersMax) tell(["statement"], `the statement has ${length} characters, more than ${charactersMax}`, "say one thing in one sentence, or make two claims of it");
  if (statement && (!/[.!?]$/.test(statement) || statement.split(" ").length < wordsMin)) tell(["statement"], "the statement is not a whole sentence", `write a sentence of ${wordsMin} words or more, with its full stop`);
  for (const [name, value] of Object.entries(claim)) {
    if (!Array.isArray(value) || name === "checked") continue;
    const texts = value.map((item) => JSON.stringify(item));
    texts.forEach((text, place) => {
      if (texts.indexOf(text) === place || texts.slice(0, place).filter((each) => each === text).length > 1) return;
      const item = value[place]!;
      tell([name, place], `${name} names ${isMap(item) ? textAt(item, "source") : String(item)} twice`, "take one out");
    });
  }
  return found;
}

/** Returns whether a claim has a part; null where the part is no field, which the schema tells. */
function holds(claim: PlainMap, part: string): boolean | null {
  const dot = part.indexOf(".");
  const field = dot < 0 ? part : part.slice(0, dot);
  const value: Plain | undefined = claim[field];
  if (dot < 0) return value !== undefined;
  return Array.isArray(value) && value.includes(part.slice(dot + 1));
}

function kindOf(part: string): string {
  return part.includes(".") ? "value" : "field";
}

function advice(claim: PlainMap, part: string): string {
  const [field, ...rest] = part.split(".");
  const held = textsAt(claim, field!);
  const near = rest.length > 0 ? nearest(rest.join("."), held, 1)[0] : undefined;
  if (near) return `did you mean ${field}.${near}?`;
  if (field === "datasets" && textsAt(claim, "input_datasets").length > 0) return `did you mean input_${part}?`;
  if (rest.length > 0 && held.length > 0) return `write one of ${held.map((each) => `${field}.${each}`).join(", ")}, or remove it`;
  return "remove it, or fill in the field";
}

/** Returns what the vocabulary says of the cells and capabilities of the claims. */
export function termProblems(work: PlainMap, file: FormFile): Problem[] {
  return recordsAt(work, "claims").flatMap((claim, number) => {
    const node = file.nodes[textAt(claim, "node")];
    if (!node) return [];
    const path = ["claims", number] as const;
    const found: Problem[] = [];
    const wanted = file.capabilities[node.direction];
    const other = Object.entries(file.capabilities).find(([direction]) => direction !== node.direction)?.[1];
    textsAt(claim, "capabilities").forEach((term, place) => {
      if (!wanted || !other || wanted.ids.includes(term) || !other.ids.includes(term)) return;
      const near = nearest(term, wanted.ids);
      const message = `${term} is ${other.name.startsWith("e") ? "an" : "a"} ${other.name}, but the node ${textAt(claim, "node")} is of ${node.direction}`;
      found.push({ path: [...path, "capabilities", place], message, fix: near.length > 0 ? `did you mean ${near.join(" or ")}?` : `use a ${wanted.name}, or correct the node` });
    });
    const meets = (rule: readonly string[], values: readonly string[]): boolean => rule.length === 0 || rule.some((each) => values.includes(each));
    const rule = file.impossible.find((each) => meets(each.nodes, node.path) && meets(each.stages, textsAt(claim, "stages")) && meets(each.modalities, textsAt(claim, "modalities")));
    if (rule) {
      const field = rule.stages.length > 0 ? "stages" : rule.modalities.length > 0 ? "modalities" : "node";
      found.push({ path: [...path, field], message: `the rule ${rule.id} says that nothing is possible there: ${rule.reason}`, fix: "correct the claim, or narrow the rule in taxonomy/not-applicable.yaml" });
    }
    if (node.direction === "model4data" && textsAt(claim, "models").length === 0) {
      const fix = "add 'models: […]'; where the paper names none, a model of 'kind: unnamed', such as unnamed-llm";
      found.push({ path: [...path, "models"], message: "the claim does not say which model acts", fix, isNotice: true });
    }
    return found;
  });
}

/** Returns where a work names models and datasets that neither the base nor the work itself declares, and what it declares twice. */
export function nameProblems(work: PlainMap, type: RecordType, names: Names): Problem[] {
  const introduces = isMap(work["introduces"]) ? work["introduces"] : {};
  const own: Record<string, Set<string>> = { model: new Set(), dataset: new Set() };
  const found: Problem[] = [];
  for (const kind of ["model", "dataset"]) {
    recordsAt(introduces, `${kind}s`).forEach((artifact, place) => {
      const path = ["introduces", `${kind}s`, place];
      const called: [Path, string][] = [[["id"], textAt(artifact, "id")], [["name"], textAt(artifact, "name")], ...textsAt(artifact, "aliases").map((alias, number): [Path, string] => [["aliases", number], alias])];
      for (const [step, name] of called) {
        const owner = name === "" ? undefined : names.find(kind, name)[0];
        if (owner) found.push({ path: [...path, ...step], message: `the ${kind} ${owner} is called ${name} as well`, fix: "remove the name from one of the two, or name the known one in the claim only" });
        if (step[0] === "id" && own[kind]!.has(folded(name))) found.push({ path: [...path, ...step], message: `the ${kind} ${name} is declared twice`, fix: "keep one of the two, or give one another id" });
        if (name !== "" && (step[0] === "id" || !own[kind]!.has(folded(name)))) own[kind]!.add(folded(name));
      }
    });
  }
  const walk = (data: PlainMap, record: RecordType, path: Path): void => {
    for (const field of record.fields) {
      const value = data[field.name];
      if (value === undefined) continue;
      (Array.isArray(value) ? value : [value]).forEach((item, place) => {
        const at = field.isList ? [...path, field.name, place] : [...path, field.name];
        if (field.record && isMap(item)) walk(item, field.record, at);
        else if (typeof item === "string") found.push(...unknownName(item, field, at, names, own));
      });
    }
  };
  walk(work, type, []);
  return found;
}

function unknownName(name: string, { refers }: Field, path: Path, names: Names, own: Readonly<Record<string, ReadonlySet<string>>>): Problem[] {
  if (!(refers in own) || own[refers]!.has(folded(name))) return [];
  const meant = names.find(refers, name);
  if (meant.length === 1) return [];
  if (meant.length > 1) return [{ path, message: `there is no ${refers} ${name}`, fix: `write the id: ${[...meant].sort().join(" or ")}` }];
  const near = names.near(refers, name);
  const problem = unknown(path, refers, name, near);
  return [near.length > 0 ? problem : { ...problem, fix: `declare it under 'introduces', above` }];
}
