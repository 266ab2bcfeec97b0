import { type ColumnCheck, countOf, placesOf } from '../check.ts';

/** Carriage returns inside values: data that other tools break lines at. */
export const carriageReturns: ColumnCheck = ({ name, carriageReturns: seen, nCells }) => {
  const [first] = seen.first;
  if (first === undefined) return undefined;
  const { lines, details } = placesOf(seen, nCells);
  return {
    code: 'TEXT_CARRIAGE_RETURN',
    severity: 'warning',
    column: name,
    message: `found carriage returns at index ${first.index} of column '${name}':`,
    hint: `They are kept as data, in ${countOf(seen.count, nCells)}; replace them by blanks if other tools read the file.`,
    lines,
    details: { ...details, index: first.index, excerpt: first.value },
  };
};
