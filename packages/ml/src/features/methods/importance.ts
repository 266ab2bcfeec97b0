import { resolveParams } from '@kaizenml/contracts';
import { matrixImportance } from '../../explain/index.ts';
import { type Matrix, shuffledIndices, takeMatrixRows } from '../../math/index.ts';
import { getMetric } from '../../metrics/index.ts';
import { getEstimator, type Target } from '../../models/index.ts';
import { takeTargetRows, toOutcome } from '../../search/index.ts';
import { bestColumns } from '../columns.ts';
import type { SelectionMethod, SelectionOptions } from '../selection-method.ts';

/** Share of the rows that say what the loss of a column costs. */
const HELD_OUT = 0.25;
const FOREST = { nTrees: 100, minLeaf: 3 } as const;

/**
 * Keeps the columns that a forest needs most: those whose shuffling makes its answers to a quarter of the rows, which it did
 * not learn from, worse.
 *
 * @cost A forest, and one answer to the held-out rows per column.
 * @source Breiman (2001), "Random Forests", Machine Learning 45, section 10.
 */
export const importance: SelectionMethod = {
  name: 'importance',
  title: 'Importance in a forest',
  kind: 'embedded',
  source: 'Breiman (2001), Machine Learning 45, 5-32, section 10.',
  select: (x, y, options) => bestColumns(forestImportance(x, y, options), options.nKept),
};

function forestImportance(x: Matrix, y: Target, { random }: SelectionOptions): Float64Array {
  const order = shuffledIndices(x.nRows, random);
  const nHeld = Math.max(1, Math.floor(HELD_OUT * x.nRows));
  const [held, known] = [order.slice(0, nHeld), order.slice(nHeld)];
  const { name, params, fit, predict } = getEstimator('random-forest');
  const values = resolveParams(name, params, FOREST);
  const state = fit(takeMatrixRows(x, known), takeTargetRows(y, known), values, { random });
  const truth = takeTargetRows(y, held);
  const metric = getMetric(y.kind === 'regression' ? 'rmse' : 'log_loss');
  const blocks = Array.from({ length: x.nColumns }, (_, j) => ({
    input: String(j),
    start: j,
    end: j + 1,
  }));
  const drops = new Float64Array(x.nColumns);
  const score = (rows: Matrix): number => -metric.compute(toOutcome(truth, predict(state, rows)));
  for (const { column, mean } of matrixImportance(takeMatrixRows(x, held), blocks, {
    score,
    nRepeats: 1,
    seed: random.below(2 ** 31),
  }))
    drops[Number(column)] = mean;
  return drops;
}
