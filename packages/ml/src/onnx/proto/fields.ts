import { AppError } from '@kaizenml/contracts';

/** How a value of a message is laid out. */
export const WIRE = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/** One field of a message. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  /** Of a varint; beyond 2^53 the nearest double. 0 for every other layout. */
  readonly value: number;
  /** The bytes of every other layout: a view, not a copy. */
  readonly bytes: Uint8Array;
}

const NONE = new Uint8Array(0);

/**
 * The fields of a message, in their order.
 *
 * @throws MODEL_ARTIFACT_INVALID where the bytes are no message
 * @source https://protobuf.dev/programming-guides/encoding/
 * @cost O(fields): what a field holds is not looked at.
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const tag = readVarint(bytes, cursor);
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (number === 0) throw notMessage(bytes, cursor.at);
    if (wire === WIRE.varint) {
      yield { number, wire, value: readVarint(bytes, cursor), bytes: NONE };
      continue;
    }
    const length = lengthOf(wire, bytes, cursor);
    const end = cursor.at + length;
    if (end > bytes.length) throw notMessage(bytes, cursor.at);
    yield { number, wire, value: 0, bytes: bytes.subarray(cursor.at, end) };
    cursor.at = end;
  }
}

/** The numbers of a repeated field, packed or one by one. */
export function varintsOf({ wire, value, bytes }: Field): number[] {
  if (wire !== WIRE.bytes) return [value];
  const cursor = { at: 0 };
  const values: number[] = [];
  while (cursor.at < bytes.length) values.push(readVarint(bytes, cursor));
  return values;
}

function lengthOf(wire: number, bytes: Uint8Array, cursor: { at: number }): number {
  if (wire === WIRE.bytes) return readVarint(bytes, cursor);
  if (wire === WIRE.fixed64) return 8;
  if (wire === WIRE.fixed32) return 4;
  throw notMessage(bytes, cursor.at);
}

/** Numbers of 64 bits are signed, as every varint of a model file is. */
function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  const start = cursor.at;
  let value = 0;
  for (let factor = 1; factor < 2 ** 49; factor *= 128) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw notMessage(bytes, start);
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
  }
  let long = BigInt(value);
  for (let shift = 49n; shift < 70n; shift += 7n) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) break;
    long |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return Number(BigInt.asIntN(64, long));
  }
  throw notMessage(bytes, start);
}

function notMessage(bytes: Uint8Array, at: number): AppError {
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `The file must be an ONNX model, got ${bytes.length} bytes that break off as a message at byte ${at}.`,
    hint: 'Save the model again, for example with `onnx.save(model, "model.onnx")`.',
    details: { nBytes: bytes.length, at },
  });
}
