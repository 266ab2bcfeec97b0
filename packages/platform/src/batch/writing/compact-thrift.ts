/** Types of the compact protocol. */
const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12];

/** A value of Thrift: a whole number of 32 bits or of 64, text, a list of one kind, or a struct by the numbers of its fields. */
export type ThriftValue =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly ThriftValue[] }
  | { readonly struct: ThriftStruct };

/** Fields by their numbers, which increase; undefined is absent. */
export type ThriftStruct = readonly (readonly [id: number, value: ThriftValue | undefined])[];

/**
 * A struct in the compact protocol of Thrift.
 *
 * @source Apache Thrift, "Thrift Compact protocol" (doc/specs/thrift-compact-protocol.md).
 */
export function compactThrift(fields: ThriftStruct): Buffer {
  const out: number[] = [];
  writeStruct(out, fields);
  return Buffer.from(out);
}

function writeStruct(out: number[], fields: ThriftStruct): void {
  let last = 0;
  for (const [id, value] of fields) {
    if (value === undefined) continue;
    out.push(((id - last) << 4) | typeOf(value));
    last = id;
    writeValue(out, value);
  }
  out.push(0);
}

function typeOf(value: ThriftValue): number {
  if ('i32' in value) return I32 as number;
  if ('i64' in value) return I64 as number;
  if ('text' in value) return BINARY as number;
  return ('list' in value ? LIST : STRUCT) as number;
}

function writeValue(out: number[], value: ThriftValue): void {
  if ('i32' in value) writeVarint(out, zigzag(value.i32));
  else if ('i64' in value) writeVarint(out, zigzag(value.i64));
  else if ('text' in value) {
    const bytes = Buffer.from(value.text, 'utf8');
    writeVarint(out, BigInt(bytes.length));
    for (const byte of bytes) out.push(byte);
  } else if ('list' in value) {
    const [first] = value.list;
    const type = first === undefined ? (STRUCT as number) : typeOf(first);
    if (value.list.length < 15) out.push((value.list.length << 4) | type);
    else {
      out.push(0xf0 | type);
      writeVarint(out, BigInt(value.list.length));
    }
    for (const each of value.list) writeValue(out, each);
  } else writeStruct(out, value.struct);
}

function zigzag(value: number): bigint {
  const whole = BigInt(value);
  return whole >= 0n ? whole << 1n : -((whole << 1n) + 1n);
}

function writeVarint(out: number[], value: bigint): void {
  let rest = value;
  while (rest > 0x7fn) {
    out.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  out.push(Number(rest));
}
