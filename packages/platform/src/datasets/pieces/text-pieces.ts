import { AppError } from '@kaizenml/contracts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import type { ByteSource } from './byte-source.ts';
import { lastRecordEnd } from './last-record-end.ts';
import type { PlacedPiece, TextLayout, WantedColumns } from './piece.ts';

/** Bytes of a piece where nothing else is asked for: some ten thousand rows, so that what each piece costs once is little. */
export const PIECE_BYTES = 1 << 20;

/** What is cut into pieces. */
export interface CutText {
  readonly name: string;
  readonly layout: TextLayout;
  readonly open: (from: number) => ByteSource | Promise<ByteSource>;
  readonly room?: WantedColumns['room'] | undefined;
  readonly pieceBytes?: number | undefined;
}

/**
 * Text in pieces of whole records. Where they end depends on the text and on where they start, on nothing else.
 *
 * @throws LINE_TOO_LONG
 */
export async function* textPieces(
  {
    name,
    layout,
    open,
    room = (nBytes) => new Uint8Array(nBytes),
    pieceBytes = PIECE_BYTES,
  }: CutText,
  from: number,
): AsyncGenerator<PlacedPiece> {
  const delimiter = layout.format === 'csv' ? layout.delimiter : undefined;
  const source = await open(from);
  let [rest, next, size, isEnd] = [new Uint8Array(0), from, pieceBytes, false];
  try {
    while (!isEnd || rest.length > 0) {
      let bytes = room(size).subarray(0, size);
      bytes.set(rest.subarray(0, size));
      const nRead = rest.length < size && !isEnd ? await source.fill(bytes, rest.length) : 0;
      isEnd ||= rest.length + nRead < size;
      const behind = rest.subarray(size);
      bytes = bytes.subarray(0, Math.min(size, rest.length + nRead));
      const isLast = isEnd && behind.length === 0;
      const end = isLast ? bytes.length : lastRecordEnd(bytes, delimiter);
      rest = joined(bytes.subarray(end), behind);
      if (end === 0 && bytes.length > 0) {
        if (size > MAX_RECORD_BYTES) throw tooLong(name, next);
        size *= 2;
        continue;
      }
      size = pieceBytes;
      if (end === 0) return;
      next += end;
      const piece = { kind: 'text', layout, bytes: bytes.subarray(0, end) } as const;
      yield { piece, next, doneBytes: source.readBytes() };
    }
  } finally {
    await source.close();
  }
}

/** A copy: the bytes of a piece go to another thread. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function tooLong(file: string, offsetBytes: number): AppError {
  return new AppError('LINE_TOO_LONG', {
    message: `A record of "${file}" must be at most ${MAX_RECORD_BYTES} bytes, got more from byte ${offsetBytes} on.`,
    hint: 'Look for a quote that opens there and is not closed.',
    details: { file, offsetBytes, limitBytes: MAX_RECORD_BYTES },
  });
}
