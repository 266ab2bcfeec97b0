import { resolveParams } from '@kaizenml/contracts';
import type { Estimator } from '../estimator.ts';
import { askedLevels, sortWithinRows } from '../quantiles.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { type BoostedTreesState, boostedTrees } from './boosted-trees.ts';
import { BOOSTING_PARAMS } from './parts/boosting-params.ts';
import { areBinsKept, keepBins } from './parts/kept-bins.ts';

const { nRounds, learningRate, maxLeaves, minLeafRows, l2, rowShare, columnsPerTree } =
  BOOSTING_PARAMS;

const params = { nRounds, learningRate, maxLeaves, minLeafRows, l2, rowShare, columnsPerTree };

/** What boosted quantiles learn. */
export interface QuantileBoostingState {
  /** Boosted trees of each level, the lowest first. */
  readonly levels: readonly BoostedTreesState[];
}

const checkQuantiles = stateCheck<QuantileBoostingState>((state) => {
  const levels = state.field('levels').list();
  if (levels.length === 0) state.field('levels').refuse('hold at least one', 0);
  for (const level of levels) level.record();
});

/**
 * Boosted trees for quantiles: one boosted model per level, each minimizing its pinball loss; where two of them cross, they swap.
 *
 * Answers the median unless levels are asked for. Every leaf ends at the quantile of its own rows.
 *
 * @shape x: n x p with NaN for missing numbers, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID, MEMORY_EXHAUSTED
 * @cost That of boosted trees, times the levels; bins are cut once.
 * @source Koenker & Bassett (1978), Econometrica 46, 33-50; Friedman (2001), Annals of Statistics 29, 1189-1232; Chernozhukov,
 * Fernández-Val & Galichon (2010), Econometrica 78, 1093-1125 (order).
 */
export const quantileBoosting: Estimator<typeof params, QuantileBoostingState> = {
  name: 'quantile-boosting',
  title: 'Boosted quantiles',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'native',
    weights: true,
    quantiles: 'only',
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'nRounds',
  },
  source:
    'Koenker & Bassett (1978), Econometrica 46, 33-50; Friedman (2001), Annals of Statistics 29, 1189-1232.',
  fit(x, y, values, context) {
    assertFitInputs(quantileBoosting, x, y, context);
    numbersOf('quantile-boosting', y);
    const levels = askedLevels('quantile-boosting', context);
    const previous = context.previous as QuantileBoostingState | undefined;
    const rows = areBinsKept(x) ? x : { ...x };
    if (rows !== x) keepBins(rows);
    return {
      levels: Array.from(levels, (quantileLevel, q) => {
        const given = { ...values, objective: 'quantile', quantileLevel };
        return boostedTrees.fit(rows, y, resolveParams('boosted-trees', BOOSTING_PARAMS, given), {
          ...context,
          ...(previous && { previous: previous.levels[q] }),
        });
      }),
    };
  },
  predict(state, x) {
    checkQuantiles('quantile-boosting', state);
    const k = state.levels.length;
    const quantiles = new Float64Array(x.nRows * k);
    state.levels.forEach((level, q) => {
      const answers = boostedTrees.predict(level, x);
      for (let i = 0; i < x.nRows; i++) quantiles[i * k + q] = answers[i];
    });
    return sortWithinRows(quantiles, k);
  },
};
