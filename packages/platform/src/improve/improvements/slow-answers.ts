import { formatMs } from '../format-ms.ts';
import { latencyQuantile } from '../latency-quantile.ts';
import type { FindImprovements } from './improvement.ts';

/** Who waits longer notices. @source Card, Robertson & Mackinlay (1991), CHI, on a tenth of a second. */
const NOTICED_MS = 100;
/** Two bins of latencies: less may be the grid alone. */
const SLOWER = 1.5;

/** Endpoints whose slowest hundredth takes so long that people notice, or clearly longer than before. */
export const findSlowAnswers: FindImprovements = ({ endpoint, now, before }) => {
  const ms = latencyQuantile(now.latency, 0.99);
  if (ms === undefined) return [];
  const past = latencyQuantile(before.latency, 0.99);
  const isSlower = past !== undefined && ms > SLOWER * past;
  if (ms < NOTICED_MS && !isSlower) return [];
  const half = latencyQuantile(now.latency, 0.5);
  return [
    {
      ...{ endpoint, kind: 'slow-answers' },
      title: isSlower ? 'Answer as fast as before.' : 'Answer faster.',
      why: `One request in a hundred takes ${formatMs(ms)} or longer${half === undefined ? '' : `, half of them ${formatMs(half)}`}${past === undefined ? '' : `; before it was ${formatMs(past)}`}.`,
      gain: isSlower ? { value: ms - past, low: null, high: null, unit: 'ms' } : null,
      noGain: isSlower ? null : 'It was never faster, so nobody has measured how fast it could be.',
      next: `kaizen endpoints load-test ${endpoint}`,
      weight: null,
    },
  ];
};
