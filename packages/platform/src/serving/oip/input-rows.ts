import { type InputField, type Row, type Signature, showValue } from '@kaizenml/contracts';
import { assertColumns, type ColumnProblem, checkColumns, setCell } from '../request/index.ts';
import { elementAt } from './element-at.ts';
import type { NamedTensor } from './tensor.ts';

/** Ways in which clients say that their tensors are plain ones. Others, such as `base64`, would have to be decoded. */
const CONTENT_TYPES: ReadonlySet<unknown> = new Set(['np', 'pd', 'str', 'datetime']);

/**
 * The rows of a request: a tensor per column, or a single one whose second dimension is the columns in the model's order.
 *
 * NaN, null and the empty text are missing values. 0 and 1 are taken for the booleans of a column of kind `boolean`. What a cell may
 * hold is checked where rows are answered.
 *
 * @shape a column: n, or n x 1; a single tensor: n x columns
 * @throws INPUT_SCHEMA_MISMATCH with every column that does not fit in `details.issues`.
 */
export function inputRows(signature: Signature, tensors: readonly NamedTensor[]): Row[] {
  const [only, ...others] = tensors;
  return only !== undefined && others.length === 0 && isTable(signature, only)
    ? rowsOfTable(signature, only)
    : rowsOfColumns(signature, tensors);
}

function isTable({ inputs }: Signature, { name, shape }: NamedTensor): boolean {
  const isColumn = inputs.some((field) => field.name === name);
  return !isColumn && (shape.length === 2 || inputs.length === 1);
}

function rowsOfTable(signature: Signature, tensor: NamedTensor): Row[] {
  const { inputs } = signature;
  const { name, shape } = tensor;
  const [nRows = 0, nColumns = 1] = shape;
  const problems = checkContent(tensor);
  if (shape.length > 2 || shape.length === 0 || nColumns === 0 || nColumns !== inputs.length)
    problems.push({
      path: `/inputs/${name}`,
      problem: 'type',
      message: `/inputs/${name} must have shape [n, ${inputs.length}], one column per input of the model in its order, got [${shape.join(', ')}].`,
      hint: 'Send a tensor per column; see the inputs at `GET /v2/models/<name>`.',
    });
  else problems.push(...checkWide(tensor, (i) => inputs[i % nColumns]?.kind));
  assertColumns(signature, problems);
  const readers = inputs.map((field) => cellReader(field, tensor));
  return makeRows(nRows, (row, i) => {
    for (const [j, { name: column }] of inputs.entries())
      setCell(row, column, readers[j]?.(i * nColumns + j));
  });
}

function rowsOfColumns(signature: Signature, tensors: readonly NamedTensor[]): Row[] {
  const names = tensors.map(({ name }) => name);
  const fields = new Map(signature.inputs.map((field) => [field.name, field]));
  const problems = [
    ...checkColumns(signature, names, '/inputs'),
    ...checkLengths(tensors),
    ...tensors.flatMap(checkContent),
    ...tensors.flatMap((tensor) => checkWide(tensor, () => fields.get(tensor.name)?.kind)),
  ];
  assertColumns(signature, problems);
  const columns = tensors.flatMap((tensor) => {
    const field = fields.get(tensor.name);
    return field === undefined ? [] : [{ name: field.name, read: cellReader(field, tensor) }];
  });
  return makeRows(tensors[0]?.shape[0] ?? 0, (row, i) => {
    for (const { name, read } of columns) setCell(row, name, read(i));
  });
}

function makeRows(
  nRows: number,
  fill: (row: Record<string, unknown>, i: number) => void,
): Record<string, unknown>[] {
  return Array.from({ length: nRows }, (_, i) => {
    const row: Record<string, unknown> = {};
    fill(row, i);
    return row;
  });
}

function checkLengths(tensors: readonly NamedTensor[]): ColumnProblem[] {
  const nRows = tensors[0]?.shape[0];
  return tensors.flatMap(({ name, shape }): ColumnProblem[] => {
    const isColumn = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
    if (isColumn && shape[0] === nRows) return [];
    return [
      {
        path: `/inputs/${name}`,
        problem: 'type',
        message: `/inputs/${name} must have shape [n] or [n, 1], with as many rows as the first input, got [${shape.join(', ')}].`,
      },
    ];
  });
}

function checkContent({ name, parameters }: NamedTensor): ColumnProblem[] {
  const content = parameters?.content_type;
  if (content === undefined || CONTENT_TYPES.has(content)) return [];
  return [
    {
      path: `/inputs/${name}`,
      problem: 'type',
      message: `/inputs/${name} must have the content type "np", "pd", "str" or "datetime", or none, got ${showValue(content)}.`,
      hint: 'Send the plain values.',
    },
  ];
}

/** Whole numbers of 64 bits that a column of numbers would round; the first one is told. */
function checkWide(
  { name, values }: NamedTensor,
  kindAt: (element: number) => InputField['kind'] | undefined,
): ColumnProblem[] {
  if (!(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)) return [];
  const at = values.findIndex((value, i) => kindAt(i) === 'number' && !isDouble(value));
  if (at === -1) return [];
  return [
    {
      path: `/inputs/${name}`,
      problem: 'type',
      message: `/inputs/${name} must hold whole numbers that a double holds, got ${values[at]} in element ${at}.`,
      hint: 'Send numbers up to 2^53, or FP64.',
    },
  ];
}

/** Reads elements as JSON values of a row; a whole number that a double does not hold becomes its digits. */
function cellReader({ kind }: InputField, tensor: NamedTensor): (at: number) => unknown {
  const { datatype, values } = tensor;
  if (datatype === 'BYTES') return (at) => (values[at] === '' ? null : values[at]);
  if ((datatype === 'FP64' || datatype === 'FP32') && kind !== 'boolean')
    return (at) => (Number.isNaN(values[at]) ? null : values[at]);
  return (at) => {
    const element = elementAt(tensor, at);
    const value =
      typeof element !== 'bigint' ? element : isDouble(element) ? Number(element) : String(element);
    if (typeof value !== 'number') return value;
    if (Number.isNaN(value)) return null;
    return kind === 'boolean' && (value === 0 || value === 1) ? value === 1 : value;
  };
}

function isDouble(value: bigint): boolean {
  return BigInt(Number(value)) === value;
}
