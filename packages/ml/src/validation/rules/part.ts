import type { RuleRows } from './rule-rows.ts';

/** Some rows of a table. */
export interface Block {
  readonly rows: RuleRows;
  readonly start: number;
  readonly n: number;
}

/** A part of a rule over a block: the values stay until its next call. */
export type Part<Values> = (block: Block) => Values;
