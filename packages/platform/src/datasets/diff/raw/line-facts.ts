import { isUtf8 } from 'node:buffer';

/** What is known of a piece of a file that ends behind a line. */
export interface LineFacts {
  readonly nLines: number;
  /** Lines that end with CR LF. */
  readonly nCrLf: number;
  /** Whether every line can be one record: no blank line, no lone CR, no NUL, UTF-8. */
  readonly isPlain: boolean;
  readonly hasQuotes: boolean;
}

const [NUL, LF, CR, BLANK, QUOTE] = [0, 10, 13, 32, 34] as const;
/** First bytes of characters of UTF-8 that may be blank. */
const FIRST_OF_MANY = 0xc2;

/** Looks at the lines of a piece. @cost The time of finding its line breaks. */
export function lineFacts(piece: Uint8Array): LineFacts {
  const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  const hasCr = bytes.includes(CR);
  let [nLines, nCrLf, nBlank] = [0, 0, 0];
  for (let start = 0; start < bytes.length; nLines++) {
    const found = bytes.indexOf(LF, start);
    const end = found < 0 ? bytes.length : found;
    if (hasCr && found > start && bytes[found - 1] === CR) nCrLf++;
    const first = bytes[start] ?? 0;
    if ((first <= BLANK || first >= FIRST_OF_MANY) && isBlank(bytes, start, end)) nBlank++;
    start = end + 1;
  }
  const isPlain =
    nBlank === 0 &&
    (!hasCr || countOf(bytes, CR) === nCrLf) &&
    !bytes.includes(NUL) &&
    isUtf8(bytes);
  return { nLines, nCrLf, isPlain, hasQuotes: bytes.includes(QUOTE) };
}

/** Lines of a stretch that ends behind one. */
export function countLines(bytes: Buffer, start: number, end: number): number {
  let n = 0;
  for (let at = start; at < end; n++) {
    const found = bytes.indexOf(LF, at);
    at = found < 0 ? end : found + 1;
  }
  return n;
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < Math.min(end, start + 4); at++) {
    const byte = bytes[at] ?? 0;
    if (byte > BLANK && byte < FIRST_OF_MANY && byte < 0x80) return false;
  }
  return bytes.toString('utf8', start, end).trim() === '';
}

function countOf(bytes: Buffer, byte: number): number {
  let n = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) n++;
  return n;
}
