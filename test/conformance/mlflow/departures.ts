/** A place where we say something else than MLflow's server, on purpose. */
export interface Departure {
  readonly promise: string;
  /** Keys down to what differs in the answers of `expected.json`. */
  readonly at: readonly string[];
  readonly ours: unknown;
  readonly reason: string;
}

const HISTORY =
  'a metric keeps its history; the run shows the point of the largest step, then time, then value';
const NUMBERS = 'metrics that are no numbers and infinite come back';
const FILTERS = "filters of runs choose what MLflow's choose";
const BETWEEN = 'filters take names in lists, which MLflow has for ids alone';

/** All of them; one that MLflow's server says too fails the test. */
export const DEPARTURES: readonly Departure[] = [
  {
    ...{ promise: HISTORY, at: ['history'], ours: [1, 3, 2, 9, 4, 8, 7] },
    reason: 'points come in the order in which they were logged; clients sort by what they draw',
  },
  {
    ...{ promise: NUMBERS, at: ['in the run', 'up'], ours: 'Infinity' },
    reason: 'infinity stays what it is; MLflow makes the largest number of it',
  },
  {
    ...{ promise: NUMBERS, at: ['in the run', 'down'], ours: '-Infinity' },
    reason: 'infinity stays what it is; MLflow makes the least number of it',
  },
  {
    ...{ promise: NUMBERS, at: ['in the history'], ours: ['NaN', 'Infinity', '-Infinity'] },
    reason: 'infinity stays what it is; MLflow makes the largest number of it',
  },
  {
    promise: 'NaN is taken as a text, and as a bare token as Python writes it',
    ...{ at: ['true'], ours: 400 },
    reason: 'a truth value is no number',
  },
  {
    promise: 'metrics of many runs are read in one call',
    ...{ at: ['steps'], ours: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99] },
    reason: 'sampled by steps and the last one, as MLflow 2 does and its tests still state',
  },
  {
    ...{ promise: FILTERS, at: ["run_name IN ('run 0', 'run 3')"], ours: ['run 0', 'run 3'] },
    reason: BETWEEN,
  },
  {
    ...{ promise: FILTERS, at: ["run_name NOT IN ('run 0', 'run 3')"] },
    ...{ ours: ['run 1', 'run 2', 'run 4', 'run 5'], reason: BETWEEN },
  },
  {
    promise: 'logged models are created, tagged, given params, finished, searched and deleted',
    ...{ at: ["status = 'READY'"], ours: ['m'] },
    reason: 'MLflow compares its numbers of statuses with the word, and never finds one',
  },
  {
    promise:
      'a large file goes up, in parts where the server takes them, and one that is given up leaves nothing',
    ...{ at: ['parts'], ours: 3 },
    reason: 'parts are taken over every place of files; MLflow takes them over a bucket alone',
  },
];
