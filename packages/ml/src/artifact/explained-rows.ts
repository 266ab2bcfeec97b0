import { invariant } from '@kaizenml/contracts';
import { pickedRows } from '../explain/index.ts';
import {
  type Features,
  isSparse,
  type Matrix,
  stackSparse,
  takeMatrixRows,
} from '../math/index.ts';
import type { InputBlock } from '../preprocess/index.ts';
import type { RowToExplain } from './explain-row.ts';

/** How rows answer, and which of their columns belong together. */
interface Answering {
  readonly blocks: readonly InputBlock[];
  answers(x: Features): Float64Array;
}

/**
 * A prepared row and its background as an explanation takes them: dense. Of rows without zeros, a column per input says
 * which row the entries of that input are taken from.
 */
export function explainedRows(
  row: Features,
  background: Features,
  { blocks, answers }: Answering,
): Pick<RowToExplain, 'cells' | 'background' | 'blocks' | 'answers'> {
  if (!isSparse(row)) {
    invariant(!isSparse(background), 'a row and its background are prepared alike');
    return { cells: row.values.slice(), background, blocks, answers };
  }
  invariant(isSparse(background), 'a row and its background are prepared alike');
  const picked = pickedRows(stackSparse(row, background), blocks);
  const others = Int32Array.from({ length: background.nRows }, (_, i) => i + 1);
  return {
    cells: takeMatrixRows(picked.x, [0]).values,
    background: takeMatrixRows(picked.x, others),
    blocks: picked.blocks,
    answers: (x: Matrix) => answers(picked.rowsOf(x)),
  };
}
