import { betterWay } from './better-way.ts';
import { type ContrastedRun, isSeed } from './contrasted-run.ts';
import { noiseOf, type RunNoise } from './noise-of.ts';
import { type PairEvidence, pairsOf } from './pairs-of.ts';

/** Something that was logged and is not the same. */
export interface RunDifference {
  readonly kind: 'param' | 'data' | 'environment';
  readonly name: string;
  readonly value: string | undefined;
  readonly against: string | undefined;
  readonly pairs: PairEvidence | undefined;
}

/** A metric of two runs. */
export interface ContrastedMetric {
  readonly key: string;
  readonly value: number;
  readonly against: number;
  readonly better: 'higher' | 'lower' | undefined;
}

/** What can be known of why a run is better than another. */
export interface RunContrast {
  readonly metric: ContrastedMetric | undefined;
  readonly differences: readonly RunDifference[];
  readonly noise: RunNoise | undefined;
}

/**
 * Contrasts two runs, and asks others what they say of each difference.
 *
 * @param others Runs of the same experiment; the two may be among them.
 * @param metric Default: one that both have and whose name says which way is better, else any.
 */
export function contrastRuns(
  run: ContrastedRun,
  against: ContrastedRun,
  {
    others,
    metric: key = usualMetric(run, against),
  }: { readonly others: readonly ContrastedRun[]; readonly metric?: string | undefined },
): RunContrast {
  const metric = key === undefined ? undefined : metricOf(run, against, key);
  const rest = others.filter(({ id }) => id !== run.id && id !== against.id);
  const differences = (['param', 'data', 'environment'] as const).flatMap((kind) =>
    differencesOf(kind, run, against).map((difference) => ({
      ...difference,
      pairs:
        kind === 'param' && metric !== undefined && !isSeed(difference.name)
          ? pairsOf(rest, {
              ...{ param: difference.name, from: difference.against, to: difference.value },
              ...{ metric: metric.key, way: metric.value - metric.against },
            })
          : undefined,
    })),
  );
  return {
    metric,
    differences: differences.sort((a, b) => (b.pairs?.nPairs ?? 0) - (a.pairs?.nPairs ?? 0)),
    noise: metric && noiseOf([...rest, run, against], metric.key),
  };
}

const PARTS = { param: 'params', data: 'data', environment: 'environment' } as const;

function differencesOf(
  kind: RunDifference['kind'],
  run: ContrastedRun,
  against: ContrastedRun,
): Omit<RunDifference, 'pairs'>[] {
  const [mine, theirs] = [run[PARTS[kind]], against[PARTS[kind]]];
  return [...new Set([...mine.keys(), ...theirs.keys()])]
    .sort()
    .map((name) => ({ kind, name, value: mine.get(name), against: theirs.get(name) }))
    .filter(({ value, against: other }) => value !== other);
}

function metricOf(
  run: ContrastedRun,
  against: ContrastedRun,
  key: string,
): ContrastedMetric | undefined {
  const [value, other] = [run.metrics.get(key), against.metrics.get(key)];
  if (value === undefined || other === undefined) return undefined;
  return { key, value, against: other, better: betterWay(key) };
}

function usualMetric(run: ContrastedRun, against: ContrastedRun): string | undefined {
  const shared = [...run.metrics.keys()].filter((key) => against.metrics.has(key)).sort();
  return (
    shared.find((key) => betterWay(key) === 'higher') ??
    shared.find((key) => betterWay(key) !== undefined) ??
    shared[0]
  );
}
