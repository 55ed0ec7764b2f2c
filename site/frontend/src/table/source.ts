/** The files behind a table: what comes at once, what comes when it is needed, and the engine that selects from it. */

import { fetchJson, once } from "../shared/load";
import { openFacet, type CitationsFile, type Facet, type MoreFile, type TableFile } from "./data";
import { Engine } from "./engine";

export class TableSource {
  readonly engine: Engine;
  readonly facets: readonly Facet[];
  private more: Promise<MoreFile | null> | null = null;
  private readonly pieces = new Map<number, Promise<CitationsFile>>();

  constructor(
    readonly file: TableFile,
    readonly address: URL,
  ) {
    this.facets = file.facets.map(openFacet);
    this.engine = new Engine(file.rows.id.length, [...this.facets, ...hiddenFacets(this.facets, file)], file.unitRows, file.unitIds);
    if (file.rowText) this.engine.setTexts({ rows: file.rowText, units: null });
  }

  /** Fetches a table. */
  static async open(address: URL): Promise<TableSource> {
    return new TableSource(await fetchJson<TableFile>(address), address);
  }

  /** Whether everything that there is has been loaded. */
  get isComplete(): boolean {
    return !this.file.more || (this.file.later ?? []).every(({ name }) => this.engine.facet(name) !== undefined);
  }

  /** Fetches, once, what comes later, and adds its facets and texts to the engine; calls `added` when they are new. */
  async complete(added: (facets: readonly Facet[]) => void = () => undefined): Promise<MoreFile | null> {
    if (!this.file.more) return null;
    this.more ??= fetchJson<MoreFile>(new URL(this.file.more, this.address));
    try {
      const more = await this.more;
      if (more && !this.isComplete) {
        const facets = more.facets.map(openFacet);
        this.engine.add(facets);
        this.engine.setTexts({ rows: more.rowText, units: more.unitText });
        added(facets);
      }
      return more;
    } catch (error) {
      this.more = null;
      throw error;
    }
  }

  /** Fetches a piece of the citations, once. */
  citations(piece: number): Promise<CitationsFile> {
    return once(this.pieces, piece, () => fetchJson<CitationsFile>(new URL(`${this.file.citations?.prefix}${piece}.json`, this.address)));
  }
}

/** Facets that are not in the panel but may stand in an address: a role is a node, a work is asked for by its key. */
function hiddenFacets(facets: readonly Facet[], file: TableFile): Facet[] {
  const node = facets.find((facet) => facet.name === "node");
  if (!node || file.table !== "works") return [];
  const count = file.rows.id.length;
  const work: Facet = {
    ...{ name: "work", title: "Work", level: "row", shape: "long", ids: file.rows.id, names: file.rows.title },
    starts: Uint32Array.from({ length: count + 1 }, (_, row) => row),
    members: Uint32Array.from({ length: count }, (_, row) => row),
    ...{ parents: null, above: null, aliases: {} },
  };
  return [{ ...node, name: "role", title: "Role" }, work];
}
