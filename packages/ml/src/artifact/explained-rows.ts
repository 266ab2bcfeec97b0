import { invariant } from '@kaizenml/contracts';
import { mixableRows } from '../explain/index.ts';
import { type Features, isSparse, stackRows, stackSparse, takeMatrixRows } from '../math/index.ts';
import type { InputBlock } from '../preprocess/index.ts';
import type { AnswerPrepared } from './answering.ts';
import type { RowToExplain } from './explain-row.ts';

/** How prepared rows answer, and which of their columns belong together, per graph. */
interface Answering {
  readonly blocks: readonly (readonly InputBlock[])[];
  readonly answer: AnswerPrepared;
}

/**
 * A row and its background, each prepared by every graph, as an explanation takes them: one dense matrix whose inputs can
 * be mixed.
 */
export function explainedRows(
  row: readonly Features[],
  background: readonly Features[],
  { blocks, answer }: Answering,
): Pick<RowToExplain, 'cells' | 'background' | 'blocks' | 'answers'> {
  const parts = row.map((x, g) => ({ x: stacked(x, background[g]), blocks: blocks[g] }));
  const mixable = mixableRows(parts);
  const others = Int32Array.from({ length: background[0].nRows }, (_, i) => i + 1);
  return {
    cells: takeMatrixRows(mixable.x, [0]).values,
    background: takeMatrixRows(mixable.x, others),
    blocks: mixable.blocks,
    answers: (x) => answer(mixable.rowsOf(x)),
  };
}

function stacked(above: Features, below: Features): Features {
  if (isSparse(above) && isSparse(below)) return stackSparse(above, below);
  invariant(!isSparse(above) && !isSparse(below), 'a row and its background are prepared alike');
  return stackRows(above, below);
}
