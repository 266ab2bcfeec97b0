import { AppError, didYouMean, type InputField, type Signature } from '@kaizenml/contracts';
import {
  type CodedColumn,
  type Column,
  cell,
  columnNames,
  encodeText,
  findColumn,
  isNumeric,
  isNumericKind,
  makeTable,
  type NumericColumn,
  readCell,
  type Table,
  UNREADABLE,
} from '../table/index.ts';

/** One column of a table that does not fit a signature. */
export interface ColumnIssue {
  readonly column: string;
  readonly problem: 'absent' | 'type';
  readonly message: string;
  readonly hint?: string;
}

/**
 * The table with exactly the columns of the signature, in its order and kinds.
 *
 * Other columns are left out; a column that is not required may be absent. A column read as another kind is
 * converted where every value allows it: text that holds numbers, numbers that stand for levels.
 *
 * @throws INPUT_SCHEMA_MISMATCH with one issue per column in `details.issues`.
 * @cost O(rows * columns); columns that fit are shared, not copied.
 */
export function conformTable(signature: Signature, table: Table): Table {
  const issues: ColumnIssue[] = [];
  const columns = signature.inputs.map((field): Column | undefined => {
    const conformed = conformColumn(field, table);
    if (!('problem' in conformed)) return conformed;
    issues.push(conformed);
    return undefined;
  });
  if (issues.length === 0)
    return { ...makeTable(columns.filter((column) => column !== undefined)), nRows: table.nRows };
  const said = issues.slice(0, 5).map(({ message }) => message.slice(0, -1));
  const rest = issues.length - said.length;
  const known = new Set(signature.inputs.map(({ name }) => name));
  const extra = columnNames(table).filter((name) => !known.has(name));
  throw new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The table does not fit the model: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint:
      issues.find(({ hint }) => hint !== undefined)?.hint ??
      'Give the columns the names and kinds that the model was trained with.',
    details: { issues, extra },
  });
}

function conformColumn(field: InputField, table: Table): Column | ColumnIssue {
  const { name, required } = field;
  const column = findColumn(table, name);
  if (column === undefined) {
    if (!required) return emptyColumn(field, table.nRows);
    const hint = didYouMean(name, columnNames(table));
    const message = `Column "${name}" must be there, got no column of this name.`;
    return { column: name, problem: 'absent', message, ...(hint === undefined ? {} : { hint }) };
  }
  if (isNumericKind(field.kind)) return toNumeric(field, column);
  return isNumeric(column) ? toCoded(field, column) : spelled(field, column);
}

function emptyColumn({ name, kind }: InputField, nRows: number): Column {
  return isNumericKind(kind)
    ? { name, kind, values: new Float64Array(nRows).fill(Number.NaN) }
    : { name, kind, codes: new Int32Array(nRows).fill(-1), levels: [] };
}

function toNumeric(field: InputField, column: Column): NumericColumn | ColumnIssue {
  const { name } = column;
  const kind = field.kind === 'date' ? 'date' : 'number';
  if (isNumeric(column)) return column.kind === kind ? column : wrongKind(field, column.kind);
  const read = column.levels.map((level) => readCell(field, level));
  const unreadable = read.indexOf(UNREADABLE);
  if (unreadable >= 0) return wrongKind(field, JSON.stringify(column.levels[unreadable]));
  const values = Float64Array.from(column.codes, (code) =>
    code < 0 ? Number.NaN : (read[code] as number),
  );
  return { name, kind, values };
}

function toCoded(field: InputField, column: NumericColumn): CodedColumn | ColumnIssue {
  const texts = Array.from(column.values, (_, i) => {
    const value = cell(column, i);
    return value === null ? null : String(value);
  });
  const kind = field.kind as CodedColumn['kind'];
  return spelled(field, encodeText(field.name, kind, texts));
}

function spelled(field: InputField, column: CodedColumn): CodedColumn | ColumnIssue {
  if (field.kind !== 'boolean') return column;
  const read = column.levels.map((level) => readCell(field, level));
  const unreadable = read.indexOf(UNREADABLE);
  if (unreadable >= 0) return wrongKind(field, JSON.stringify(column.levels[unreadable]));
  const texts = Array.from(column.codes, (code) => (code < 0 ? null : (read[code] as string)));
  return encodeText(column.name, 'boolean', texts);
}

function wrongKind({ name, kind }: InputField, received: string): ColumnIssue {
  const message = `Column "${name}" must be a ${kind}, got ${received}.`;
  return { column: name, problem: 'type', message };
}
