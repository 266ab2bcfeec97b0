import type { Signature } from '@kaizenml/contracts';
import type { Heap } from '@kaizenml/ml/cells';
import { type Piece, type PieceRows, readCsvPiece, readJsonPiece } from '../datasets/index.ts';
import type { BatchPlan } from './plan.ts';

/** The columns of a piece that a model reads or that are kept; of CSV that becomes CSV the bytes of the latter. */
export function readPiece(
  { signature: { inputs }, heap }: { readonly signature: Signature; readonly heap: Heap },
  piece: Piece,
  { keep, format }: BatchPlan,
): PieceRows {
  if (piece.kind === 'columns')
    return { nRows: piece.nRows, columns: new Map(piece.columns), broken: new Map() };
  const texts = new Set(keep.filter(({ kind }) => kind === 'text').map(({ name }) => name));
  const read = inputs.map(({ name }) => name);
  const kept = keep.map(({ name }) => name);
  const areSpans = format === 'csv' && piece.layout.format === 'csv';
  const numbers = new Set(
    inputs
      .filter(({ name, kind }) => kind === 'number' && (areSpans || !texts.has(name)))
      .map(({ name }) => name),
  );
  if (piece.layout.format === 'jsonl')
    return readJsonPiece(piece.bytes, { wanted: new Set([...read, ...kept]), numbers });
  const wanted = new Set(areSpans ? read : [...read, ...kept]);
  const spans = areSpans ? { spans: new Set(kept) } : {};
  return readCsvPiece(piece.bytes, { ...piece.layout, wanted, ...spans, numbers, heap });
}
