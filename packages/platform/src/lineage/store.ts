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
}
