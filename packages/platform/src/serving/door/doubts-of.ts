import {
  type AppliedAssertion,
  type DoubtFile,
  type Prediction,
  type Row,
  type Signature,
  showShare,
} from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';
import {
  classSet,
  intervalAround,
  isInSegment,
  type NoveltyScorer,
  noveltyScorer,
} from '@kaizenml/ml/doubt';
import { type Cell, readCell, UNREADABLE } from '@kaizenml/ml/table';
import { weakSentence } from '../../models/index.ts';

/** What a request wants to know of its answers; what is undefined is as the endpoint has it. */
export interface DoubtsAsked {
  readonly flags?: boolean | undefined;
  readonly interval?: number | undefined;
}

/** A reason not to trust an answer. */
export interface RowFlag {
  /** From 1. */
  readonly row: number;
  /** `unusual`: unlike the rows of training; `weak`: of those in which the model errs more, as its card says. */
  readonly kind: 'unusual' | 'weak';
  readonly columns: readonly string[];
  /** Of `unusual`: share of ordinary rows that are as unusual. */
  readonly share?: number;
  readonly message: string;
}

/** Where the truth lies, of one row. */
export interface RowTrust {
  readonly interval?: { readonly level: number; readonly low: number; readonly high: number };
  readonly classes?: { readonly level: number; readonly names: readonly string[] };
}

/** How far the answers to some rows may be trusted. */
export interface RowDoubts {
  /** Where it was asked for: at most 100. */
  readonly flags?: readonly RowFlag[];
  /** With `flags`: all that there are, and the share of ordinary rows that are flagged as unusual. */
  readonly nFlags?: number;
  readonly alarmRate?: number;
  /** Where it was asked for: one per row. */
  readonly trust?: readonly RowTrust[];
}

const MOST_FLAGS = 100;
const NOTHING: RowDoubts = {};

/** What a model knows of its doubts. */
interface Doubting {
  readonly signature: Signature;
  readonly doubt?: DoubtFile | undefined;
}

/**
 * How far answers may be trusted, where the request or its endpoint asks. Nothing of a model that knows nothing of it, and no
 * interval where a business rule has changed the answer.
 *
 * @param rows As the model was asked them.
 * @cost Nothing where nothing is asked; else some microseconds per row.
 */
export function doubtsOf(
  model: Doubting,
  { doubt: settings }: EndpointSettings,
  {
    rows,
    predictions,
    applied,
    asked,
  }: {
    readonly rows: readonly Row[];
    readonly predictions: readonly Prediction[];
    readonly applied: readonly AppliedAssertion[];
    readonly asked: DoubtsAsked;
  },
): RowDoubts {
  const { flags: wantsFlags = settings.flags, interval = settings.interval } = asked;
  if (model.doubt === undefined || (!wantsFlags && interval === undefined)) return NOTHING;
  const changed = new Set(applied.flatMap(({ row, from, to }) => (from === to ? [] : [row - 1])));
  const { alarmRate } = settings;
  return {
    ...(wantsFlags && { ...flagsOf(model, model.doubt, { rows, alarmRate }), alarmRate }),
    ...(interval !== undefined && {
      trust: predictions.map((each, i) =>
        changed.has(i)
          ? {}
          : trustIn(each, model.doubt ?? {}, { level: interval, signature: model.signature }),
      ),
    }),
  };
}

function trustIn(
  { prediction, probabilities }: Prediction,
  { intervals, classSets }: DoubtFile,
  { level, signature }: { readonly level: number; readonly signature: Signature },
): RowTrust {
  if (intervals !== undefined && typeof prediction === 'number') {
    const found = intervalAround(intervals, prediction, level);
    return found === undefined ? {} : { interval: { level, ...found } };
  }
  const { classes } = signature.output;
  if (classSets === undefined || probabilities === undefined || classes === undefined) return {};
  const found = classSet(
    classSets,
    classes.map((name) => probabilities[name] ?? 0),
    level,
  );
  return found === undefined
    ? {}
    : { classes: { level, names: found.map((k) => classes[k] ?? '') } };
}

function flagsOf(
  model: Doubting,
  { novelty, weakSegments = [] }: DoubtFile,
  { rows, alarmRate }: { readonly rows: readonly Row[]; readonly alarmRate: number },
): Pick<RowDoubts, 'flags' | 'nFlags'> {
  const flags: RowFlag[] = [];
  let nFlags = 0;
  const add = (flag: RowFlag) => {
    if (nFlags++ < MOST_FLAGS) flags.push(flag);
  };
  const cellOf = cellReader(model.signature);
  const scorer = novelty && scorerOf(novelty);
  const cells: Cell[] = [];
  rows.forEach((row, i) => {
    if (novelty !== undefined && scorer !== undefined) {
      novelty.columns.forEach(({ name }, c) => {
        cells[c] = cellOf(row, name);
      });
      const found = scorer.judge(cells, alarmRate);
      if (found !== undefined) {
        const { pValue: share, columns, why } = found;
        const what = columns.map((name) => `"${name}"`).join(', ');
        const says =
          why === 'values'
            ? `what stands out is ${what}`
            : `${what} do not go together as in training`;
        add({
          ...{ row: i + 1, kind: 'unusual', columns, share },
          message: `At most ${showShare(share)} of ordinary rows are as unusual: ${says}.`,
        });
      }
    }
    for (const segment of weakSegments)
      if (isInSegment(segment, cellOf(row, segment.column)))
        add({
          ...{ row: i + 1, kind: 'weak', columns: [segment.column] },
          message: weakSentence(segment, model.signature.output),
        });
  });
  return { flags, nFlags };
}

const SCORERS = new WeakMap<object, NoveltyScorer>();

function scorerOf(novelty: NonNullable<DoubtFile['novelty']>): NoveltyScorer {
  const known = SCORERS.get(novelty) ?? noveltyScorer(novelty);
  SCORERS.set(novelty, known);
  return known;
}

function cellReader({ inputs }: Signature): (row: Row, name: string) => Cell {
  const fields = new Map(inputs.map((field) => [field.name, field]));
  return (row, name) => {
    const field = fields.get(name);
    if (field === undefined) return null;
    const read = readCell(field, Object.hasOwn(row, name) ? row[name] : null);
    return read === UNREADABLE ? null : read;
  };
}
