import { checkCalibration } from '../../monitors/index.ts';
import type { FindImprovements } from './improvement.ts';

/** Probabilities that do not come true as often as they say. The gain is how far they are off beyond what chance makes of right ones. */
export const findCalibration: FindImprovements = ({ endpoint, now }) => {
  const found = checkCalibration(now.performance.outcomes.trust);
  if (found?.verdict !== 'drift' || found.effect === null) return [];
  return [
    {
      ...{ endpoint, kind: 'calibration' },
      title: 'Calibrate the probabilities anew.',
      why: `Of the probabilities, ${found.why ?? 'some do not come true as often as they say'}.`,
      gain: { value: found.effect, low: null, high: null, unit: 'calibration error' },
      noGain: null,
      next: `kaizen retrainings start ${endpoint}`,
      weight: null,
    },
  ];
};
