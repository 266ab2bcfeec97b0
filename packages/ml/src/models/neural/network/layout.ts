import type { InputColumns } from './columns.ts';
import { countLoose } from './encode-rows.ts';

/** Columns of a panel: every width is a multiple of it. */
export const LANES = 8;

/** A table of the learned places of a category's levels. */
export interface EmbeddingTable {
  /** Position of its first float. */
  readonly at: number;
  readonly nRows: number;
  /** Floats per row. */
  readonly width: number;
  /** Input that its first float goes to. */
  readonly input: number;
}

/** The learned curves of the columns of numbers: LANES per column, each a weighted sum of ramps, rectified. */
export interface RampLayer {
  /** Which of the numbers have curves. */
  readonly numbers: readonly number[];
  /** Ramps per column, a multiple of LANES. */
  readonly nPieces: number;
  /** Position of one matrix of nPieces x LANES per column. */
  readonly weights: number;
  /** Position of LANES floats per column. */
  readonly biases: number;
  /** Input that the first curve goes to: one panel per column. */
  readonly input: number;
}

/** A dense layer of `inner` inputs and `outer` outputs; positions of its arrays in floats. */
export interface DenseLayer {
  readonly inner: number;
  readonly outer: number;
  readonly weights: number;
  readonly biases: number;
  /** Outputs that are not there to fill a panel. */
  readonly nUnits: number;
  /** Gains, then shifts, of batch normalization; absent without. */
  readonly gains?: number;
}

/** Where everything that is learned lies in one array of floats. */
export interface Layout {
  readonly nLoose: number;
  readonly tables: readonly EmbeddingTable[];
  readonly ramps: RampLayer;
  /** Hidden layers, then the layer of scores. */
  readonly layers: readonly DenseLayer[];
  readonly length: number;
}

/** What a layout follows from. */
export interface LayoutOptions {
  readonly columns: InputColumns;
  /** Ramps per column of numbers, a multiple of LANES. */
  readonly nPieces: number;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  readonly nScores: number;
  /** Whether hidden layers have gains and shifts. */
  readonly normalized: boolean;
}

/** Numbers have curves up to this many columns of them: beyond, the first layer would be little else. */
const MAX_RAMPED = 128;

/** Lays everything out, one array after the other, each from a multiple of LANES on. */
export function layOut({ columns, nPieces, hidden, nScores, normalized }: LayoutOptions): Layout {
  let length = 0;
  const take = (nFloats: number): number => {
    const at = length;
    length += padded(nFloats);
    return at;
  };
  const nLoose = countLoose(columns);
  let input = nLoose;
  const tables = columns.categories.map(({ nRows }) => {
    const width = embeddingWidth(nRows);
    const table = { at: take(nRows * width), nRows, width, input };
    input += width;
    return table;
  });
  const numbers = bentNumbers(columns);
  const ramps = {
    numbers,
    nPieces,
    weights: take(numbers.length * nPieces * LANES),
    biases: take(numbers.length * LANES),
    input: padded(input),
  };
  let inner = ramps.input + numbers.length * LANES;
  const layers = [...hidden, nScores].map((nUnits, l) => {
    const outer = padded(nUnits);
    const arrays = { weights: take(inner * outer), biases: take(outer) };
    const gains = normalized && l < hidden.length ? { gains: take(2 * outer) } : {};
    const layer = { inner, outer, nUnits, ...arrays, ...gains };
    inner = outer;
    return layer;
  });
  return { nLoose, tables, ramps, layers, length };
}

/** One ramp alone is the number itself. */
function bentNumbers({ numbers }: InputColumns): number[] {
  const bent = numbers.flatMap(({ knots }, j) => (knots.length > 2 ? [j] : []));
  return bent.length <= MAX_RAMPED ? bent : [];
}

/** Width rounded up to whole panels. */
export function padded(width: number): number {
  return Math.ceil(width / LANES) * LANES;
}

/** Width of the first layer's input. */
export function inputWidth({ layers }: Layout): number {
  return layers[0].inner;
}

/** The last layer. */
export function scoreLayer({ layers }: Layout): DenseLayer {
  return layers[layers.length - 1];
}

/** @source Howard & Gugger (2020), "fastai: a layered API", Information 11: 1.6 k^0.56, here at most 16. */
function embeddingWidth(nLevels: number): number {
  return Math.min(16, Math.ceil(1.6 * nLevels ** 0.56));
}

/** Position of element (i, j) in the panels of a matrix of n rows. */
export function panelIndex(n: number, i: number, j: number): number {
  return ((j >> 3) * n + i) * LANES + (j & 7);
}
