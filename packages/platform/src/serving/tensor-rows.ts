import type { Row } from '@kaizenml/contracts';
import { sha256 } from '../kit/index.ts';
import { elementAt, type NamedTensor, writeBinary } from './oip/index.ts';

/** Elements of a tensor beyond which the log keeps its hash: a float as text costs a tenth of a microsecond, and a request some hundred. */
const MOST_ELEMENTS = 100;
/** Letters of a tensor of texts beyond which the log keeps its hash. */
const MOST_LETTERS = 10_000;
/** Rows of a request beyond which the log has one for all of them: a row with nothing in it costs bytes, too. */
const MOST_ROWS = 10_000;

/** Rows that a request of tensors has in the log: the length of the first axis of its first tensor. */
export function countTensorRows([first]: readonly Pick<NamedTensor, 'shape'>[]): number {
  const nRows = first?.shape[0] ?? 1;
  return nRows > MOST_ROWS ? 1 : nRows;
}

/**
 * Tensors as rows of the log. A tensor whose first axis has the length of the rows is cut along it; any other one stands in
 * the first row as it is. Of a tensor of more than 100 elements, or 10 000 letters, or none at all, the first row has the
 * datatype, the shape, and the SHA-256 of its binary form. Numbers that are not finite are null.
 *
 * @source Open Inference Protocol v2, "Binary Tensor Data Extension", for the form that is hashed.
 */
export function tensorRows(tensors: readonly NamedTensor[], nRows: number): Row[] {
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < nRows; i++) rows.push({});
  const [first] = rows;
  if (first === undefined) return rows;
  for (const tensor of tensors) {
    const { name, datatype, shape } = tensor;
    if (isHashed(tensor)) first[name] = { datatype, shape, sha256: sha256(writeBinary(tensor)) };
    else if (shape[0] !== nRows) first[name] = nested(tensor, 0, 0);
    else {
      const step = stepOf(shape, 0);
      for (const [i, row] of rows.entries()) row[name] = nested(tensor, 1, i * step);
    }
  }
  return rows;
}

/** Whether a tensor has too much, or nothing, to be written: the shape of an empty one may say a million empty lists. */
function isHashed({ values }: NamedTensor): boolean {
  if (values.length === 0 || values.length > MOST_ELEMENTS) return true;
  if (ArrayBuffer.isView(values)) return false;
  let nLetters = 0;
  for (const text of values) nLetters += text?.length ?? 0;
  return nLetters > MOST_LETTERS;
}

/** Elements from a place on, as lists within lists: a list per place along an axis, and within it those of the axes behind. */
function nested(tensor: NamedTensor, axis: number, from: number): unknown {
  const { shape } = tensor;
  const length = shape[axis];
  if (length === undefined) return plain(elementAt(tensor, from));
  const step = stepOf(shape, axis);
  const isLast = axis === shape.length - 1;
  const list: unknown[] = [];
  for (let i = 0; i < length; i++)
    list.push(
      isLast ? plain(elementAt(tensor, from + i)) : nested(tensor, axis + 1, from + i * step),
    );
  return list;
}

/** Elements between two neighbors along an axis. */
function stepOf(shape: readonly number[], axis: number): number {
  let step = 1;
  for (let i = axis + 1; i < shape.length; i++) step *= shape[i] ?? 1;
  return step;
}

/** An element as JSON holds it: an integer that a double does not hold is text. */
function plain(value: ReturnType<typeof elementAt>): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
