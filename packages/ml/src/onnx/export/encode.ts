import { type Message, message } from '../proto/message.ts';

/** Numbers of element types in `TensorProto.DataType`. */
export const ELEMENT = { uint8: 2, int64: 7, string: 8, double: 11 } as const;

/** Values of a weight or of an attribute. */
export type Values =
  | { readonly type: 'double'; readonly values: ArrayLike<number> }
  | { readonly type: 'int64'; readonly values: ArrayLike<number> }
  | { readonly type: 'uint8'; readonly values: ArrayLike<number> }
  | { readonly type: 'string'; readonly values: readonly string[] };

/** A `TensorProto`. @param shape Default: one axis. */
export function tensor(name: string, given: Values, shape = [given.values.length]): Message {
  const made = message().ints(1, shape).int(2, ELEMENT[given.type]);
  if (given.type === 'string') for (const text of given.values) made.text(6, text);
  else made.bytes(9, littleEndian(given));
  return made.text(8, name);
}

/** An attribute of an operator: a whole number, several, a text, or a tensor. */
export type Attribute = number | readonly number[] | string | Values;

/** A `NodeProto`. */
export function node(
  operator: string,
  {
    inputs,
    outputs,
    attributes = {},
    domain = '',
  }: {
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly attributes?: Readonly<Record<string, Attribute>>;
    readonly domain?: string;
  },
): Message {
  const made = message();
  for (const name of inputs) made.text(1, name);
  for (const name of outputs) made.text(2, name);
  made.text(4, operator);
  for (const [name, value] of Object.entries(attributes)) made.message(5, attribute(name, value));
  return domain === '' ? made : made.text(7, domain);
}

/** A `ValueInfoProto` of any number of rows. @param width Columns; undefined: one axis alone. */
export function port(name: string, type: keyof typeof ELEMENT, width: number | undefined): Message {
  const shape = message().message(1, message().text(2, 'rows'));
  if (width !== undefined) shape.message(1, message().int(1, width));
  const typed = message().int(1, ELEMENT[type]).message(2, shape);
  return message().text(1, name).message(2, message().message(1, typed));
}

function attribute(name: string, value: Attribute): Message {
  const made = message().text(1, name);
  if (typeof value === 'number') return made.int(3, value).int(20, 2);
  if (typeof value === 'string') return made.text(4, value).int(20, 3);
  if ('type' in value) return made.message(5, tensor(name, value)).int(20, 4);
  return made.ints(8, value).int(20, 7);
}

function littleEndian(given: Exclude<Values, { readonly type: 'string' }>): Uint8Array {
  const { type, values } = given;
  const size = type === 'uint8' ? 1 : 8;
  const view = new DataView(new ArrayBuffer(values.length * size));
  for (let i = 0; i < values.length; i++)
    if (type === 'double') view.setFloat64(i * 8, values[i], true);
    else if (type === 'int64') view.setBigInt64(i * 8, BigInt(values[i]), true);
    else view.setUint8(i, values[i]);
  return new Uint8Array(view.buffer);
}
