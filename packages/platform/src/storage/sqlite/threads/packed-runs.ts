import type { MetricPoint, TrackedRun } from '../../../tracking/store.ts';

type Source = Pick<MetricPoint, 'modelId' | 'dataset'>;

/** Runs as they cross between threads: points of metrics in columns, since objects take longer to send than to read. */
export interface PackedRuns {
  readonly runs: readonly Omit<TrackedRun, 'metrics'>[];
  /** How many points each run has; those of all runs lie in the columns one after the other. */
  readonly counts: readonly number[];
  /** Names of metrics, once each. */
  readonly names: readonly string[];
  /** Of each point where in `names` its name is. */
  readonly keys: Uint32Array;
  readonly values: Float64Array;
  readonly times: Float64Array;
  readonly steps: Float64Array;
  /** Which points say what they were measured of, and that. */
  readonly sources: readonly (readonly [number, Source])[];
}

/** Packs runs. */
export function packRuns(runs: readonly TrackedRun[]): PackedRuns {
  const counts = runs.map(({ metrics }) => metrics.length);
  const nPoints = counts.reduce((sum, count) => sum + count, 0);
  const [values, times, steps] = [0, 1, 2].map(() => new Float64Array(nPoints)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const keys = new Uint32Array(nPoints);
  const numbers = new Map<string, number>();
  const sources: (readonly [number, Source])[] = [];
  let i = 0;
  for (const { metrics } of runs)
    for (const { key, value, atMs, step, ...source } of metrics) {
      const number = numbers.get(key) ?? numbers.size;
      if (number === numbers.size) numbers.set(key, number);
      keys[i] = number;
      values[i] = value;
      times[i] = atMs;
      steps[i] = step;
      if (source.modelId !== undefined || source.dataset !== undefined) sources.push([i, source]);
      i++;
    }
  return {
    runs: runs.map(({ metrics: _, ...run }) => run),
    ...{ counts, names: [...numbers.keys()], keys, values, times, steps, sources },
  };
}

/** The runs again. */
export function unpackRuns({ runs, counts, names, sources, ...columns }: PackedRuns): TrackedRun[] {
  const { keys, values, times, steps } = columns;
  const points = Array.from(
    keys,
    (key, i): MetricPoint => ({
      key: names[key] as string,
      value: values[i] as number,
      atMs: times[i] as number,
      step: steps[i] as number,
    }),
  );
  for (const [i, source] of sources) points[i] = { ...(points[i] as MetricPoint), ...source };
  let end = 0;
  return runs.map((run, i) => {
    const start = end;
    end += counts[i] as number;
    return { ...run, metrics: points.slice(start, end) };
  });
}
