import {
  type CodedColumn,
  type Column,
  columnLength,
  getColumn,
  isNumeric,
  type Table,
} from '../../table/index.ts';
import { type DerivedColumn, nameOfDerived, numberOf, pairOf } from './derived-column.ts';

/** A derived column of a table: see `DerivedColumn`. */
export function derive(table: Table, { name, operation, of, range }: DerivedColumn): Column {
  const [a, b] = of.map((input) => getColumn(table, input));
  if (operation === 'pair') return pairColumn(a as CodedColumn, b as CodedColumn, name);
  if (!isNumeric(a) || !isNumeric(b)) throw new RangeError(`${name} needs numbers`);
  const compute = numberOf(operation, range);
  return { name, kind: 'number', values: a.values.map((value, i) => compute(value, b.values[i])) };
}

/** The pair of two categories; a level of it is made once, however many rows have it. */
export function pairColumn(
  a: CodedColumn,
  b: CodedColumn,
  name = nameOfDerived('pair', [a.name, b.name]),
): CodedColumn {
  const places = pairPlaces(a, b);
  const codeOf = new Map<number, number>();
  const levels: string[] = [];
  const codes = places.map((place, i) => {
    const known = codeOf.get(place);
    if (known !== undefined) return known;
    codeOf.set(place, levels.length);
    return levels.push(pairOf(levelAt(a, i), levelAt(b, i))) - 1;
  });
  return { name, kind: 'category', codes: Int32Array.from(codes), levels };
}

/** One number for each pair of codes. */
export function pairPlaces(a: CodedColumn, b: CodedColumn): Float64Array {
  const width = b.levels.length + 1;
  return Float64Array.from(
    { length: columnLength(a) },
    (_, i) => (a.codes[i] + 1) * width + b.codes[i] + 1,
  );
}

function levelAt({ codes, levels }: CodedColumn, i: number): string | null {
  return codes[i] < 0 ? null : levels[codes[i]];
}
