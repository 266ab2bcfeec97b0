import type { Finding } from '@kaizenml/contracts';
import { type Column, isNumeric, type NumericColumn, type Table } from '../../table/index.ts';
import { columnWords } from './column-words.ts';

const LATITUDE = /\blat(itude)?\b/;
const LONGITUDE = /\b(lon|lng|long|longitude)\b/;
/** Decimals from which a place is a house: 0.001 degrees are 111 m. */
const DECIMALS = 3;
const CHECKED_ROWS = 2_000;
const PAIR = /^\(?-?[0-8]?\d\.\d{3,}[,; ] ?-?1?\d{1,2}\.\d{3,}\)?$/;
const FEWEST_PAIRS = 10;

/**
 * Finds pairs of coordinates, in two columns or in one, fine enough to tell a house: three decimals or more.
 *
 * @returns At most one finding per table.
 * @cost O(rows), 2 000 at most per column
 * @source de Montjoye et al. (2013), "Unique in the Crowd", Scientific Reports 3: four places identify 95 %.
 */
export function checkCoordinates(table: Table): Finding[] {
  const latitudes = table.columns.filter((column) => isPlace(column, LATITUDE, 90));
  const longitudes = table.columns.filter((column) => isPlace(column, LONGITUDE, 180));
  const pairs = table.columns.filter(isPair);
  const both =
    latitudes.length === 0 || longitudes.length === 0 ? [] : [...latitudes, ...longitudes];
  const columns = [...both, ...pairs].map(({ name }) => name);
  if (columns.length === 0) return [];
  return [
    {
      code: 'PERSONAL_DATA',
      severity: 'info',
      message: `Columns "${columns.join('", "')}" hold coordinates of ${DECIMALS} decimals or more, which tell a house.`,
      hint: `Where they follow persons, round them with \`kaizen datasets redact --column ${columns[0]}=band\`.`,
      column: columns[0],
      details: { columns, kind: 'coordinates', decimals: DECIMALS, redaction: 'band' },
    },
  ];
}

/** Whether the texts of a column are a latitude and a longitude each. */
function isPair(column: Column): boolean {
  if (isNumeric(column) || column.levels.length < FEWEST_PAIRS) return false;
  const levels = column.levels.slice(0, CHECKED_ROWS);
  return (
    PAIR.test(levels[0]) && levels.filter((level) => PAIR.test(level)).length >= 0.9 * levels.length
  );
}

function isPlace(column: Column, named: RegExp, limit: number): column is NumericColumn {
  if (column.kind !== 'number' || !named.test(columnWords(column.name))) return false;
  const values = column.values.subarray(0, CHECKED_ROWS).filter((value) => !Number.isNaN(value));
  const nFine = values.filter((value) => (value * 100) % 1 !== 0 && isFine(value)).length;
  return (
    values.length > 0 &&
    values.every((value) => Math.abs(value) <= limit) &&
    nFine >= 0.5 * values.length
  );
}

function isFine(value: number): boolean {
  return (String(value).split('.')[1] ?? '').length >= DECIMALS;
}
