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

/** The runs again. Points of a run become objects when they are asked for first. */
export function unpackRuns({ runs, counts, sources, ...columns }: PackedRuns): TrackedRun[] {
  let end = 0;
  let nSources = 0;
  return runs.map((run, i) => {
    const start = end;
    end += counts[i] as number;
    const first = nSources;
    while ((sources[nSources]?.[0] ?? end) < end) nSources++;
    const own = { start, end, sources: sources.slice(first, nSources) };
    let points: readonly MetricPoint[] | undefined;
    return {
      ...run,
      get metrics() {
        points ??= pointsOf(columns, own);
        return points;
      },
    };
  });
}

function pointsOf(
  { names, keys, values, times, steps }: Omit<PackedRuns, 'runs' | 'counts' | 'sources'>,
  {
    start,
    end,
    sources,
  }: Pick<PackedRuns, 'sources'> & { readonly start: number; readonly end: number },
): readonly MetricPoint[] {
  const points: MetricPoint[] = [];
  for (let i = start; i < end; i++)
    points.push({
      key: names[keys[i] as number] as string,
      value: values[i] as number,
      atMs: times[i] as number,
      step: steps[i] as number,
    });
  for (const [i, source] of sources)
    points[i - start] = { ...(points[i - start] as MetricPoint), ...source };
  return points;
}
