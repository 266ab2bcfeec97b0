import { endianness } from 'node:os';
import type { Datatype, TensorValues } from '../../runtimes/index.ts';
import { datatypeOf } from './datatypes.ts';
import { ARRAYS } from './make-values.ts';

/** Elements of a tensor, or what is wrong with its bytes, without a subject. */
export type ReadBinary =
  | { readonly ok: true; readonly values: TensorValues }
  | { readonly ok: false; readonly problem: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const HOST = endianness();

/**
 * Reads the elements of a tensor from its binary form: row-major, little endian, no padding; a text is its length in 4 bytes and its bytes.
 *
 * Where the bytes lie as the machine wants them, the elements are a view of them and nothing is copied.
 *
 * @param count Elements that the shape says.
 * @param host Byte order of this machine; a test may say another one.
 * @source Triton, "Binary Tensor Data Extension".
 */
export function readBinary(
  bytes: Uint8Array,
  {
    datatype,
    count,
    host = HOST,
  }: { readonly datatype: Datatype; readonly count: number; readonly host?: 'LE' | 'BE' },
): ReadBinary {
  if (datatype === 'BYTES') return readTexts(bytes, count);
  const { sizeBytes = 1 } = datatypeOf(datatype);
  if (bytes.byteLength !== count * sizeBytes)
    return {
      ok: false,
      problem: `must have ${count * sizeBytes} bytes, ${count} of ${datatype}, got ${bytes.byteLength}`,
    };
  if (datatype === 'BOOL' && bytes.some((byte) => byte > 1))
    return {
      ok: false,
      problem: `must be bytes of 0 and 1, got ${bytes.find((byte) => byte > 1)}`,
    };
  const lies = host === 'LE' && bytes.byteOffset % sizeBytes === 0;
  const own = lies ? bytes : toHostOrder(bytes, { sizeBytes, host });
  return {
    ok: true,
    values: new ARRAYS[datatype](own.buffer as ArrayBuffer, own.byteOffset, count),
  };
}

/** The binary form of a tensor: the inverse of `readBinary`. A missing text is an empty one. */
export function writeBinary(
  { datatype, values }: { readonly datatype: Datatype; readonly values: TensorValues },
  host: 'LE' | 'BE' = HOST,
): Uint8Array {
  if (!ArrayBuffer.isView(values)) return writeTexts(values);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (host === 'LE') return bytes;
  return toHostOrder(bytes, { sizeBytes: datatypeOf(datatype).sizeBytes ?? 1, host });
}

/** A copy in the order of this machine, which is its own inverse. */
function toHostOrder(
  bytes: Uint8Array,
  { sizeBytes, host }: { readonly sizeBytes: number; readonly host: 'LE' | 'BE' },
): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  if (host === 'BE' && sizeBytes > 1)
    for (let at = 0; at < copy.length; at += sizeBytes) copy.subarray(at, at + sizeBytes).reverse();
  return copy;
}

function readTexts(bytes: Uint8Array, count: number): ReadBinary {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts: string[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    if (texts.length === count)
      return {
        ok: false,
        problem: `must have ${count} texts, got ${bytes.byteLength - at} bytes more`,
      };
    if (at + 4 > bytes.byteLength) return cutOff(texts.length);
    const length = view.getUint32(at, true);
    at += 4;
    if (at + length > bytes.byteLength) return cutOff(texts.length);
    const text = decode(bytes.subarray(at, at + length));
    if (text === undefined)
      return {
        ok: false,
        problem: `must be UTF-8 text, got bytes that are not in element ${texts.length}`,
      };
    texts.push(text);
    at += length;
  }
  if (texts.length < count)
    return { ok: false, problem: `must have ${count} texts, got ${texts.length}` };
  return { ok: true, values: texts };
}

/** UTF-8 text, or undefined when the bytes are none. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function cutOff(element: number): ReadBinary {
  return {
    ok: false,
    problem: `must have the whole of each text, got bytes that end within element ${element}`,
  };
}

function writeTexts(texts: readonly (string | null)[]): Uint8Array {
  const whole = texts.reduce((sum, text) => sum + 4 + Buffer.byteLength(text ?? ''), 0);
  const bytes = Buffer.allocUnsafe(whole);
  let at = 0;
  for (const text of texts) {
    const length = bytes.write(text ?? '', at + 4);
    bytes.writeUInt32LE(length, at);
    at += 4 + length;
  }
  return bytes;
}
