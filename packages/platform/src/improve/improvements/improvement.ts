import type { ColumnImportance, Estimate, Finding } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { BaselinePerformance } from '@kaizenml/ml/windows';
import { Z_95 } from '../../monitors/index.ts';
import type { TaggedRow } from '../../predictions/index.ts';
import type { Report } from '../compare-figures.ts';
import type { PeriodFacts } from '../read-period.ts';
import type { StaleColumn } from '../stale/read-stale.ts';

export type Improvement = Report['improvements'][number];

/** What improvements of an endpoint are looked for in. */
export interface ImprovedEndpoint {
  readonly endpoint: string;
  readonly settings: MonitorSettings;
  readonly now: PeriodFacts;
  readonly before: PeriodFacts;
  /** Inputs of the version that answered most that no longer move. */
  readonly stale: readonly StaleColumn[];
  /** Of the columns of the version that answered most; empty where nobody knows. */
  readonly importance: readonly ColumnImportance[];
  /** Wrong answers of the last four weeks that people looked through, with what they found. */
  readonly looked: readonly TaggedRow[];
  /** That version on rows unseen in training, by the metric of the importance; absent where nobody measured it. */
  readonly measured?: BaselinePerformance | undefined;
  /** How the version that answered most was trained; absent where it was not trained here. */
  readonly learned?: { readonly run: string; readonly findings: readonly Finding[] } | undefined;
}

/** An improvement, and how many times its gain is what matters in the metric; null of other units and without an estimate. */
export interface FoundImprovement extends Improvement {
  readonly weight: number | null;
}

/** Looks for improvements of one kind. */
export type FindImprovements = (of: ImprovedEndpoint) => readonly FoundImprovement[];

/** How much better one value is than another, with the interval of 95 % of independent normal values. */
export function gainOf(
  good: Estimate,
  bad: Estimate,
  { better, share = 1 }: { readonly better: 'higher' | 'lower'; readonly share?: number },
): Estimate {
  const value = share * (better === 'higher' ? 1 : -1) * (good.value - bad.value);
  const [a, b] = [errorOf(good), errorOf(bad)];
  if (a === undefined || b === undefined) return { value, low: null, high: null };
  const half = share * Z_95 * Math.hypot(a, b);
  return { value, low: value - half, high: value + half };
}

function errorOf({ low, high }: Estimate): number | undefined {
  return low === null || high === null ? undefined : (high - low) / (2 * Z_95);
}
