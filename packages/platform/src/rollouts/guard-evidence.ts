import type { Finding } from '@kaizenml/ml/sequential';
import type { Watched } from './watched.ts';

/** What a guard knows at one time, as numbers. */
export interface GuardEvidence {
  readonly name: string;
  readonly title: string;
  /** Of all numbers: a share, or the unit of what is compared. */
  readonly unit: 'share' | 'value';
  readonly tolerance: number;
  readonly margin: number;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export function toGuardEvidence(
  watched: Watched | undefined,
  { name, verdict }: Finding,
): GuardEvidence | undefined {
  if (watched === undefined) return undefined;
  const { title, guard } = watched;
  const { tolerance, margin, difference, interval } = verdict;
  return {
    ...{ name, title, unit: guard.unit === 'value' ? 'value' : 'share' },
    ...{ tolerance, margin, difference, low: interval.low, high: interval.high },
  };
}
