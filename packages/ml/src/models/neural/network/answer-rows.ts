import { type Matrix, sigmoid, softmaxInPlace } from '../../../math/index.ts';
import type { InputColumns } from './columns.ts';
import { encodeRows } from './encode-rows.ts';
import { answer, writeInputs } from './forward.ts';
import { type Layout, panelIndex, scoreLayer } from './layout.ts';
import { type Engine, openWorkspace } from './workspace.ts';

/** Networks that answer together. */
export interface NetworkMembers {
  readonly columns: InputColumns;
  readonly layout: Layout;
  /** Of one member after the other, each laid out by `layout`. */
  readonly weights: Float32Array;
  /** 0 for numbers. */
  readonly nClasses: number;
  /** What a score of 0 means, and what one of 1 adds: for numbers. */
  readonly center: number;
  readonly scale: number;
}

/** Rows that are answered at a time: the outputs of all layers stay in the cache. */
const MAX_ROWS = 256;

/**
 * The mean answer of the members to each row: a number, or the probability of each class.
 *
 * @shape x: m x p; the result has m values or m x nClasses, row-major.
 * @cost O(weights) per row and member.
 */
export function answerRows(state: NetworkMembers, x: Matrix, engine: Engine): Float64Array {
  const { columns, layout, weights, nClasses } = state;
  const width = Math.max(nClasses, 1);
  const answers = new Float64Array(x.nRows * width);
  const nMembers = weights.length / layout.length;
  const work = openWorkspace(layout, Math.min(x.nRows, MAX_ROWS), engine);
  const held = engine.heap.floats(work.weights, layout.length);
  const part = new Float64Array(work.maxRows * width);
  for (let from = 0; from < x.nRows; from += MAX_ROWS) {
    const to = Math.min(from + MAX_ROWS, x.nRows);
    const encoded = encodeRows(columns, x, from, to);
    const rows = Int32Array.from({ length: to - from }, (_, i) => i);
    for (let member = 0; member < nMembers; member++) {
      held.set(weights.subarray(member * layout.length, (member + 1) * layout.length));
      writeInputs(layout, work, encoded, rows);
      readScores(state, answer(layout, work, rows.length), rows.length, part);
      for (let i = 0; i < rows.length * width; i++) answers[from * width + i] += part[i];
    }
  }
  for (let i = 0; i < answers.length; i++) answers[i] /= nMembers;
  return answers;
}

/** Scores in panels as answers, row-major. */
function readScores(
  { layout, nClasses, center, scale }: NetworkMembers,
  scores: Float32Array,
  n: number,
  answers: Float64Array,
): void {
  const { nUnits } = scoreLayer(layout);
  for (let i = 0; i < n; i++) {
    if (nClasses === 0) answers[i] = center + scale * scores[panelIndex(n, i, 0)];
    else if (nClasses === 2) {
      answers[2 * i + 1] = sigmoid(scores[panelIndex(n, i, 0)]);
      answers[2 * i] = 1 - answers[2 * i + 1];
    } else {
      for (let k = 0; k < nUnits; k++) answers[i * nClasses + k] = scores[panelIndex(n, i, k)];
      softmaxInPlace(answers, i * nClasses, nClasses);
    }
  }
}
