import { columnLength } from '../../table/index.ts';
import { finiteValues, median } from '../numeric-values.ts';
import { isRecord } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

/** What `impute-number` learns. */
export interface ImputeNumberState {
  /** Stands for a missing value, in the unit of the column. */
  readonly median: number;
  /** True when training rows lacked the value: then a 0/1 column says where. */
  readonly hasMissing: boolean;
}

/**
 * Puts the training median where a number is missing or not finite.
 *
 * When training rows lacked the value, a second column `<name>_missing` is 1 where it was missing and 0
 * elsewhere, so that a model can learn from the absence itself.
 *
 * @source Little & Rubin (2019), "Statistical Analysis with Missing Data", 3rd ed., chapter 4; the
 * indicator as in Van Ness et al. (2023), "The Missing Indicator Method".
 */
export const imputeNumber: Transformer<Record<never, never>, ImputeNumberState> = {
  name: 'impute-number',
  params: {},
  accepts: ['number'],
  source: 'Little & Rubin (2019), "Statistical Analysis with Missing Data", chapter 4.',
  fit(column) {
    const present = finiteValues(column);
    return { median: median(present), hasMissing: present.length < columnLength(column) };
  },
  outputs: ({ hasMissing }, { name }) => [
    { name, kind: 'number' },
    ...(hasMissing ? [{ name: `${name}_missing`, kind: 'number' as const }] : []),
  ],
  isState: (value): value is ImputeNumberState =>
    isRecord(value) && Number.isFinite(value.median) && typeof value.hasMissing === 'boolean',
  compile({ median, hasMissing }) {
    return ({ numbers }, from, to) => {
      const value = numbers[from];
      const isPresent = Number.isFinite(value);
      numbers[to] = isPresent ? value : median;
      if (hasMissing) numbers[to + 1] = isPresent ? 0 : 1;
    };
  },
};
