import type { Signature } from '@kaizenml/contracts';
import type { Heap } from '@kaizenml/ml/cells';
import { type Piece, type PieceRows, readCsvPiece, readJsonPiece } from '../datasets/index.ts';

/** The columns of a piece that a model reads or that are kept. */
export function readPiece(
  { signature: { inputs }, heap }: { readonly signature: Signature; readonly heap: Heap },
  piece: Piece,
  keep: readonly string[],
): PieceRows {
  if (piece.kind === 'columns')
    return { nRows: piece.nRows, columns: new Map(piece.columns), broken: new Map() };
  const kept = new Set(keep);
  const wanted = new Set([...inputs.map(({ name }) => name), ...keep]);
  const numbers = new Set(
    inputs.filter(({ name, kind }) => kind === 'number' && !kept.has(name)).map(({ name }) => name),
  );
  return piece.layout.format === 'jsonl'
    ? readJsonPiece(piece.bytes, { wanted, numbers })
    : readCsvPiece(piece.bytes, { ...piece.layout, wanted, numbers, heap });
}
