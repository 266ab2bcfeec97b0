import { addColumn, numberColumns } from '../columns.ts';
import type { TextTable } from '../csv-text.ts';
import { writeCsv } from '../csv-text.ts';
import type { Chance, FileFault } from '../fault.ts';

const rename =
  (change: (name: string, chance: Chance) => string): FileFault['plant'] =>
  (table, chance) => {
    const at = chance.pick(table.names.flatMap((name, j) => (/[A-Za-z]{2}/.test(name) ? [j] : [])));
    return {
      content: writeCsv({ ...table, names: table.names.with(at, change(table.names[at], chance)) }),
    };
  };

const more = (
  codes: readonly string[],
  name: string,
  column: string,
  value: (table: TextTable, i: number, chance: Chance) => string,
): FileFault => ({
  name,
  codes,
  plant: (table, chance) => ({
    content: writeCsv(addColumn(table, column, chance, (i) => value(table, i, chance))),
  }),
});

/** Faults of whole columns and of their names. */
export const COLUMN_FAULTS: readonly FileFault[] = [
  more(['COLUMN_CONSTANT'], 'constant column', 'origin', () => 'web'),
  more(['COLUMN_NEARLY_CONSTANT'], 'nearly constant column', 'status', (table, i) =>
    table.rows.length >= 1000 && i % 700 === 3
      ? 'closed'
      : table.rows.length >= 1000
        ? 'open'
        : i === 3
          ? 'closed'
          : 'open',
  ),
  more(['COLUMN_EMPTY'], 'empty column', 'remarks', () => ''),
  more(['COLUMN_EMPTY'], 'column of markers', 'remarks', (_table, _i, chance) =>
    chance.pick(['NA', '', 'null']),
  ),
  more(['COLUMN_CONSTANT'], 'constant column with gaps', 'origin', (_table, i) =>
    i % 12 === 5 ? '' : 'web',
  ),
  more(['COLUMN_UNNAMED'], 'name that a library made up', 'Unnamed: 0', (_, i) => String(i)),
  {
    name: 'name with a number behind',
    codes: ['COLUMN_NAMES_ALIKE'],
    plant: (table, chance) => {
      const name = table.names.find((one) => /[A-Za-z]{2}/.test(one)) ?? '';
      return {
        content: writeCsv(addColumn(table, `${name}.1`, chance, () => String(chance.below(1000)))),
      };
    },
  },
  {
    name: 'the same numbers with a decimal point',
    codes: ['COLUMNS_EQUAL'],
    plant: (table, chance) => {
      const j = numberColumns(table, /^[1-9]\d*$/).find((k) =>
        table.rows.every((row) => row[k] !== ''),
      );
      if (j === undefined) return undefined;
      return {
        content: writeCsv(addColumn(table, 'copied', chance, (i) => `${table.rows[i][j]}.0`)),
      };
    },
  },
  more(['COLUMN_UNNAMED'], 'column without a name', '', (_, i) => String(i)),
  {
    name: 'the same column under another name',
    codes: ['COLUMNS_EQUAL'],
    plant: (table, chance) => {
      const j = table.names.findIndex((_, k) => new Set(table.rows.map((row) => row[k])).size > 3);
      return { content: writeCsv(addColumn(table, 'copied', chance, (i) => table.rows[i][j])) };
    },
  },
  {
    name: 'one name twice',
    codes: ['COLUMN_NAME_REPEATED'],
    plant: (table, chance) => {
      const name = table.names.find((one) => one !== '') ?? '';
      return {
        content: writeCsv(addColumn(table, name, chance, () => String(chance.below(1000)))),
      };
    },
  },
  {
    name: 'names that differ in case',
    codes: ['COLUMN_NAMES_ALIKE'],
    plant: (table, chance) => {
      const name = table.names.find((one) => /[A-Za-z]{2}/.test(one)) ?? '';
      const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
      return {
        content: writeCsv(addColumn(table, other, chance, () => String(chance.below(1000)))),
      };
    },
  },
  {
    name: 'blanks around a name',
    codes: ['COLUMN_NAME_PADDED'],
    plant: rename((name) => ` ${name} `),
  },
  {
    name: 'a name with hidden characters',
    codes: ['COLUMN_NAME_PADDED'],
    plant: rename(
      (name, chance) =>
        name.slice(0, 1) + chance.pick(['\u200b', '\u00ad', '\ufeff']) + name.slice(1),
    ),
  },
];
