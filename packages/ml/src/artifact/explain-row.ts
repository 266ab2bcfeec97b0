import {
  AppError,
  type InputField,
  type Prediction,
  type Row,
  type Signature,
} from '@kaizenml/contracts';
import {
  boundedWork,
  finish,
  type MixableRows,
  shapleySteps,
  wordEffects,
} from '../explain/index.ts';
import { type Matrix, seededRandom, takeMatrixRows } from '../math/index.ts';
import { middleLevel } from '../models/index.ts';
import { isoDate, readCell, UNREADABLE } from '../table/index.ts';
import type { Contribution, ExplainOptions, Explanation } from './model.ts';

/** A row with its answer, and what is needed to explain it. */
export interface RowToExplain {
  readonly signature: Signature;
  readonly row: Row;
  readonly prediction: Prediction;
  /** The row, and below it the background. */
  readonly mixable: Pick<MixableRows, 'x' | 'blocks'>;
  /** Answers of the model to such rows, one after the other. */
  answers(x: Matrix): Float64Array;
  /** The same for rows as callers send them; without it no words are explained. */
  answersTo?(rows: readonly Row[]): Float64Array;
}

/**
 * Shares the difference between an answer and the average answer out among the columns.
 *
 * It evaluates about 20 000 rows at most, since others wait for the same thread: where the columns
 * are many (beyond 38 with 64 background rows), fewer background rows are used, spread evenly, then
 * fewer pairs, but at least 8 and 1. The average is that of the rows used, so the shares always add up.
 *
 * @cost See `boundedWork`.
 * @throws MODEL_ARTIFACT_INVALID when there are no background rows.
 */
export function explainRow(asked: RowToExplain, options?: ExplainOptions): Explanation {
  return finish(explainRowSteps(asked, options));
}

/** `explainRow` in steps of some tens of rows each, so that a server may answer others in between. */
export function* explainRowSteps(
  { signature, row, prediction, mixable: { x, blocks }, answers, answersTo }: RowToExplain,
  { nPairs = 4, seed = 1 }: ExplainOptions = {},
): Generator<undefined, Explanation> {
  const nBackgroundRows = x.nRows - 1;
  if (nBackgroundRows === 0) {
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: 'explain.json must hold background rows to explain an answer, got none.',
      hint: 'Give `explain.json` of the artifact to `openModel` or `loadModel`; import a model of another library with `--data`.',
      details: { file: 'explain.json', nBackgroundRows: 0 },
    });
  }
  const { output } = signature;
  const width = output.classes?.length ?? output.quantiles?.length ?? 1;
  const k = explainedAnswer(signature, prediction);
  const used = blocks.filter(({ start, end }) => end > start);
  const explained = (all: Float64Array, nRows: number): Float64Array =>
    width === 1 ? all : Float64Array.from({ length: nRows }, (_, i) => all[i * width + k]);
  const work = boundedWork(used.length, { nBackgroundRows, nPairs });
  const values = yield* shapleySteps(
    {
      row: x.values.slice(0, x.nColumns),
      background: spreadBackground(x, work.nBackgroundRows),
      blocks: used,
      predict: (mixed) => explained(answers(mixed), mixed.nRows),
    },
    { nPairs: work.nPairs, random: seededRandom(seed) },
  );
  const contributions = used.map(({ input }, j): Contribution => {
    const field = signature.inputs.find(({ name }) => name === input);
    const value = field === undefined ? null : shownValue(field, row);
    const own = { column: input, value, contribution: values.contributions[j] };
    if (field?.kind !== 'text' || typeof value !== 'string' || !answersTo) return own;
    const words = wordEffects(value, (texts) => {
      const rows = texts.map((text) => ({ ...row, [input]: text }));
      return explained(answersTo(rows), rows.length);
    });
    return { ...own, words };
  });
  return {
    ...prediction,
    explained: output.classes === undefined ? output.name : `probability of "${output.classes[k]}"`,
    average: values.average,
    answer: values.answer,
    contributions: contributions.sort(
      (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
    ),
  };
}

/** `n` rows below the first one, at even distances. */
function spreadBackground(x: Matrix, n: number): Matrix {
  const all = x.nRows - 1;
  return takeMatrixRows(
    x,
    Int32Array.from({ length: n }, (_, i) => 1 + Math.floor((i * all) / n)),
  );
}

function explainedAnswer({ output }: Signature, { prediction }: Prediction): number {
  if (output.quantiles !== undefined) return middleLevel(output.quantiles);
  if (output.classes === undefined) return 0;
  return output.task === 'binary' ? 1 : output.classes.indexOf(String(prediction));
}

function shownValue(field: InputField, row: Row): number | string | null {
  const read = readCell(field, Object.hasOwn(row, field.name) ? row[field.name] : null);
  if (read === UNREADABLE || read === null || Number.isNaN(read)) return null;
  return field.kind === 'date' ? isoDate(read as number) : read;
}
