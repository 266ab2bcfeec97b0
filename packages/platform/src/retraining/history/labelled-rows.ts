import type { Row, Signature } from '@kaizenml/contracts';
import { readCell, UNREADABLE } from '@kaizenml/ml/table';
import type { LabeledRequest, LabelValue, PredictionLog } from '../../predictions/index.ts';

/** Rows of the prediction log whose label is known, in order of time. */
export interface LabelledRows {
  /** With the columns that the model reads; what it could not read of one is null. */
  readonly rows: readonly Row[];
  /** As the target is written: a class, or a number. */
  readonly labels: readonly (string | number)[];
  /** When each was answered, milliseconds since 1970. */
  readonly at: Float64Array;
  /** Rows that each stands for, where a share is logged. */
  readonly weights: Float64Array;
}

/** What of the log is new. */
export interface LabelledSpan {
  /** Rows after this are new, ISO 8601. */
  readonly learnedUntil: string;
  /** So are earlier ones whose label came after this. */
  readonly knownAt: string;
  /** Earlier rows are not looked at, whenever their label came, ISO 8601. Default: all are. */
  readonly from?: string;
  /** Neither rows nor labels from here on are looked at. */
  readonly until: string;
  /** Of more rows than this every so-manieth is read, evenly over the whole span. Default: all are. */
  readonly most?: number;
}

/**
 * Reads the labelled rows that a champion has not learned from.
 *
 * @cost O(requests of the log); the chosen rows are held in memory.
 */
export async function readLabelledRows(
  log: Pick<PredictionLog, 'scan'>,
  { endpoint, signature, span }: Looked,
): Promise<LabelledRows> {
  const rows: Row[] = [];
  const labels: (string | number)[] = [];
  const [at, weights]: [number[], number[]] = [[], []];
  const { most = Number.POSITIVE_INFINITY } = span;
  let [nRead, every] = [0, 1];
  for await (const { request, row, truth } of newLabels(log, { endpoint, signature, span })) {
    if (nRead++ % every !== 0) continue;
    rows.push(readable(signature, row));
    labels.push(truth);
    at.push(Date.parse(request.at));
    weights.push(request.weight ?? 1);
    if (rows.length <= most) continue;
    for (const list of [rows, labels, at, weights]) dropEverySecond(list);
    every *= 2;
  }
  return { rows, labels, at: Float64Array.from(at), weights: Float64Array.from(weights) };
}

function dropEverySecond(list: unknown[]): void {
  const kept = list.filter((_, i) => i % 2 === 0);
  list.splice(0, list.length, ...kept);
}

interface Looked {
  readonly endpoint: string;
  readonly signature: Signature;
  readonly span: LabelledSpan;
}

/** How many labelled rows a champion has not learned from. @cost O(requests of the log). */
export async function countLabelled(
  log: Pick<PredictionLog, 'scan'>,
  looked: Looked,
): Promise<number> {
  let n = 0;
  for await (const _ of newLabels(log, looked)) n++;
  return n;
}

/** Rows whose label is new, and one that the model could answer. */
async function* newLabels(
  log: Pick<PredictionLog, 'scan'>,
  { endpoint, signature, span }: Looked,
): AsyncGenerator<{
  readonly request: LabeledRequest;
  readonly row: Row;
  readonly truth: string | number;
}> {
  const toTruth = truthReader(signature.output);
  for await (const request of log.scan(endpoint, { from: span.from, to: span.until }))
    for (const [i, row] of request.rows.entries()) {
      const label = request.labels[i];
      if (!label || !isNew(request, label.at, span)) continue;
      const truth = toTruth(label.label);
      if (truth !== undefined) yield { request, row, truth };
    }
}

/** Whether neither the row nor its label were there when the champion's table was gathered. */
function isNew(
  { at }: Pick<LabeledRequest, 'at'>,
  labelledAt: string,
  { learnedUntil, knownAt, until }: LabelledSpan,
): boolean {
  return labelledAt < until && (at > learnedUntil || labelledAt > knownAt);
}

/** Writes labels as the target is written; undefined for one that the model cannot answer. */
export function truthReader({
  task,
  classes = [],
}: Pick<Signature['output'], 'task' | 'classes'>): (
  label: LabelValue,
) => string | number | undefined {
  if (task !== 'regression') {
    const known = new Set(classes);
    return (label) => (known.has(String(label)) ? String(label) : undefined);
  }
  return (label) => {
    const value = typeof label === 'string' && label.trim() === '' ? Number.NaN : Number(label);
    return Number.isFinite(value) ? value : undefined;
  };
}

function readable({ inputs }: Signature, row: Row): Row {
  return Object.fromEntries(
    inputs.map((field) => {
      const value = Object.hasOwn(row, field.name) ? (row[field.name] ?? null) : null;
      return [field.name, readCell(field, value) === UNREADABLE ? null : value];
    }),
  );
}
