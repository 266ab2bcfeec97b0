import { AppError, showValue } from '@kaizenml/contracts';
import { type Cell, cell, findColumn, type Table } from '@kaizenml/ml/table';
import type { Datatype, Tensor, Tensors, TensorValues } from '../tensor.ts';
import { rowOf } from './datatypes.ts';
import type { RowColumn } from './row-columns.ts';
import type { TensorPort } from './tensor-port.ts';

/** Rows that an input cannot hold. */
interface ValueIssue {
  /** JSON pointer into the rows. */
  readonly path: string;
  readonly message: string;
}

/** Issues that are told; the others are counted. */
const MOST_ISSUES = 100;

/**
 * The inputs of a model, from the columns of a table.
 *
 * @param table With every column, in the kinds of their fields.
 * @throws INPUT_SCHEMA_MISMATCH for values that an input cannot hold: whole numbers outside its range, fractions for whole
 * numbers, and missing values of anything but floating-point numbers, where they are NaN
 */
export function toTensors(
  table: Table,
  {
    inputs,
    columns,
  }: { readonly inputs: readonly TensorPort[]; readonly columns: readonly RowColumn[] },
): Tensors {
  const issues: ValueIssue[] = [];
  const { nRows } = table;
  const tensors = inputs.map(({ name, datatype, shape }): [string, Tensor] => {
    const own = columns.filter(({ port }) => port === name);
    const values = blank(datatype, nRows * own.length);
    for (const { field, place } of own) {
      const column = findColumn(table, field.name);
      for (let i = 0; i < nRows; i++) {
        const read = column === undefined ? null : cell(column, i);
        const value = convert(datatype, read);
        if (value === undefined) issues.push(issueOf(`/rows/${i}/${field.name}`, datatype, read));
        else values[i * own.length + place] = value as never;
      }
    }
    return [
      name,
      { datatype, shape: [nRows, ...(shape.length === 2 ? [own.length] : [])], values },
    ];
  });
  if (issues.length > 0) throw mismatch(issues);
  return Object.fromEntries(tensors);
}

function blank(
  datatype: Datatype,
  length: number,
): Exclude<TensorValues, readonly (string | null)[]> | string[] {
  const { array } = rowOf(datatype);
  if (array === undefined) return new Array<string>(length).fill('');
  return new array(new ArrayBuffer(length * array.BYTES_PER_ELEMENT));
}

/** Smallest and largest whole number of a datatype that a double tells apart from its neighbors. */
const RANGES: Partial<Record<Datatype, readonly [low: number, high: number]>> = {
  INT8: [-(2 ** 7), 2 ** 7 - 1],
  INT16: [-(2 ** 15), 2 ** 15 - 1],
  INT32: [-(2 ** 31), 2 ** 31 - 1],
  INT64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  UINT8: [0, 2 ** 8 - 1],
  UINT16: [0, 2 ** 16 - 1],
  UINT32: [0, 2 ** 32 - 1],
  UINT64: [0, Number.MAX_SAFE_INTEGER],
};

/** A cell as an array of the datatype takes it; undefined where it cannot. */
function convert(datatype: Datatype, value: Cell): number | bigint | string | undefined {
  if (datatype === 'BYTES') return value === null ? undefined : String(value);
  if (datatype === 'BOOL') return value === 'true' ? 1 : value === 'false' ? 0 : undefined;
  const number = value === null ? Number.NaN : Number(value);
  if (datatype === 'FP16') return halfBits(number);
  const range = RANGES[datatype];
  if (range === undefined) return number;
  if (!Number.isInteger(number) || number < range[0] || number > range[1]) return undefined;
  return datatype.endsWith('64') ? BigInt(number) : number;
}

function halfBits(value: number): number {
  const view = new DataView(new ArrayBuffer(2));
  view.setFloat16(0, value);
  return view.getUint16(0);
}

function issueOf(path: string, datatype: Datatype, value: Cell): ValueIssue {
  const range = RANGES[datatype];
  const expected =
    range === undefined
      ? datatype === 'BOOL'
        ? 'true or false'
        : 'text'
      : `a whole number from ${range[0]} to ${range[1]}`;
  const received = value === null ? 'nothing' : showValue(value);
  return { path, message: `${path} must be ${expected}, got ${received}` };
}

function mismatch(issues: readonly ValueIssue[]): AppError {
  const rest = issues.length - 5;
  return new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The rows do not fit the model: ${issues
      .slice(0, 5)
      .map(({ message }) => message)
      .join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint: 'Only inputs of floating-point numbers can lack a value; fill in the others first.',
    details: { issues: issues.slice(0, MOST_ISSUES), nIssues: issues.length },
  });
}
