import type { MetricHistories, MetricPoint } from '../store.ts';
import { sampledSteps } from './sampled-steps.ts';

/** Histories up to so many points are sampled by step alone, as the protocol's own server does; longer ones by their shape. */
const SHORT = 2500;

/** The points of one run that a chart shows. */
export interface SampledRun {
  readonly runId: string;
  readonly points: readonly MetricPoint[];
}

/**
 * Points of a metric of several runs, for a chart that compares them.
 *
 * Of short histories those of the same steps, evenly spread over the steps of all of them, and the first and last of each. A long
 * one would lose its peaks that way: the store samples it by its shape.
 */
export async function sampleHistories(
  metrics: MetricHistories,
  {
    runIds,
    key,
    most,
    ...steps
  }: {
    readonly runIds: readonly string[];
    readonly key: string;
    /** Points per run, about. */
    readonly most: number;
    readonly fromStep?: number;
    readonly toStep?: number;
  },
): Promise<readonly SampledRun[]> {
  const { fromStep = Number.NEGATIVE_INFINITY, toStep = Number.POSITIVE_INFINITY } = steps;
  const histories = await Promise.all(
    runIds.map(async (runId) => {
      const { items, next } = await metrics.history(runId, key, { limit: SHORT });
      if (next !== undefined)
        return {
          ...{ runId, isWhole: false },
          points: await metrics.sample(runId, key, { maxPoints: most, ...steps }),
        };
      const points = items.filter(({ step }) => step >= fromStep && step <= toStep);
      return { runId, isWhole: true, points };
    }),
  );
  const short = histories.filter(({ isWhole }) => isWhole).map(({ points }) => stepsOf(points));
  const sampled = new Set(sampledSteps(ascending(short.flat()), { fromStep, toStep, most }));
  for (const each of short) {
    sampled.add(each[0] ?? Number.NaN);
    sampled.add(each.at(-1) ?? Number.NaN);
  }
  return histories.map(({ runId, isWhole, points }) => ({
    runId,
    points: (isWhole ? points.filter(({ step }) => sampled.has(step)) : points).toSorted(byStep),
  }));
}

function stepsOf(points: readonly MetricPoint[]): readonly number[] {
  return ascending(points.map(({ step }) => step));
}

function ascending(steps: readonly number[]): readonly number[] {
  return [...new Set(steps)].toSorted((a, b) => a - b);
}

function byStep(a: MetricPoint, b: MetricPoint): number {
  return a.step - b.step || a.atMs - b.atMs;
}
