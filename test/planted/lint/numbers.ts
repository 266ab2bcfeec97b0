import { addColumn, changeCells, numberColumns } from '../columns.ts';
import { writeCsv } from '../csv-text.ts';
import type { Chance, FileFault } from '../fault.ts';

/** Changes cells of a column of numbers. */
function inNumbers(
  codes: readonly string[],
  name: string,
  change: (cell: string, chance: Chance) => string,
  only?: RegExp,
): FileFault {
  return {
    name,
    codes,
    plant: (table, chance, strength) => {
      const columns = numberColumns(table, only);
      if (columns.length === 0) return undefined;
      const j = chance.pick(columns);
      const planted = changeCells(table, j, {
        chance,
        strength,
        where: (cell) => cell !== '',
        change: (cell) => change(cell, chance),
      });
      return { content: writeCsv(planted), column: table.names[j] };
    },
  };
}

/** A new column, some cells of which are changed. */
export function inNewColumn(
  codes: readonly string[],
  name: string,
  {
    column,
    value,
    change,
    where = () => true,
  }: {
    readonly column: string;
    readonly value: (i: number, chance: Chance) => string;
    readonly change: (cell: string, chance: Chance) => string;
    readonly where?: (cell: string) => boolean;
  },
): FileFault {
  return {
    name,
    codes,
    plant: (table, chance, strength) => {
      const given = addColumn(table, column, chance, (i) => value(i, chance));
      const planted = changeCells(given, given.names.indexOf(column), {
        chance,
        strength,
        where,
        change: (cell) => change(cell, chance),
      });
      return { content: writeCsv(planted), column };
    },
  };
}

const thousands =
  (separator: string, point = '.') =>
  (_: unknown, chance: Chance) =>
    `${1 + chance.below(9)}${separator}${100 + chance.below(900)}${separator}${100 + chance.below(900)}${point}50`;

/** Faults of numbers. */
export const NUMBER_FAULTS: readonly FileFault[] = [
  inNumbers(['TYPES_MIXED'], 'words among numbers', (_, chance) =>
    chance.pick([
      'unknown',
      'n/k',
      'tbd',
      'siehe oben',
      'refused',
      'ca. 12 (est.)',
      '>100',
      '12-15',
      'broken',
    ]),
  ),
  inNumbers(
    ['NUMBERS_WITH_UNIT'],
    'unit behind',
    (cell, chance) => `${cell} ${chance.pick(['kg', 'cm', 'lbs', 'USD', 'm', 'years'])}`,
  ),
  inNumbers(['NUMBERS_WITH_UNIT'], 'currency', (cell, chance) =>
    chance.pick([`$${cell}`, `€ ${cell}`, `${cell} €`, `£${cell}`, `CHF ${cell}`]),
  ),
  inNumbers(['NUMBERS_WITH_UNIT'], 'percent sign', (cell) => `${cell}%`),
  inNumbers(['SENTINEL_VALUE'], 'minus 999', () => '-999', /^\d{1,3}(\.\d+)?$/),
  inNumbers(['SENTINEL_VALUE'], 'many nines', () => '99999999', /^\d{1,6}(\.\d+)?$/),
  inNumbers(['SENTINEL_VALUE'], 'nines with decimals', () => '-9999.0', /^\d{1,3}(\.\d+)?$/),
  inNewColumn(['TYPES_MIXED'], 'decimal points among whole numbers', {
    column: 'konto',
    value: (_, chance) => String(1000 + chance.below(9000)),
    change: (cell) => `${cell}.0`,
  }),
  inNewColumn(['MISSING_MARKERS_MIXED'], 'several words for no value', {
    column: 'alter',
    value: (_, chance) => (chance.next() < 0.1 ? 'NA' : String(chance.below(90))),
    change: (_, chance) => chance.pick(['n/a', '-', '?', 'null', '']),
  }),
  inNumbers(['SPREADSHEET_ERROR'], 'errors of a spreadsheet', (_, chance) =>
    chance.pick(['#REF!', '#NAME?', '#NUM!', '#BEZUG!', '#ERROR!', 'Err:502', '########']),
  ),
  inNewColumn(['NUMBERS_WITH_SEPARATORS'], 'thousands with commas', {
    column: 'turnover',
    value: thousands(','),
    change: thousands(','),
  }),
  inNewColumn(['NUMBERS_WITH_SEPARATORS'], 'some thousands with commas', {
    column: 'turnover',
    value: (_, chance) => String(200 + chance.below(799)),
    change: (_, chance) => `${1 + chance.below(9)},${100 + chance.below(900)}`,
  }),
  inNewColumn(['NUMBERS_WITH_SEPARATORS'], 'points for thousands, comma for decimals', {
    column: 'Umsatz',
    value: thousands('.', ','),
    change: thousands('.', ','),
  }),
  inNewColumn(['NUMBERS_WITH_SEPARATORS'], 'apostrophes for thousands', {
    column: 'Betrag',
    value: thousands("'"),
    change: thousands('’'),
  }),
  inNewColumn(['NUMBERS_WITH_SEPARATORS'], 'decimal comma in some', {
    column: 'poids',
    value: (_, chance) => (50 + 40 * chance.next()).toFixed(1),
    change: (cell) => cell.replace('.', ','),
  }),
  inNewColumn(['LEADING_ZEROS'], 'keys with leading zeros', {
    column: 'branch',
    value: (_, chance) => String(10000 + chance.below(89999)),
    change: (_, chance) => `0${1000 + chance.below(8999)}`,
  }),
  inNewColumn(['LEADING_ZEROS_LOST'], 'lost zeros', {
    column: 'zip',
    value: (_, chance) => String(10000 + chance.below(89999)),
    change: (_, chance) => String(1000 + chance.below(8999)),
  }),
  inNewColumn(['LEADING_ZEROS_LOST'], 'lost zeros of a long key', {
    column: 'ean_code',
    value: (_, chance) =>
      `4${String(chance.below(1e9)).padStart(9, '0')}${100 + chance.below(900)}`,
    change: (_, chance) => `7${String(chance.below(1e9)).padStart(9, '0')}${10 + chance.below(90)}`,
  }),
  inNewColumn(['NUMBERS_SCALE_MIXED'], 'shares among percentages', {
    column: 'occupancy',
    value: (_, chance) => (20 + 75 * chance.next()).toFixed(1),
    change: (cell) => (Number(cell) / 100).toFixed(3),
  }),
  inNewColumn(['SPREADSHEET_SCIENTIFIC'], 'keys in scientific notation', {
    column: 'order',
    value: (_, chance) => String(400000000000 + chance.below(99999999)),
    change: (_, chance) => `4.${chance.below(89999) + 10000}E+11`,
  }),
];
