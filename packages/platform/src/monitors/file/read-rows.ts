import type { Heap } from '@kaizenml/ml/cells';
import { type Piece, type PieceRows, readCsvPiece, readJsonPiece } from '../../datasets/index.ts';

/** What is read of a piece. */
export interface ReadWanted {
  readonly wanted: ReadonlySet<string>;
  /** Columns that are read as numbers where every cell is one. */
  readonly numbers: ReadonlySet<string>;
  /** Memory that cells are cut in. */
  readonly heap: Heap;
}

/** The wanted columns of a piece. */
export function readRows(piece: Piece, { wanted, numbers, heap }: ReadWanted): PieceRows {
  if (piece.kind === 'columns')
    return { nRows: piece.nRows, columns: new Map(piece.columns), broken: new Map() };
  if (piece.layout.format === 'jsonl') return readJsonPiece(piece.bytes, { wanted, numbers });
  return readCsvPiece(piece.bytes, { ...piece.layout, wanted, numbers, heap });
}
