import { inDigits } from '../in-digits.ts';
import type { Gate } from './gate.ts';
import { limited, sayLimit } from './outcomes.ts';

const BYTES_PER_MB = 1e6;

/** The artifact must not be too large. */
export const sizeGate: Gate = {
  name: 'size',
  check: ({ asked: { sizeMb }, sizeBytes }) => {
    if (sizeMb === undefined) return [];
    const limit = { side: 'at-most', value: sizeMb } as const;
    const value = sizeBytes / BYTES_PER_MB;
    const reason = `The artifact must have ${sayLimit(limit)} MB, got ${inDigits(value, 3)} MB.`;
    const measured = { value, low: null, high: null };
    return [
      limited(
        { gate: 'size', subject: 'Size of the artifact', unit: 'MB', reason },
        { limit, measured },
      ),
    ];
  },
};
