import { encodeUtf8 } from './encode-utf8.ts';
import { WIRE } from './fields.ts';

/** A message that is being written. Every method gives the message itself. */
export interface Message {
  /** A whole number, at most 2^53 in size. */
  int(field: number, value: number): Message;
  /** Whole numbers in one field. Nothing for none. */
  ints(field: number, values: ArrayLike<number>): Message;
  /** A single-precision number. */
  float(field: number, value: number): Message;
  /** Single-precision numbers in one field. Nothing for none. */
  floats(field: number, values: ArrayLike<number>): Message;
  text(field: number, value: string): Message;
  bytes(field: number, value: Uint8Array): Message;
  message(field: number, value: Message): Message;
  /** A field as it was read, of any layout but a varint. */
  raw(field: number, wire: number, value: Uint8Array): Message;
  /** The message as it stands on disk. */
  finish(): Uint8Array;
}

/**
 * An empty message of the protobuf encoding.
 *
 * @source https://protobuf.dev/programming-guides/encoding/
 */
export function message(): Message {
  const parts: Uint8Array[] = [];
  const tagged = (field: number, wire: number, ...rest: Uint8Array[]): Message => {
    parts.push(varint(field * 8 + wire), ...rest);
    return self;
  };
  const sized = (field: number, value: Uint8Array): Message =>
    tagged(field, WIRE.bytes, varint(value.length), value);
  const self: Message = {
    int: (field, value) => tagged(field, WIRE.varint, varint(value)),
    ints: (field, values) =>
      values.length === 0 ? self : sized(field, join(Array.from(values, varint))),
    float: (field, value) => tagged(field, WIRE.fixed32, singles([value])),
    floats: (field, values) => (values.length === 0 ? self : sized(field, singles(values))),
    text: (field, value) => sized(field, encodeUtf8(value)),
    bytes: sized,
    message: (field, value) => sized(field, value.finish()),
    raw: (field, wire, value) =>
      wire === WIRE.bytes ? sized(field, value) : tagged(field, wire, value),
    finish: () => join(parts),
  };
  return self;
}

function varint(value: number): Uint8Array {
  if (value >= 0 && value < 0x80) return Uint8Array.of(value);
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function singles(values: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (let i = 0; i < values.length; i++) view.setFloat32(i * 4, values[i], true);
  return new Uint8Array(view.buffer);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
