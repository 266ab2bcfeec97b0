import type { Port, Shape } from './description.ts';
import { type Field, fieldsOf, WIRE } from './proto/fields.ts';
import { text } from './proto/text.ts';

const VALUE = { name: 1, type: 2 } as const;
const TYPE = { tensor: 1, sequence: 4, map: 5, sparse: 8, optional: 9 } as const;

/** Names of element types by their number in `TensorProto.DataType`. */
const ELEMENTS: readonly string[] = [
  'undefined',
  'float',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'int32',
  'int64',
  'string',
  'bool',
  'float16',
  'double',
  'uint32',
  'uint64',
  'complex64',
  'complex128',
  'bfloat16',
];

/** Reads a `ValueInfoProto`: an input or output of a graph. */
export function readPort(bytes: Uint8Array): Port {
  let [name, type] = ['', new Uint8Array(0)];
  for (const field of fieldsOf(bytes)) {
    if (field.number === VALUE.name) name = text(field);
    if (field.number === VALUE.type) type = new Uint8Array(field.bytes);
  }
  const tensor = find(type, TYPE.tensor);
  if (tensor === undefined)
    return { name, elementType: undefined, shape: undefined, type: sayType(type) };
  return { name, ...readTensor(tensor.bytes), type: 'tensor' };
}

function readTensor(bytes: Uint8Array): Pick<Port, 'elementType' | 'shape'> {
  const shape = find(bytes, 2);
  return { elementType: find(bytes, 1)?.value ?? 0, shape: shape && readShape(shape.bytes) };
}

function readShape(bytes: Uint8Array): Shape {
  return [...fieldsOf(bytes)]
    .filter(({ number }) => number === 1)
    .map((dimension) => {
      const size = find(dimension.bytes, 1);
      return size === undefined || size.wire !== WIRE.varint || size.value < 0 ? -1 : size.value;
    });
}

function sayType(bytes: Uint8Array): string {
  for (const { number, bytes: inner } of fieldsOf(bytes)) {
    const element = () => sayType(find(inner, 1)?.bytes ?? new Uint8Array(0));
    if (number === TYPE.tensor) return sayElement(find(inner, 1)?.value);
    if (number === TYPE.sequence) return `sequence(${element()})`;
    if (number === TYPE.optional) return `optional(${element()})`;
    if (number === TYPE.sparse) return 'sparse tensor';
    if (number === TYPE.map)
      return `map(${sayElement(find(inner, 1)?.value)}, ${sayType(find(inner, 2)?.bytes ?? new Uint8Array(0))})`;
  }
  return 'unknown';
}

/** The name of an element type: `float`. */
export function sayElement(type = 0): string {
  return ELEMENTS[type] ?? `type ${type}`;
}

function find(bytes: Uint8Array, wanted: number): Field | undefined {
  for (const field of fieldsOf(bytes)) if (field.number === wanted) return field;
  return undefined;
}
