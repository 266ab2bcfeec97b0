import { addColumn, changeCells } from '../columns.ts';
import { writeCsv } from '../csv-text.ts';
import type { FileFault } from '../fault.ts';
import { inWords } from './text.ts';

const isLong = (cell: string) => /^[A-Za-z][A-Za-z -]{4,}$/.test(cell);

/** Faults of categories and of yes and no. */
export const CATEGORY_FAULTS: readonly FileFault[] = [
  inWords(['CATEGORY_SPELLINGS'], 'capital letters', (cell) =>
    cell === cell.toUpperCase() ? cell.toLowerCase() : cell.toUpperCase(),
  ),
  inWords(
    ['CATEGORY_SPELLINGS', 'CATEGORY_TYPO'],
    'blank within',
    (cell) => `${cell.slice(0, 2)} ${cell.slice(2)}`,
    isLong,
  ),
  inWords(
    ['CATEGORY_SPELLINGS'],
    'accent',
    (cell) => cell.replace(/[aeo]/, (letter) => ({ a: 'á', e: 'é', o: 'ö' })[letter] ?? letter),
    (cell) => isLong(cell) && /[aeo]/.test(cell),
  ),
  inWords(
    ['CATEGORY_SPELLINGS'],
    'letters of another alphabet',
    (cell) => cell.replace(/[aeo]/, (letter) => ({ a: 'а', e: 'е', o: 'о' })[letter] ?? letter),
    (cell) => isLong(cell) && /[aeo]/.test(cell),
  ),
  inWords(
    ['CATEGORY_TYPO'],
    'digit for a letter',
    (cell) => cell.replace(/o/, '0'),
    (cell) => isLong(cell) && cell.slice(1).includes('o'),
  ),
  inWords(['TYPES_MIXED', 'SPREADSHEET_DATE'], 'dates among categories', (_, chance) =>
    chance.pick(['2021-03-04', '2020-12-24']),
  ),
  inWords(
    ['CATEGORY_TYPO'],
    'letter left out',
    (cell) => cell.slice(0, 3) + cell.slice(4),
    (cell) => isLong(cell) && cell.length > 5,
  ),
  inWords(
    ['CATEGORY_TYPO'],
    'letters swapped',
    (cell) => cell.slice(0, 2) + cell[3] + cell[2] + cell.slice(4),
    (cell) => isLong(cell) && cell[2] !== cell[3],
  ),
  {
    name: 'words cut to their first letter',
    codes: ['CATEGORY_SPELLINGS'],
    plant: (table, chance, strength) => {
      const given = addColumn(table, 'gender', chance, () => chance.pick(['male', 'female']));
      const planted = changeCells(given, given.names.indexOf('gender'), {
        chance,
        strength,
        change: (cell) => cell.slice(0, 1).toUpperCase(),
      });
      return { content: writeCsv(planted), column: 'gender' };
    },
  },
  {
    name: 'yes and no in several ways',
    codes: ['BOOLEANS_MIXED', 'CATEGORY_SPELLINGS'],
    plant: (table, chance, strength) => {
      const [words, others] = chance.pick([
        [
          ['yes', 'no'],
          ['Y', 'N'],
        ],
        [
          ['true', 'false'],
          ['1', '0'],
        ],
        [
          ['ja', 'nein'],
          ['j', 'n'],
        ],
        [
          ['Yes', 'No'],
          ['TRUE', 'FALSE'],
        ],
        [
          ['oui', 'non'],
          ['O', 'N', 'yes'],
        ],
      ]);
      const given = addColumn(table, 'active', chance, () => chance.pick(words));
      const planted = changeCells(given, given.names.indexOf('active'), {
        chance,
        strength,
        change: () => chance.pick(others),
      });
      return { content: writeCsv(planted), column: 'active' };
    },
  },
];
