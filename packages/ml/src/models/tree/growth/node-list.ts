/** The inner nodes of trees under construction, in growing typed arrays. */
export interface NodeList {
  /** Adds an inner node; returns its number. */
  add(column: number, cut: number): number;
  /** Says what follows a node on one side: a node's number, or ~leaf. */
  link(node: number, side: 0 | 1, child: number): void;
  /** The arrays, cut to length. */
  finish(): NodeArrays;
}

/** Inner nodes as arrays: node i asks whether `bin of columns[i] <= cuts[i]`. */
export interface NodeArrays {
  readonly columns: Uint16Array | Int32Array;
  /** Number of the cut within its column. */
  readonly cuts: Uint8Array;
  /** What follows: `children[2 i]` for yes, `children[2 i + 1]` for no; below 0 it is ~leaf. */
  readonly children: Int32Array;
}

/**
 * An empty list of nodes.
 *
 * @param nColumns Columns that nodes may name; up to 65536 need two bytes each.
 */
export function makeNodeList(nColumns: number): NodeList {
  const makeColumns = (length: number): Uint16Array | Int32Array =>
    nColumns > 65536 ? new Int32Array(length) : new Uint16Array(length);
  let columns = makeColumns(256);
  let cuts = new Uint8Array(256);
  let children = new Int32Array(512);
  let count = 0;

  const grow = (): void => {
    const wider = makeColumns(columns.length * 2);
    wider.set(columns);
    columns = wider;
    const moreCuts = new Uint8Array(cuts.length * 2);
    moreCuts.set(cuts);
    cuts = moreCuts;
    const moreChildren = new Int32Array(children.length * 2);
    moreChildren.set(children);
    children = moreChildren;
  };

  return {
    add(column, cut) {
      if (count === cuts.length) grow();
      columns[count] = column;
      cuts[count] = cut;
      return count++;
    },
    link(node, side, child) {
      children[2 * node + side] = child;
    },
    finish: () => ({
      columns: columns.slice(0, count),
      cuts: cuts.slice(0, count),
      children: children.slice(0, 2 * count),
    }),
  };
}
