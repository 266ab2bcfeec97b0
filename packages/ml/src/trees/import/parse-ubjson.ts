import { decodeUtf8 } from '../../artifact/decode-utf8.ts';
import { modelFileInvalid } from './model-file-invalid.ts';

/** Deeper nesting is refused: models have less than 10 levels. */
const MOST_LEVELS = 64;

/** A type of numbers: bytes of one, how one is read, and how a list of them is made. */
interface NumberType {
  readonly size: number;
  readonly list: new (
    length: number,
  ) => Int8Array | Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  read(view: DataView, at: number): number;
}

const NUMBERS: ReadonlyMap<string, NumberType> = new Map<string, NumberType>([
  ['i', { size: 1, list: Int8Array, read: (view, at) => view.getInt8(at) }],
  ['U', { size: 1, list: Uint8Array, read: (view, at) => view.getUint8(at) }],
  ['I', { size: 2, list: Int16Array, read: (view, at) => view.getInt16(at) }],
  ['l', { size: 4, list: Int32Array, read: (view, at) => view.getInt32(at) }],
  ['L', { size: 8, list: Float64Array, read: (view, at) => Number(view.getBigInt64(at)) }],
  ['d', { size: 4, list: Float32Array, read: (view, at) => view.getFloat32(at) }],
  ['D', { size: 8, list: Float64Array, read: (view, at) => view.getFloat64(at) }],
]);

/** Types that may be said once for a whole container, besides numbers: those whose values take bytes. */
const REPEATED = 'SHC[{';

/** Bytes, and how far they are read. */
interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

/**
 * Reads Universal Binary JSON; a list of numbers of one type becomes a typed array, an object has no prototype.
 *
 * @throws MODEL_ARTIFACT_INVALID for anything else, for more than 64 levels and for bytes after the value.
 * @cost O(bytes) time and memory: no length is believed beyond the bytes that are there.
 * @source Universal Binary JSON specification, draft 12.
 */
export function parseUbjson(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor: Cursor = { bytes, view, at: 0 };
  const value = readValue(cursor, takeMarker(cursor), 0);
  const nLeft = bytes.length - cursor.at;
  return nLeft === 0 ? value : refuse(cursor, 'end with its value', `${nLeft} more bytes`);
}

function readValue(cursor: Cursor, type: string, depth: number): unknown {
  if (depth > MOST_LEVELS) return refuse(cursor, `have at most ${MOST_LEVELS} levels`, 'more');
  if (type === '{') return readObject(cursor, depth + 1);
  if (type === '[') return readList(cursor, depth + 1);
  if (type === 'S' || type === 'H') return readText(cursor);
  if (type === 'C') return takeMarker(cursor);
  if (type === 'T' || type === 'F') return type === 'T';
  if (type === 'Z') return null;
  const number = NUMBERS.get(type);
  if (number === undefined) return refuse(cursor, 'have a type of UBJSON', type);
  return readNumber(cursor, number);
}

function readObject(cursor: Cursor, depth: number): unknown {
  const { type, count } = readHeader(cursor);
  const fields: Record<string, unknown> = Object.create(null);
  for (let i = 0; hasNext(cursor, '}', i, count); i++) {
    const name = readText(cursor);
    fields[name] = readValue(cursor, type ?? takeMarker(cursor), depth);
  }
  return fields;
}

function readList(cursor: Cursor, depth: number): unknown {
  const { type, count } = readHeader(cursor);
  const numbers = type === undefined ? undefined : NUMBERS.get(type);
  if (numbers !== undefined && count !== undefined) {
    const list = new numbers.list(count);
    for (let i = 0; i < count; i++) list[i] = readNumber(cursor, numbers);
    return list;
  }
  const list: unknown[] = [];
  while (hasNext(cursor, ']', list.length, count))
    list.push(readValue(cursor, type ?? takeMarker(cursor), depth));
  return list;
}

/** Reads `$type` and `#count` of a container, both optional; as many bytes as values must be left. */
function readHeader(cursor: Cursor): { type: string | undefined; count: number | undefined } {
  let type: string | undefined;
  if (skip(cursor, '$')) {
    type = takeMarker(cursor);
    if (!NUMBERS.has(type) && !REPEATED.includes(type))
      refuse(cursor, 'have a container of numbers, text, lists or objects', type);
  }
  if (!skip(cursor, '#'))
    return type === undefined ? { type, count: undefined } : refuse(cursor, 'have a count', type);
  const count = readLength(cursor);
  need(cursor, count * (NUMBERS.get(type ?? '')?.size ?? 1));
  return { type, count };
}

/** Whether a container goes on; without a count it ends with a mark, which is then read. */
function hasNext(cursor: Cursor, mark: string, i: number, count: number | undefined): boolean {
  return count === undefined ? !skip(cursor, mark) : i < count;
}

function readText(cursor: Cursor): string {
  const n = readLength(cursor);
  need(cursor, n);
  cursor.at += n;
  const text = decodeUtf8(cursor.bytes.subarray(cursor.at - n, cursor.at));
  return text ?? refuse(cursor, 'be UTF-8', 'other bytes');
}

function readLength(cursor: Cursor): number {
  const type = takeMarker(cursor);
  const number = 'iUIlL'.includes(type) ? NUMBERS.get(type) : undefined;
  if (number === undefined) return refuse(cursor, 'have a length', type);
  const n = readNumber(cursor, number);
  return n >= 0 ? n : refuse(cursor, 'have a length of at least 0', n);
}

function readNumber(cursor: Cursor, { size, read }: NumberType): number {
  need(cursor, size);
  cursor.at += size;
  return read(cursor.view, cursor.at - size);
}

function takeMarker(cursor: Cursor): string {
  need(cursor, 1);
  return String.fromCharCode(cursor.bytes[cursor.at++]);
}

/** Whether the next byte is this mark, which is then read. */
function skip(cursor: Cursor, mark: string): boolean {
  need(cursor, 1);
  if (cursor.bytes[cursor.at] !== mark.charCodeAt(0)) return false;
  cursor.at++;
  return true;
}

function need({ bytes, at }: Cursor, n: number): void {
  if (n <= bytes.length - at) return;
  refuse({ at }, `have ${n} more bytes`, bytes.length - at);
}

function refuse({ at }: Pick<Cursor, 'at'>, expectation: string, received: unknown): never {
  throw modelFileInvalid({
    subject: `The UBJSON of the model, at byte ${at},`,
    expectation,
    received,
    hint: 'The file is cut off or damaged: copy or save it again.',
  });
}
