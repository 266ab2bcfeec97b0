import { invariant } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { SelectionRow } from '@kaizenml/ml/features';
import { getMetric, signOf } from '@kaizenml/ml/metrics';

type Way = OutputOf<Operations['datasets']['select']>['ways'][number];
type Figure = Way['gain'];

/** Standard errors above which the best of several ways is better than chance would have it. */
const CERTAIN = 3;

/** What each way of choosing came to over the folds. Metrics that a fold does not define are left out of it. */
export function summarizeWays(rows: readonly SelectionRow[], metrics: readonly string[]): Way[] {
  const [all] = rows;
  invariant(all !== undefined, 'a selection has ways');
  const sign = signOf(getMetric(metrics[0] ?? ''));
  return rows.map(({ method: { name, title, kind }, folds }) => ({
    name,
    title,
    kind,
    nFeatures: meanOf(folds.map(({ kept }) => kept.length)),
    metrics: Object.fromEntries(
      metrics.flatMap((metric, m) => {
        const values = folds.map((fold) => fold.values[m] ?? Number.NaN).filter(Number.isFinite);
        return values.length === 0 ? [] : [[metric, figureOf(values)]];
      }),
    ),
    gain: figureOf(
      folds
        .map(({ values }, f) => sign * ((values[0] ?? Number.NaN) - (all.folds[f]?.values[0] ?? 0)))
        .filter(Number.isFinite),
    ),
    features: countKept(folds.map(({ kept }) => kept)),
  }));
}

/** The fewest features that cost no more than chance explains, and whether any way is better than all of them. */
export function adviceOf([all, ...ways]: readonly Way[]): string {
  invariant(all !== undefined, 'a selection compares with all features');
  const best = ways.toSorted((a, b) => b.gain.mean - a.gain.mean)[0];
  if (best !== undefined && best.gain.mean > CERTAIN * best.gain.standardError)
    return `${best.title} is better with ${round(best.nFeatures)} of ${round(all.nFeatures)} features than all of them are: what says nothing does harm.`;
  const equal = ways
    .filter(({ gain }) => gain.mean >= -gain.standardError)
    .toSorted((a, b) => a.nFeatures - b.nFeatures || b.gain.mean - a.gain.mean)[0];
  return equal === undefined
    ? `Every way of choosing loses something that all ${round(all.nFeatures)} features have: keep them, or choose more with \`--count\`.`
    : `${equal.title} is as good with ${round(equal.nFeatures)} of ${round(all.nFeatures)} features, as far as these folds can tell: a smaller model answers faster.`;
}

function countKept(folds: readonly (readonly string[])[]): Way['features'] {
  const counts = new Map<string, number>();
  for (const name of folds.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, nFolds]) => ({ name, nFolds }))
    .sort((a, b) => b.nFolds - a.nFolds || (a.name < b.name ? -1 : 1));
}

function figureOf(values: readonly number[]): Figure {
  const mean = meanOf(values);
  const n = values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: n < 2 ? 0 : Math.sqrt(squares / (n * (n - 1))) };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(n: number): string {
  return String(Math.round(n));
}
