import type { FindImprovements } from './improvement.ts';

const CODES: ReadonlySet<string> = new Set(['LABELS_NOISY', 'LABELS_OUTLYING']);

/** Labels of the training table that a model contradicts which has not seen their rows. The gain is of labels; what the metric gains is known once they are right. */
export const findNoisyLabels: FindImprovements = ({ endpoint, learned }) =>
  (learned?.findings ?? [])
    .filter(({ code }) => CODES.has(code))
    .map(({ message, hint, details: { share } }) => ({
      ...{ endpoint, kind: 'noisy-labels' as const },
      title: 'Put labels right that the model learned from.',
      why: [message, ...(hint === undefined ? [] : [hint])].join(' '),
      gain:
        typeof share === 'number'
          ? { value: share, low: null, high: null, unit: 'share of right labels' }
          : null,
      noGain: typeof share === 'number' ? null : 'Nobody knows how many labels are wrong.',
      next: `kaizen runs show ${learned?.run} --json`,
      weight: null,
    }));
