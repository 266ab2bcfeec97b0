import type { Gate } from './gate.ts';
import { decided } from './outcomes.ts';

/** It must be surely better than what guesses. */
export const baselineGate: Gate = {
  name: 'baseline',
  check: ({ asked, besideGuessing }) =>
    !asked.betterThanBaseline
      ? []
      : besideGuessing.map(({ subject, isBetter, gain, sentence }) =>
          decided(
            { gate: 'baseline', subject, unit: null, reason: sentence },
            {
              isFine: isBetter,
              measured: gain,
              limit: gain === null ? null : { side: 'above', value: 0 },
            },
          ),
        ),
};
