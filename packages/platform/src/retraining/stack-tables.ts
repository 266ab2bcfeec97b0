import {
  type CodedColumn,
  type Column,
  isNumeric,
  makeTable,
  type Table,
} from '@kaizenml/ml/table';

/**
 * The rows of one table below those of another, with the columns of the first. A column that the second lacks, or has of another
 * kind of values, is missing there.
 *
 * @cost O(rows * columns).
 */
export function stackTables(upper: Table, lower: Table): Table {
  const below = new Map(lower.columns.map((column) => [column.name, column]));
  return makeTable(
    upper.columns.map((column) => stackColumn(column, below.get(column.name), lower.nRows)),
  );
}

function stackColumn(upper: Column, lower: Column | undefined, nLower: number): Column {
  if (isNumeric(upper)) {
    const values = new Float64Array(upper.values.length + nLower).fill(Number.NaN);
    values.set(upper.values);
    if (lower !== undefined && isNumeric(lower)) values.set(lower.values, upper.values.length);
    return { ...upper, values };
  }
  const codes = new Int32Array(upper.codes.length + nLower).fill(-1);
  codes.set(upper.codes);
  if (lower === undefined || isNumeric(lower)) return { ...upper, codes };
  const { levels, codeOf } = joinLevels(upper, lower);
  for (const [i, code] of lower.codes.entries())
    codes[upper.codes.length + i] = code < 0 ? -1 : (codeOf[code] ?? -1);
  return { ...upper, codes, levels };
}

/** The levels of both, and the place of each lower one among them. */
function joinLevels(upper: CodedColumn, lower: CodedColumn) {
  const places = new Map(upper.levels.map((level, code) => [level, code]));
  const codeOf = Int32Array.from(lower.levels, (level) => {
    const known = places.get(level);
    if (known !== undefined) return known;
    places.set(level, places.size);
    return places.size - 1;
  });
  return { levels: [...places.keys()], codeOf };
}
