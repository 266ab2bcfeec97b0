import { marginOf } from '../../monitors/index.ts';
import { realisedOf } from '../measured-by.ts';
import type { FindImprovements } from './improvement.ts';

/** Answers with a label where there are enough for twice as many. */
const MOST_LABELLED = 0.5;

/**
 * More labels, where there are none, or so few that a loss that matters would not be seen.
 *
 * The gain is of the width of the interval, which is in inverse proportion to the root of the number of labels.
 */
export const findFewLabels: FindImprovements = ({ endpoint, settings, now }) => {
  const { scored, feedback } = now;
  if (scored === undefined || feedback.nRows === 0) return [];
  const { metric } = scored;
  const common = { endpoint, kind: 'few-labels' as const, weight: null };
  const next = `kaizen predictions label ${endpoint} labels.csv`;
  if (feedback.nLabelled === 0)
    return [
      {
        ...common,
        title: 'Send labels.',
        why: `Of ${feedback.nRows} answers none has a label: nobody knows how good they were.`,
        gain: null,
        noGain: 'Without a label nothing is known of what could be gained.',
        next,
      },
    ];
  const realised = realisedOf(now);
  if (realised === undefined || realised.low === null || realised.high === null) return [];
  const width = realised.high - realised.low;
  const margin = marginOf(metric, realised.value, settings.performance.worseThanTraining);
  const share = feedback.nLabelled / feedback.nRows;
  if (share > MOST_LABELLED || width / 2 <= margin) return [];
  const narrower = width / Math.SQRT2;
  const show = (value: number) => String(Number(value.toPrecision(2)));
  return [
    {
      ...common,
      title: 'Send twice as many labels.',
      why: `${feedback.nLabelled} of ${feedback.nRows} answers have one. The interval of ${metric} is ${show(width)} wide, with twice as many labels ${show(narrower)}; a loss of ${show(margin)} matters.`,
      gain: {
        value: width - narrower,
        low: null,
        high: null,
        unit: `width of the interval of ${metric}`,
      },
      noGain: null,
      next,
    },
  ];
};
