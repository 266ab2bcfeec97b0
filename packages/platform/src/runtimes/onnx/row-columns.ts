import type { InputField } from '@kaizenml/contracts';
import type { Datatype } from '../tensor.ts';
import type { TensorPort } from './tensor-port.ts';

/** One column of rows, and where its values go. */
export interface RowColumn {
  readonly field: InputField;
  /** Name of the input. */
  readonly port: string;
  readonly datatype: Datatype;
  /** Place in the rows of the input. */
  readonly place: number;
}

/** Columns that one input is spread over at most. */
const MOST_COLUMNS = 10_000;

/**
 * The columns that the inputs of a model are made of: one of `[rows]` and `[rows, 1]`, and F of `[rows, F]`.
 *
 * Columns go by the property `feature_names` of the file (a JSON list, or names between commas) where it has one for each
 * column; else an input of one column by its own name, others by `name[0]`, `name[1]` and so on.
 *
 * @returns The reason as a sentence where rows cannot say what the inputs hold.
 */
export function rowColumns(
  inputs: readonly TensorPort[],
  metadata: Readonly<Record<string, string>>,
): readonly RowColumn[] | string {
  if (inputs.length === 0) return 'It has no input.';
  const odd = inputs.find((port) => !isTable(port));
  if (odd !== undefined)
    return `Its input "${odd.name}" of shape [${odd.shape.join(', ')}] is no table of rows with at most ${MOST_COLUMNS} columns.`;
  const unnamed = inputs.flatMap(({ name: port, datatype, shape }) =>
    Array.from({ length: shape[1] ?? 1 }, (_, place) => ({
      port,
      datatype,
      place,
      name: (shape[1] ?? 1) === 1 ? port : `${port}[${place}]`,
    })),
  );
  const given = listOf(metadata.feature_names);
  const names = given?.length === unnamed.length ? given : unnamed.map(({ name }) => name);
  if (new Set(names).size < names.length) return 'Two of its columns share a name.';
  return unnamed.map(({ name: _, ...own }, i) => ({
    ...own,
    field: toField(names[i] ?? '', own.datatype),
  }));
}

/** A list that a property holds: JSON, or names between commas; undefined for none. */
export function listOf(property: string | undefined): readonly string[] | undefined {
  if (property === undefined) return undefined;
  if (!property.trimStart().startsWith('[')) return property.split(',').map((name) => name.trim());
  try {
    const parsed: unknown = JSON.parse(property);
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function isTable({ shape, isShapeless }: TensorPort): boolean {
  const [rows, columns = 1] = shape;
  if (isShapeless || rows !== -1) return false;
  return shape.length <= 2 && columns >= 1 && columns <= MOST_COLUMNS;
}

function toField(name: string, datatype: Datatype): InputField {
  return {
    name,
    kind: kindOf(datatype),
    ...(/INT/.test(datatype) ? { integer: true } : {}),
    shareMissing: 0,
    required: true,
    typical: null,
  };
}

function kindOf(datatype: Datatype): InputField['kind'] {
  if (datatype === 'BYTES') return 'category';
  return datatype === 'BOOL' ? 'boolean' : 'number';
}
