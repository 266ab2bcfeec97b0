/** What a dump says of one node; children are named by their numbers. */
export type DumpNode =
  | { readonly kind: 'leaf'; readonly value: number; readonly weight: number }
  | {
      readonly kind: 'split';
      readonly column: string;
      /** Asks whether a number is below this, or whether a level is among these. */
      readonly test: number | readonly number[];
      readonly yes: number;
      readonly no: number;
      readonly missing: number;
      readonly weight: number;
    };

/** The nodes of one tree by number; 0 is the root. */
export type DumpTree = ReadonlyMap<number, DumpNode>;
