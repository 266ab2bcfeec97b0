import type { LoadStep } from '@kaizenml/contracts/operations';
import type { z } from 'zod';
import type { Sent } from './open-loop.ts';

export type Step = z.output<typeof LoadStep>;

/** Share of requests that may fail in a step that holds. */
const MAX_SHARE_FAILED = 0.001;

/** What a step says of the server: percentiles, and whether it held the budget. */
export function toStep(
  { latenciesMs, nFailed, senderLateMs, isOverrun }: Sent,
  { ratePerSec, budgetP99Ms }: { readonly ratePerSec: number; readonly budgetP99Ms: number },
): Step {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const nRequests = sorted.length + nFailed;
  const p99Ms = percentile(sorted, 0.99);
  const isLate = isOverrun || p99Ms === null || p99Ms > budgetP99Ms;
  const outcome =
    nFailed > nRequests * MAX_SHARE_FAILED
      ? 'failed'
      : !isLate
        ? 'held'
        : senderLateMs > budgetP99Ms / 2
          ? 'sender'
          : 'late';
  const [p50Ms, p999Ms] = [0.5, 0.999].map((q) => percentile(sorted, q)) as [number, number];
  return { ratePerSec, nRequests, nFailed, p50Ms, p99Ms, p999Ms, outcome };
}

/** Smallest value that so large a share does not exceed; null for no values. To a thousandth. */
function percentile(sorted: readonly number[], q: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  return value === undefined ? null : Math.round(value * 1000) / 1000;
}
