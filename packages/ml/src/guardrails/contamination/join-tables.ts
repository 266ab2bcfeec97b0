import {
  type Column,
  cell,
  columnLength,
  encodeText,
  findColumn,
  isNumeric,
  type Table,
} from '../../table/index.ts';

/** Two tables under each other: the training rows first, the columns that both have. */
export interface JoinedTables {
  readonly table: Table;
  readonly nTrain: number;
  readonly nTest: number;
}

/**
 * Puts test rows under training rows so that equal values have equal codes.
 *
 * Columns are matched by name; a number in one and text in the other meet as text.
 *
 * @cost O(rows * columns)
 */
export function joinTables(train: Table, test: Table): JoinedTables {
  const columns = train.columns.flatMap((column) => {
    const other = findColumn(test, column.name);
    return other ? [joinColumns(column, other)] : [];
  });
  return {
    table: { nRows: train.nRows + test.nRows, columns },
    nTrain: train.nRows,
    nTest: test.nRows,
  };
}

function joinColumns(a: Column, b: Column): Column {
  if (isNumeric(a) && isNumeric(b) && a.kind === b.kind) {
    const values = new Float64Array(a.values.length + b.values.length);
    values.set(a.values);
    values.set(b.values, a.values.length);
    return { ...a, values };
  }
  if (isNumeric(a) || isNumeric(b)) return joinColumns(asText(a), asText(b));
  const levels = [...a.levels];
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const own = b.levels.map((level) => {
    const code = codeOf.get(level) ?? levels.length;
    if (code === levels.length) {
      levels.push(level);
      codeOf.set(level, code);
    }
    return code;
  });
  const codes = new Int32Array(a.codes.length + b.codes.length);
  codes.set(a.codes);
  for (let i = 0; i < b.codes.length; i++)
    codes[a.codes.length + i] = b.codes[i] < 0 ? -1 : own[b.codes[i]];
  return { ...a, codes, levels };
}

function asText(column: Column): Column {
  if (!isNumeric(column)) return column;
  const texts = Array.from({ length: columnLength(column) }, (_, i) => {
    const value = cell(column, i);
    return value === null ? null : String(value);
  });
  return encodeText(column.name, 'category', texts);
}
