/** Digits that the generator makes a new number of with every request: a time, so that no two points are the same. */
export const STAMP = '1800000000000';
const N_BODIES = 16;

/** One load shape of MLflow-Go's benchmark. */
export interface Case {
  readonly name: string;
  readonly path: string;
  readonly stamp?: string;
  /** How often MLflow-Go completed what MLflow did: its published figures, both on PostgreSQL. */
  readonly goRatio?: number;
  /** Bodies that are sent in turn. */
  bodies(given: Given): readonly string[];
}

/** What bodies speak of: a run that nothing was logged to, and experiments. */
export interface Given {
  readonly runId: string;
  /** A new experiment. */
  readonly experimentId: string;
  /** The one with many runs. */
  readonly filledId: string;
}

/**
 * The cases, in the order in which they are measured: what is searched has the same number of rows everywhere.
 *
 * All connections log to one run, as they do there: metrics with values of chance at step 0, params that are the same each time.
 *
 * @source mlflow/mlflow-go, "benchmarks", k6 with 20 virtual users for 30 s.
 */
export const CASES: readonly Case[] = [
  {
    ...{ name: 'search experiments', path: 'experiments/search', goRatio: 67_065 / 28_583 },
    bodies: () => [JSON.stringify({ max_results: 1000 })],
  },
  {
    ...{ name: 'search runs, 1000 of many', path: 'runs/search', goRatio: 5753 / 582 },
    bodies: ({ filledId }) => [JSON.stringify({ experiment_ids: [filledId], max_results: 1000 })],
  },
  {
    ...{ name: 'create a run', path: 'runs/create', goRatio: 43_431 / 23_525, stamp: STAMP },
    bodies: ({ experimentId }) => [bodyOfRun(experimentId)],
  },
  logMetrics(10, 32_827 / 10_224),
  logMetrics(500),
  logParams(10, 74_127 / 46_346),
  logParams(100, 47_940 / 29_635),
];

/** What creates a run. */
export const bodyOfRun = (experimentId: string) =>
  JSON.stringify({
    ...{ experiment_id: experimentId, start_time: Number(STAMP) },
    tags: [{ key: 'mlflow.user', value: 'k6' }],
  });

function logMetrics(n: number, goRatio?: number): Case {
  return {
    ...{ name: `log ${n} metrics`, path: 'runs/log-batch', stamp: STAMP },
    ...(goRatio === undefined ? {} : { goRatio }),
    bodies: ({ runId }) =>
      Array.from({ length: N_BODIES }, () => {
        const metrics = Array.from({ length: n }, (_, i) => ({
          ...{ key: `metric_${i}`, value: i * Math.random(), timestamp: Number(STAMP), step: 0 },
        }));
        return JSON.stringify({ run_id: runId, tags: [], params: [], metrics });
      }),
  };
}

function logParams(n: number, goRatio: number): Case {
  return {
    ...{ name: `log ${n} params`, path: 'runs/log-batch', goRatio },
    bodies: ({ runId }) => {
      const params = Array.from({ length: n }, (_, i) => ({
        ...{ key: `param_${i}`, value: `param_value_${i}` },
      }));
      return [JSON.stringify({ run_id: runId, tags: [], params, metrics: [] })];
    },
  };
}
