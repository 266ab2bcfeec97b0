import {
  type CodedColumn,
  type Column,
  encodeText,
  isNumeric,
  makeTable,
  parseNumber,
  type Table,
} from '@kaizenml/ml/table';

/**
 * The rows of one table below those of another, with the columns of the first. What the second has as text and the first as numbers is
 * read as numbers, and the other way round: classes may be written 0 and 1. A column that the second lacks is missing there, and so is
 * a text that is no number.
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
    const numbers = lower && asNumbers(lower, upper.kind);
    if (numbers !== undefined) values.set(numbers, upper.values.length);
    return { ...upper, values };
  }
  const codes = new Int32Array(upper.codes.length + nLower).fill(-1);
  codes.set(upper.codes);
  const texts = lower && asTexts(lower);
  if (texts === undefined) return { ...upper, codes };
  const { levels, codeOf } = joinLevels(upper, texts);
  for (const [i, code] of texts.codes.entries())
    codes[upper.codes.length + i] = code < 0 ? -1 : (codeOf[code] ?? -1);
  return { ...upper, codes, levels };
}

/** The numbers of a column that are to stand below such of a kind; undefined where texts stand for dates. */
function asNumbers(column: Column, kind: Column['kind']): Float64Array | undefined {
  if (isNumeric(column)) return column.values;
  if (kind !== 'number') return undefined;
  const numbers = column.levels.map((level) => parseNumber(level));
  return Float64Array.from(column.codes, (code) => numbers[code] ?? Number.NaN);
}

/** The texts of a column; undefined of dates, which have none of their own. */
function asTexts(column: Column): CodedColumn | undefined {
  if (!isNumeric(column)) return column;
  if (column.kind !== 'number') return undefined;
  const texts = Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value)));
  return encodeText(column.name, 'category', texts);
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
