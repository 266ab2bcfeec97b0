import { AppError } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import {
  groupFolds,
  groupSplit,
  randomFolds,
  randomSplit,
  type Split,
  stratifiedFolds,
  stratifiedSplit,
  timeFolds,
  timeSplit,
} from '@kaizenml/ml/selection';
import { cell, columnLength, getColumn, isNumeric, type Table } from '@kaizenml/ml/table';
import { step } from '../step.ts';
import { modelingTable } from './modeling-table.ts';
import type { Validated } from './validate.ts';

/** How rows are kept apart. */
export interface SplitParams {
  readonly kind: 'random' | 'stratified' | 'group' | 'time';
  /** Share of rows that no model sees before the end. */
  readonly test: number;
  /** The group or the time column. */
  readonly column?: string | undefined;
  readonly folds: number;
  readonly seed: number;
}

/** Row numbers of the modeling table; folds count within the training part. */
export interface SplitOutput extends Split {
  readonly kind: SplitParams['kind'];
  readonly folds: readonly Split[];
}

/** Sets a test part aside and cuts the rest into folds. */
export const split = step<{ table: Table; validated: Validated }, SplitParams, SplitOutput>({
  name: 'split',
  title: 'Setting rows aside for the test',
  url: import.meta.url,
  async run({ table, validated }, params) {
    const { features, target, nRows } = modelingTable(table, validated);
    const random = seededRandom(params.seed);
    const key =
      params.column === undefined ? undefined : keyOf(table, validated, params.column, params.kind);
    const nFolds = params.folds;
    if (params.kind === 'group') {
      const parts = groupSplit(requireKey(key, params.kind), { testShare: params.test, random });
      return {
        ...parts,
        kind: params.kind,
        folds: groupFolds(pick(requireKey(key, params.kind), parts.train), { nFolds, random }),
      };
    }
    if (params.kind === 'time') {
      const times = Float64Array.from(requireKey(key, params.kind));
      const parts = timeSplit(times, { testShare: params.test });
      return {
        ...parts,
        kind: params.kind,
        folds: timeFolds(Float64Array.from(pick(times, parts.train)), { nFolds }),
      };
    }
    if (params.kind === 'stratified' && target.kind === 'classification') {
      const parts = stratifiedSplit(target.codes, { testShare: params.test, random });
      return {
        ...parts,
        kind: params.kind,
        folds: stratifiedFolds(pick(target.codes, parts.train), { nFolds, random }),
      };
    }
    const parts = randomSplit(features.nRows, { testShare: params.test, random });
    return { ...parts, kind: 'random', folds: randomFolds(parts.train.length, { nFolds, random }) };
  },
});
