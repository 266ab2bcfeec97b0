import type { Estimate } from '@kaizenml/contracts';
import { wilsonInterval } from '@kaizenml/ml/stats';
import type { LabeledRequest, LabelValue, PredictionLog, RowTags } from '../log.ts';
import { drawOrder } from './draw-order.ts';
import { holds } from './tagged.ts';
import { wrongBy } from './wrong-by.ts';

/** A wrong answer. */
export interface WrongRow {
  readonly request: LabeledRequest;
  /** From 1. */
  readonly row: number;
  readonly label: LabelValue;
  readonly loss: number;
  /** Null where nobody looked, or beside another label. */
  readonly found: RowTags | null;
}

/** What was read of the answers of a span. */
export interface LookedThrough {
  /** First instant that was read, ISO 8601. */
  readonly from: string;
  readonly nAnswers: number;
  readonly isCut: boolean;
  readonly nLabelled: number;
  readonly nWrong: number;
  readonly loss: (Estimate & { readonly metric: 'error rate' | 'mean absolute error' }) | null;
  readonly rows: readonly WrongRow[];
}

/** Rows that are read at most. */
const MOST_ROWS = 100_000;
const Z_95 = 1.959963984540054;

/** What is looked for. */
export interface LookChoice {
  readonly endpoint: string;
  readonly from: string;
  /** next: drawn in proportion to their loss · found: those with a finding, the newest first. */
  readonly show: 'next' | 'found';
  readonly limit: number;
}

/**
 * Wrong answers of an endpoint, from the newest 100 000 rows of a span. Answers of another kind than the newest one are left out: numbers
 * where it is a class, classes where it is a number.
 *
 * @cost O(rows logged) time, at most 100 000; memory for the rows that are given.
 */
export async function lookThrough(
  log: Pick<PredictionLog, 'scan'>,
  { endpoint, from, show, limit }: LookChoice,
): Promise<LookedThrough> {
  const rows = show === 'next' ? firstBy(limit) : newest(limit);
  const sums = { nLabelled: 0, nWrong: 0, weight: 0, weightSquares: 0, loss: 0, squares: 0 };
  let [nAnswers, isCut, oldest] = [0, false, from];
  let kind: string | undefined;
  for await (const request of log.scan(endpoint, { from, newestFirst: true })) {
    if (nAnswers + request.rows.length > MOST_ROWS) {
      isCut = true;
      break;
    }
    nAnswers += request.rows.length;
    oldest = request.at;
    const { weight = 1 } = request;
    for (const [i, prediction] of request.predictions.entries()) {
      const label = request.labels[i]?.label;
      const loss = label === undefined ? undefined : wrongBy(prediction, label);
      if (label === undefined || loss === undefined) continue;
      kind ??= typeof prediction.prediction;
      if (kind !== typeof prediction.prediction) continue;
      count(sums, { loss, weight });
      if (loss === 0) continue;
      const known = request.tags?.[i] ?? null;
      const found = known !== null && holds(known, label) ? known : null;
      rows.offer({ request, row: i + 1, label, loss, found }, weight);
    }
  }
  const { nLabelled, nWrong } = sums;
  return {
    ...{ from: isCut ? oldest : from, nAnswers, isCut, nLabelled, nWrong },
    loss: nLabelled === 0 ? null : { ...meanLoss(sums, kind === 'string'), metric: metricOf(kind) },
    rows: rows.taken(),
  };
}

function metricOf(kind: string | undefined) {
  return kind === 'string' ? ('error rate' as const) : ('mean absolute error' as const);
}

interface Sums {
  nLabelled: number;
  nWrong: number;
  weight: number;
  weightSquares: number;
  loss: number;
  squares: number;
}

function count(sums: Sums, { loss, weight }: { readonly loss: number; readonly weight: number }) {
  sums.nLabelled++;
  if (loss > 0) sums.nWrong++;
  sums.weight += weight;
  sums.weightSquares += weight * weight;
  sums.loss += weight * loss;
  sums.squares += weight * loss * loss;
}

/** The mean loss: a share with Wilson's interval, a mean with the normal one, for as many rows of weight 1 as say the same. */
function meanLoss(sums: Sums, isShare: boolean): Estimate {
  const { weight, weightSquares, loss, squares } = sums;
  const value = loss / weight;
  const n = weight ** 2 / weightSquares;
  if (isShare) return { value, ...wilsonInterval(value * n, n) };
  if (n < 2) return { value, low: null, high: null };
  const variance = Math.max(0, squares / weight - value ** 2) * (n / (n - 1));
  const half = Z_95 * Math.sqrt(variance / n);
  return { value, low: Math.max(0, value - half), high: value + half };
}

interface Taken {
  offer(row: WrongRow, weight: number): void;
  taken(): readonly WrongRow[];
}

/** Those to look through next. */
function firstBy(limit: number): Taken {
  const kept: { readonly order: number; readonly row: WrongRow }[] = [];
  return {
    offer(row, weight) {
      if (row.found !== null) return;
      const { requestId } = row.request;
      const order = drawOrder({ requestId, row: row.row }, row.loss * weight);
      if (kept.length === limit && order >= (kept.at(-1)?.order ?? 0)) return;
      const at = kept.findIndex((one) => order < one.order);
      kept.splice(at < 0 ? kept.length : at, 0, { order, row });
      if (kept.length > limit) kept.pop();
    },
    taken: () => kept.map(({ row }) => row),
  };
}

/** Those that somebody looked through. */
function newest(limit: number): Taken {
  const kept: WrongRow[] = [];
  return {
    offer(row) {
      if (row.found !== null && kept.length < limit) kept.push(row);
    },
    taken: () => kept,
  };
}
