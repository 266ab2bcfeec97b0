/** One arrow of the lineage graph. A node is `kind:id`: `dataset:<hash>`, `run:<id>`, `artifact:<hash>`, `model:<name>/<version>`. */
export interface LineageEdgeRecord {
  readonly from: string;
  readonly to: string;
  /** `trained-on`, `produced`, `registered-as` … */
  readonly role: string;
}

/** Where lineage is kept. */
export interface LineageStore {
  /** Adds edges; one that exists already stays as it is. */
  add(edges: readonly LineageEdgeRecord[]): Promise<void>;
  /** Every edge that can be reached from a node, in either direction, up to 1000. */
  around(node: string): Promise<readonly LineageEdgeRecord[]>;
  /**
   * Arrows that end at a node (`origins`) or begin there (`results`). Of each kind of node at their other ends at most `limit` are
   * told: those that have arrows that way themselves come first, then the greater ids, which are the newer ones of runs.
   */
  beside(
    node: string,
    choice: { readonly towards: LineageDirection; readonly limit: number },
  ): Promise<NodesBeside>;
}

/** Back to what a node was made of, or on to what was made of it. */
export type LineageDirection = 'origins' | 'results';

/** What lies next to a node. */
export interface NodesBeside {
  readonly edges: readonly LineageEdgeRecord[];
  /** How many nodes of each kind there are, those that are not told among them. */
  readonly counts: Readonly<Record<string, number>>;
}
