import { type Field, fieldsOf, varintsOf } from './proto/fields.ts';
import { text } from './proto/text.ts';

/** A weight of a graph, as far as it has been read. */
export interface Initializer {
  readonly name: string;
  /** File beside the model that holds its values; undefined where the model does. */
  readonly file: string | undefined;
  /** Its values as labels of classes; undefined for other values than text and 64-bit integers. */
  labels(): (string | number)[] | undefined;
}

const FIELD = { type: 2, strings: 6, ints: 7, name: 8, raw: 9, external: 13 } as const;
const [INT64, STRING] = [7, 8];

/** Reads a `TensorProto` without looking at its values. */
export function readInitializer(bytes: Uint8Array): Initializer {
  let name = '';
  let file: string | undefined;
  for (const field of fieldsOf(bytes)) {
    if (field.number === FIELD.name) name = text(field);
    if (field.number === FIELD.external) file = locationOf(field) ?? file;
  }
  return { name, file, labels: () => readLabels([...fieldsOf(bytes)]) };
}

function locationOf({ bytes }: Field): string | undefined {
  const [key, value] = [...fieldsOf(bytes)].map(text);
  return key === 'location' ? value : undefined;
}

function readLabels(fields: readonly Field[]): (string | number)[] | undefined {
  const type = fields.find(({ number }) => number === FIELD.type)?.value;
  const raw = fields.find(({ number }) => number === FIELD.raw)?.bytes;
  if (type === STRING) return fields.filter(({ number }) => number === FIELD.strings).map(text);
  if (type !== INT64) return undefined;
  if (raw === undefined)
    return fields.filter(({ number }) => number === FIELD.ints).flatMap(varintsOf);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: raw.length >> 3 }, (_, i) => Number(view.getBigInt64(i * 8, true)));
}
