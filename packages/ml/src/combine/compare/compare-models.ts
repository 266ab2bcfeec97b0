import { type Metric, signOf } from '../../metrics/index.ts';
import type { Library } from '../library/library.ts';
import { type CorrectedValue, correctOptimism } from './correct-optimism.ts';
import { modelConfidenceSet, type Standing } from './model-confidence-set.ts';
import { type ResampleOptions, resampleValues } from './resample-values.ts';

/** What a leaderboard may claim. */
export interface Comparison {
  /** Per member: whether it can be told from the best one. */
  readonly standings: readonly Standing[];
  /** The winner's value without the optimism of having won. */
  readonly winner: CorrectedValue;
  readonly sentence: string;
}

/**
 * Marks the models that cannot be told from the best one, and corrects the winner's value, on the same resamples.
 *
 * Both speak of other rows of the same kind, with the models as they were trained; how models vary with their training
 * rows is not in it.
 *
 * @param options.level Share of cases in which the truly best model may be left unmarked. Default 0.05.
 * @throws What `resampleValues` throws.
 */
export function compareModels(
  library: Library,
  metric: Metric,
  options: ResampleOptions & { readonly level?: number },
): Comparison {
  const resampled = resampleValues(library, metric, options);
  const toLosses = (values: Float64Array) => values.map((each) => -signOf(metric) * each);
  const standings = modelConfidenceSet(
    toLosses(resampled.values),
    resampled.drawn.map(toLosses),
    options.level,
  );
  const winner = correctOptimism(resampled, metric);
  const nAlike = standings.filter(({ isIndistinguishable }) => isIndistinguishable).length - 1;
  const { id } = library.members[winner.winner];
  const others =
    nAlike <= 0
      ? 'and is better than all others beyond chance'
      : `and ${nAlike} other ${nAlike === 1 ? 'model cannot' : 'models cannot'} be told from it`;
  return {
    standings,
    winner,
    sentence: `${id} has the best ${metric.title}, ${winner.asSeen.toPrecision(4)} (${Math.max(0, winner.optimism).toPrecision(2)} too good, since it was chosen for it), ${others}.`,
  };
}
