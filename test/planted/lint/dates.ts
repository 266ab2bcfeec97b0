import { addColumn, changeCells } from '../columns.ts';
import { writeCsv } from '../csv-text.ts';
import type { Chance, FileFault } from '../fault.ts';
import { inNewColumn } from './numbers.ts';

const two = (n: number) => String(n).padStart(2, '0');
const day = (chance: Chance) => 1 + chance.below(28);
const month = (chance: Chance) => 1 + chance.below(12);
const year = (chance: Chance) => 2015 + chance.below(9);
const iso = (_: number, chance: Chance) =>
  `${year(chance)}-${two(month(chance))}-${two(day(chance))}`;
const european = (_: number, chance: Chance) =>
  `${two(day(chance))}.${two(month(chance))}.${year(chance)}`;
const american = (_: number, chance: Chance) =>
  `${two(month(chance))}/${two(day(chance))}/${year(chance)}`;
const dates = (
  codes: readonly string[],
  name: string,
  value: (i: number, chance: Chance) => string,
  change: (cell: string, chance: Chance) => string,
): FileFault => inNewColumn(codes, name, { column: 'recorded', value, change });

/** Faults of dates and of names that became dates. */
export const DATE_FAULTS: readonly FileFault[] = [
  dates(['DATES_MIXED'], 'German dates among ISO dates', iso, (_, chance) => european(0, chance)),
  dates(
    ['DATES_MIXED'],
    'dates with words among ISO dates',
    iso,
    (_, chance) => `${day(chance)} ${chance.pick(['Mar', 'May', 'October'])} ${year(chance)}`,
  ),
  dates(
    ['DATES_MIXED'],
    'month first among day first',
    (_, chance) => `${13 + chance.below(15)}/${two(month(chance))}/${year(chance)}`,
    (_, chance) => `${two(month(chance))}/${13 + chance.below(15)}/${year(chance)}`,
  ),
  dates(
    ['DATES_IMPOSSIBLE'],
    'days that do not exist',
    iso,
    (_, chance) => `${year(chance)}-${chance.pick(['02-30', '04-31', '13-05', '00-12', '06-00'])}`,
  ),
  dates(
    ['DATES_IMPOSSIBLE'],
    'German days that do not exist',
    european,
    (_, chance) => `${chance.pick(['31.06', '30.02', '29.02', '00.05'])}.2023`,
  ),
  dates(
    ['DATES_SHORT_YEAR'],
    'years of two digits',
    european,
    (_, chance) => `${two(day(chance))}.${two(month(chance))}.${two(chance.below(30))}`,
  ),
  inNewColumn(['DATES_AMBIGUOUS'], 'day or month first', {
    column: 'recorded',
    value: (_, chance) =>
      `${two(1 + chance.below(12))}/${two(1 + chance.below(12))}/${year(chance)}`,
    change: (cell) => cell,
  }),
  dates(['SPREADSHEET_SERIAL_DATE'], 'numbers of days', iso, (_, chance) =>
    String(42000 + chance.below(3000)),
  ),
  dates(
    ['SPREADSHEET_SERIAL_DATE'],
    'numbers of days among American dates',
    american,
    (_, chance) => String(42000 + chance.below(3000)),
  ),
  dates(
    ['SPREADSHEET_ZERO_DATE', 'SENTINEL_VALUE'],
    'first day of a spreadsheet',
    iso,
    (_, chance) => chance.pick(['1900-01-01', '1899-12-30', '1904-01-01']),
  ),
  dates(['DATES_MIXED'], 'days with a time among days', iso, (cell, chance) =>
    chance.pick([`${cell}T08:30:00Z`, `${cell} 14:05`, `${cell} 2:15 PM`]),
  ),
  dates(
    ['DATES_MIXED'],
    'month first among day first, with hyphens',
    (_, chance) => `${13 + chance.below(15)}-${two(month(chance))}-${year(chance)}`,
    (_, chance) => `${two(month(chance))}-${13 + chance.below(15)}-${year(chance)}`,
  ),
  dates(['TYPES_MIXED'], 'digits among dates', iso, (_, chance) =>
    chance.pick(['20210304', '2021', '1614816000']),
  ),
  dates(['SENTINEL_VALUE'], 'days that stand for no date', iso, (_, chance) =>
    chance.pick(['1970-01-01', '9999-12-31', '2099-12-31']),
  ),
  {
    name: 'rows out of the order of time',
    codes: ['TIMES_UNORDERED'],
    plant: (table, chance, strength) => {
      if (strength === 'strong') return undefined;
      const stamps = table.rows.map((_, i) => new Date(1.6e12 + i * 3.6e6).toISOString());
      const given = addColumn(table, 'recorded', chance, (i) => stamps[i]);
      const planted = changeCells(given, given.names.indexOf('recorded'), {
        chance,
        strength,
        change: () => chance.pick(stamps),
      });
      return { content: writeCsv(planted), column: 'recorded' };
    },
  },
  dates(['TYPES_MIXED'], 'words among dates', iso, (_, chance) =>
    chance.pick(['pending', 'not yet', 'offen']),
  ),
  inNewColumn(['SPREADSHEET_DATE'], 'names that became dates', {
    column: 'gene',
    value: (_, chance) =>
      `${chance.pick(['TP', 'BRCA', 'KRAS', 'EGFR', 'MYC'])}${chance.below(400)}`,
    change: (_, chance) => chance.pick(['2-Sep', '1-Mar', 'Sep-07', '1-Dec', '10-Sep']),
  }),
  inNewColumn(['SPREADSHEET_DATE'], 'names that became whole dates', {
    column: 'gene',
    value: (_, chance) =>
      `${chance.pick(['TP', 'BRCA', 'KRAS', 'EGFR', 'MYC'])}${chance.below(40)}`,
    change: (_, chance) => chance.pick(['2019-09-02', '2019-03-01']),
  }),
];
