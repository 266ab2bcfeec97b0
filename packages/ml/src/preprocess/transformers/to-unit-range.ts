import { finiteValues } from '../numeric-values.ts';
import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

/** What `to-unit-range` learns. */
export interface ToUnitRangeState {
  readonly lowest: number;
  /** Equals `lowest` for a constant column. */
  readonly highest: number;
}

/**
 * Puts the training range of a column on 0 to 1; what lies outside counts as its end.
 *
 * For estimators that take nothing below 0 (trait `nonNegative`). A constant column becomes zeros, and so does a missing
 * value.
 *
 * @source Han, Kamber & Pei (2011), "Data Mining: Concepts and Techniques", 3rd ed., section 3.5.2.
 */
export const toUnitRange: Transformer<Record<never, never>, ToUnitRangeState> = {
  name: 'to-unit-range',
  params: {},
  accepts: ['number'],
  source: 'Han, Kamber & Pei (2011), "Data Mining: Concepts and Techniques", 3rd ed., 3.5.2.',
  fit(column) {
    const present = finiteValues(column);
    const lowest = present.reduce((low, value) => Math.min(low, value), present[0] ?? 0);
    const highest = present.reduce((high, value) => Math.max(high, value), present[0] ?? 0);
    return { lowest: lowest + 0, highest: highest + 0 };
  },
  outputs: (_, { name }) => [{ name, kind: 'number' }],
  isState: (value): value is ToUnitRangeState =>
    isRecord(value) && Number.isFinite(value.lowest) && Number.isFinite(value.highest),
  compile({ lowest, highest }) {
    const half = highest / 2 - lowest / 2;
    return ({ numbers }, from, to) => {
      const share = half > 0 ? (numbers[from] / 2 - lowest / 2) / half : 0;
      numbers[to] = Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
    };
  },
};
