import { describeMetric } from '@kaizenml/ml/metrics';
import { marginOf, sayValue, surelyWorse, Z_95 } from '../../monitors/index.ts';
import { realisedOf } from '../measured-by.ts';
import { type FindImprovements, gainOf, type ImprovedEndpoint } from './improvement.ts';

/**
 * Training anew: where columns drifted that the answers rest on, or where answers are worse than in training by what matters.
 *
 * The gain is what was lost since training: no new model is promised to be better than that.
 */
export const findWornModel: FindImprovements = (of) => {
  const { endpoint, settings, now } = of;
  const { scored } = now;
  if (scored === undefined) return [];
  const stale = staleColumns(of);
  const { metric, training } = scored;
  const realised = realisedOf(now);
  const { better } = describeMetric(metric);
  const margin = marginOf(metric, training?.value ?? 0, settings.performance.worseThanTraining);
  const isWorse = (by: number) =>
    realised !== undefined &&
    training !== undefined &&
    surelyWorse({ ...realised, z: Z_95 }, { ...training, z: Z_95 }, { better, margin: by })
      .verdict === 'drift';
  if (stale.length === 0 && !isWorse(margin)) return [];
  const isLost = realised !== undefined && training !== undefined && isWorse(0);
  const gain = isLost ? { ...gainOf(training, realised, { better }), unit: metric } : null;
  const measured =
    realised === undefined
      ? 'No label says yet what it costs.'
      : `By labels ${metric} is ${sayValue(realised)}${training === undefined ? '' : `, in training ${sayValue(training)}`}.`;
  return [
    {
      ...{ endpoint, kind: 'worn-model' },
      title:
        stale.length === 0
          ? 'Train anew: the answers are worse than in training.'
          : `Train anew: ${stale.join(', ')} ${stale.length === 1 ? 'is' : 'are'} not what the model learned from.`,
      why: measured,
      gain,
      noGain: isLost
        ? null
        : 'Nothing was surely lost since training as far as labels show, so no gain can be stated.',
      next: `kaizen retrainings start ${endpoint}`,
      weight: gain === null ? null : gain.value / margin,
    },
  ];
};

/** Columns that drifted in the last verdict, and that the answers rest on beyond the chance of their measurement. */
function staleColumns({ now, importance }: ImprovedEndpoint): string[] {
  const rested = new Set(
    importance.filter(({ mean, sd }) => mean > 2 * sd).map(({ column }) => column),
  );
  return now.driftedLast.filter((column) => rested.has(column));
}
