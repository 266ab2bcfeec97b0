import { addColumn, categoryColumns, changeCells } from '../columns.ts';
import type { TextTable } from '../csv-text.ts';
import { writeCsv } from '../csv-text.ts';
import type { Chance, FileFault, Strength } from '../fault.ts';

const CITIES = ['Zürich', 'Genève', 'Köln', 'Málaga', 'Århus', 'São Paulo', 'Łódź'];
const PLAIN = ['Berlin', 'Madrid', 'Oslo', 'Turin', 'Dover'];

/** Changes cells of a column of categories, or of a new column where there is none. */
export function inWords(
  codes: readonly string[],
  name: string,
  change: (cell: string, chance: Chance) => string,
  where: (cell: string) => boolean = (cell) => cell.length > 2,
): FileFault {
  return {
    name,
    codes,
    plant: (table, chance, strength) => {
      const [given, j] = wordsOf(table, chance, where);
      const planted = changeCells(given, j, {
        chance,
        strength,
        where,
        change: (cell) => change(cell, chance),
      });
      return { content: writeCsv(planted), column: given.names[j] };
    },
  };
}

function wordsOf(
  table: TextTable,
  chance: Chance,
  where: (cell: string) => boolean,
): [TextTable, number] {
  const fitting = categoryColumns(table).filter(
    (j) => table.rows.filter((row) => where(row[j])).length > 0.5 * table.rows.length,
  );
  if (fitting.length > 0) return [table, chance.pick(fitting)];
  const made = addColumn(table, 'place', chance, () => chance.pick(PLAIN));
  return [made, made.names.indexOf('place')];
}

const withCities = (table: TextTable, chance: Chance, strength: Strength) =>
  addColumn(table, 'ort', chance, () =>
    chance.next() < { weak: 0.02, plain: 0.1, strong: 0.6 }[strength]
      ? chance.pick(CITIES.slice(0, 4))
      : chance.pick(PLAIN),
  );

const latin = (text: string) => Buffer.from(text, 'latin1');

/** Faults of characters and their encoding. */
export const TEXT_FAULTS: readonly FileFault[] = [
  {
    name: 'byte order mark',
    codes: ['BYTE_ORDER_MARK'],
    plant: (table) => ({ content: `\ufeff${writeCsv(table)}` }),
  },
  {
    name: 'UTF-16 without a mark',
    codes: ['ENCODING_NOT_UTF8'],
    plant: (table, chance) => {
      const bytes = Buffer.from(writeCsv(table), 'utf16le');
      return { content: chance.next() < 0.5 ? bytes : bytes.swap16() };
    },
  },
  {
    name: 'UTF-16',
    codes: ['ENCODING_NOT_UTF8'],
    plant: (table) => ({ content: Buffer.from(`\ufeff${writeCsv(table)}`, 'utf16le') }),
  },
  {
    name: 'Latin-1',
    codes: ['ENCODING_INVALID'],
    plant: (table, chance, strength) => ({
      content: latin(writeCsv(withCities(table, chance, strength))),
    }),
  },
  {
    name: 'two encodings in one file',
    codes: ['ENCODING_INVALID'],
    plant: (table, chance, strength) => {
      const lines = writeCsv(withCities(table, chance, strength)).split('\n');
      const half = Math.floor(lines.length / 2);
      return {
        content: Buffer.concat([
          Buffer.from(`${lines.slice(0, half).join('\n')}\n`),
          latin(lines.slice(half).join('\n')),
        ]),
      };
    },
  },
  inWords(['TEXT_NUL'], 'NUL bytes', (cell) => `${cell.slice(0, 1)}\0${cell.slice(1)}`),
  inWords(['TEXT_HIDDEN', 'BLANKS_AROUND'], 'no-break space behind', (cell) => `${cell}\u00a0`),
  inWords(
    ['TEXT_HIDDEN'],
    'zero-width character within',
    (cell, chance) =>
      `${cell.slice(0, 2)}${chance.pick(['\u200b', '\u200d', '\u00ad', '\u2060', '\ufeff'])}${cell.slice(2)}`,
  ),
  inWords(['QUOTES_TYPOGRAPHIC'], 'typographic quotes', (cell, chance) =>
    chance.pick([`\u201c${cell}\u201d`, `\u201e${cell}\u201c`, `\u00ab${cell}\u00bb`]),
  ),
  {
    name: 'mojibake',
    codes: ['TEXT_MOJIBAKE'],
    plant: (table, chance, strength) => {
      const given = withCities(table, chance, 'strong');
      const planted = changeCells(given, given.names.indexOf('ort'), {
        chance,
        strength,
        where: (cell) => /[^\0-\x7f]/.test(cell),
        change: (cell) => new TextDecoder('windows-1252').decode(Buffer.from(cell)),
      });
      return { content: writeCsv(planted), column: 'ort' };
    },
  },
  inWords(
    ['TEXT_MOJIBAKE'],
    'lost characters',
    (cell) => cell.replace(/[aeiou]/, '\ufffd'),
    (cell) => /[aeiou]/.test(cell),
  ),
  inWords(
    ['TEXT_CARRIAGE_RETURN'],
    'carriage return within',
    (cell) => `${cell.slice(0, 1)}\r\n${cell.slice(1)}`,
  ),
  {
    name: 'mojibake of other alphabets and of typographic marks',
    codes: ['TEXT_MOJIBAKE'],
    plant: (table, chance, strength) => {
      const given = addColumn(table, 'ort', chance, () => chance.pick(PLAIN));
      const [encoding, words] = chance.pick([
        ['windows-1252', ['Москва', 'Αθήνα', '東京']],
        ['windows-1252', ['it’s', '5 €', '“so”']],
        ['macintosh', ['Zürich', 'Málaga', 'it’s']],
        ['windows-1251', ['Москва', 'Казань']],
      ] as const);
      const planted = changeCells(given, given.names.indexOf('ort'), {
        chance,
        strength,
        change: () => new TextDecoder(encoding).decode(Buffer.from(chance.pick(words))),
      });
      return { content: writeCsv(planted), column: 'ort' };
    },
  },
  inWords(['TEXT_MARKUP'], 'characters of HTML', (cell, chance) =>
    chance.pick([`${cell} &amp; co`, `${cell}&nbsp;`, `Caf&eacute; ${cell}`, `<b>${cell}</b>`]),
  ),
  inWords(['TEXT_NESTED'], 'objects and lists', (cell, chance) =>
    chance.pick([`{"name": "${cell}", "n": 2}`, `["${cell}", "x"]`, `{'a': '${cell}'}`]),
  ),
  inWords(['SPREADSHEET_FORMULA'], 'formulas', (_, chance) =>
    chance.pick(['=A1+B1', '=SUM(C2:C9)', '=HYPERLINK("http://x.example","more")']),
  ),
  inWords(['BLANKS_AROUND'], 'blank behind', (cell) => `${cell} `),
  inWords(['BLANKS_AROUND'], 'tab before', (cell) => `\t${cell}`),
];
