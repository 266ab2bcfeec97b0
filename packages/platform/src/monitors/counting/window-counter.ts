import type { Signature } from '@kaizenml/contracts';
import type { Column } from '@kaizenml/ml/table';
import { addWindow, type ColumnBaseline, countColumn } from '@kaizenml/ml/windows';
import type { LoggedRequest } from '../../predictions/log.ts';
import { answerColumn } from '../answer-column.ts';
import { LATENCY_BINNING } from './latency-binning.ts';
import { readableRows } from './readable-rows.ts';
import { emptyCounts, type WindowCounts } from './window-counts.ts';

/** What a version is counted by. */
export interface CountedVersion {
  readonly signature: Pick<Signature, 'inputs' | 'output'>;
  /** The columns of its baseline that requests say something of. */
  readonly columns: readonly ColumnBaseline[];
}

/** Counts the requests of one version in one window. */
export interface WindowCounter {
  readonly nRows: number;
  add(request: LoggedRequest): void;
  finish(): WindowCounts;
}

/** Rows that become columns together. */
const ROWS_AT_ONCE = 4096;

/**
 * A window that nothing is in. Holds some thousand rows at a time.
 *
 * Each row counts for those that it stands for: 1 divided by the share that was logged and by the probability with which a rollout
 * had this version answer.
 *
 * @source Horvitz & Thompson (1952), Journal of the American Statistical Association 47(260), for the weights.
 */
export function createCounter(version: CountedVersion): WindowCounter {
  const counts = emptyCounts(version.columns);
  const latencies: number[] = [];
  let waiting: LoggedRequest[] = [];
  let nWaiting = 0;
  let nRows = 0;
  const flush = (): void => {
    if (nWaiting > 0) countRows(counts, version, waiting);
    waiting = [];
    nWaiting = 0;
  };
  return {
    get nRows() {
      return nRows;
    },
    add(request) {
      if (request.kind === 'failure') {
        counts.nFailures++;
        return;
      }
      counts.nRequests++;
      latencies.push(request.latencyMs);
      waiting.push(request);
      nWaiting += request.rows.length;
      nRows += request.rows.length;
      if (nWaiting >= ROWS_AT_ONCE) flush();
    },
    finish() {
      flush();
      const values = Float64Array.from(latencies);
      const column: Column = { name: LATENCY_BINNING.name, kind: 'number', values };
      addWindow(counts.latency, countColumn(LATENCY_BINNING, column));
      return counts;
    },
  };
}

function countRows(
  counts: WindowCounts,
  { signature, columns }: CountedVersion,
  requests: readonly LoggedRequest[],
): void {
  const rows = requests.flatMap((request) => [...request.rows]);
  const { table, unreadable } = readableRows(signature.inputs, rows);
  for (const [name, n] of Object.entries(unreadable))
    counts.unreadable[name] = (counts.unreadable[name] ?? 0) + n;
  const inputs = new Map(table.columns.map((column) => [column.name, column]));
  const answers = answerColumns(signature, requests);
  const weights = weightsOf(requests);
  columns.forEach(({ role, binning }, i) => {
    const column = role === 'input' ? inputs.get(binning.name) : answers.get(binning.name);
    const into = counts.columns[i];
    if (column === undefined || into === undefined || !isOfKind(column, binning.kind)) return;
    addWindow(into, countColumn(binning, column, weights));
  });
}

function answerColumns(
  { output }: CountedVersion['signature'],
  requests: readonly LoggedRequest[],
): ReadonlyMap<string, Column> {
  const answers = requests.flatMap(({ predictions }) => [...predictions]);
  const said = answerColumn(
    output.name,
    answers.map(({ prediction }) => prediction),
  );
  const probabilities = (output.classes ?? []).map((name): [string, Column] => {
    const values = Float64Array.from(
      answers,
      ({ probabilities: stated }) => stated?.[name] ?? Number.NaN,
    );
    const column = `probability of ${name}`;
    return [column, { name: column, kind: 'number', values }];
  });
  return new Map([[output.name, said], ...probabilities]);
}

/** Answers of other kinds than the baseline's are another model's, and say nothing of this one. */
function isOfKind(column: Column, kind: Column['kind']): boolean {
  const isNumber = (of: Column['kind']) => of === 'number' || of === 'date';
  return isNumber(column.kind) === isNumber(kind);
}

/** Undefined where each row stands for itself. */
function weightsOf(requests: readonly LoggedRequest[]): Float64Array | undefined {
  if (requests.every(({ weight = 1, propensity = 1 }) => weight === 1 && propensity === 1))
    return undefined;
  return Float64Array.from(
    requests.flatMap(({ rows, weight = 1, propensity = 1 }) => rows.map(() => weight / propensity)),
  );
}
