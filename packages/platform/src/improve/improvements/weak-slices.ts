import { describeMetric } from '@kaizenml/ml/metrics';
import {
  marginOf,
  measureOutcomes,
  nClassesOf,
  outcomesWithout,
  SURE,
  sayValue,
  surelyWorse,
  Z_95,
} from '../../monitors/index.ts';
import { type FindImprovements, gainOf } from './improvement.ts';

/** Fewer labelled rows than these, in the slice or beside it, say nothing. */
const LEAST_LABELLED = 100;
const MOST_SLICES = 3;

/**
 * Parts of the rows that are answered worse than the other rows, by what matters and more than chance makes among all slices
 * (Bonferroni).
 *
 * The gain, if they were answered as the others are: the difference by the share of the slice, which for means of losses is what the
 * metric of all rows would gain.
 */
export const findWeakSlices: FindImprovements = ({ endpoint, settings, now }) => {
  const { scored, performance } = now;
  if (scored === undefined) return [];
  const { metric } = scored;
  const { better } = describeMetric(metric);
  const measured = { metric, nClasses: nClassesOf(scored) };
  const { outcomes, slices } = performance;
  const looked = Object.entries(slices).filter(
    ([, slice]) => Math.min(slice.nRows, outcomes.nRows - slice.nRows) >= LEAST_LABELLED,
  );
  return looked
    .flatMap(([name, slice]) => {
      const here = measureOutcomes(slice, measured);
      const elsewhere = measureOutcomes(outcomesWithout(outcomes, slice), measured);
      if (here === undefined || elsewhere === undefined) return [];
      const margin = marginOf(metric, elsewhere.value, settings.performance.worseThanTraining);
      const { pValue, verdict } = surelyWorse(
        { ...here, z: Z_95 },
        { ...elsewhere, z: Z_95 },
        { better, margin },
      );
      if (verdict !== 'drift' || (pValue ?? 1) * looked.length > SURE) return [];
      const share = slice.nRows / outcomes.nRows;
      const gain = gainOf(elsewhere, here, { better, share });
      return [
        {
          ...{ endpoint, kind: 'weak-slice' as const },
          title: `Answer rows with ${name} as well as the others.`,
          why: `There ${metric} is ${sayValue(here)} in ${slice.nRows} labelled rows, elsewhere ${sayValue(elsewhere)}; they are ${Math.round(100 * share)} % of the labelled rows. The gain is the difference by that share.`,
          gain: { ...gain, unit: metric },
          noGain: null,
          next: `kaizen monitors performance ${endpoint}`,
          weight: gain.value / margin,
        },
      ];
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_SLICES);
};
