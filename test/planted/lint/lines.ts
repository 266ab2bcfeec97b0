import { addColumn, numberColumns } from '../columns.ts';
import { csvLine, writeCsv } from '../csv-text.ts';
import { drawRows, type FileFault } from '../fault.ts';

const above = (name: string, lines: readonly (readonly string[])[]): FileFault => ({
  name,
  codes: ['PREAMBLE_LINES'],
  plant: (table, chance) => ({ content: `${chance.pick(lines).join('\n')}\n${writeCsv(table)}` }),
});

const below = (name: string, lines: (n: number, at: number) => readonly string[]): FileFault => ({
  name,
  codes: ['FOOTER_LINES'],
  plant: (table, chance) => ({
    content: `${writeCsv(table)}${lines(table.names.length, chance.below(4)).join('\n')}\n`,
  }),
});

const changeLines =
  (change: (line: string, cells: readonly string[]) => string): FileFault['plant'] =>
  (table, chance, strength) => {
    const drawn = new Set(drawRows(table.rows.length, chance, strength));
    const lines = table.rows.map((cells, i) =>
      drawn.has(i) ? change(csvLine(cells), cells) : csvLine(cells),
    );
    return { content: `${csvLine(table.names)}\n${lines.join('\n')}\n` };
  };

/** Faults of lines: what stands above, below and between the rows, and rows that are cut wrongly. */
export const LINE_FAULTS: readonly FileFault[] = [
  above('title line', [
    ['Quarterly sales report'],
    ['Auswertung vom 3. Mai 2024'],
    ['Relevé des mesures, station Nord'],
    ['"Patients, cohort B (confidential)"'],
  ]),
  above('title block', [
    ['Report', 'Created: 2024-05-03 12:00', ''],
    ['Données', 'Source: INSEE', 'Version 2', ''],
    ['Export', '', 'All values in SI units'],
  ]),
  above('comments on top', [
    ['# written by the export, v3'],
    ['# station 12', '# unit: mm'],
    ['#', '# see the manual'],
  ]),
  {
    name: 'counts above the header',
    codes: ['PREAMBLE_LINES'],
    plant: (table) => {
      const { length } = table.names;
      if (length < 5) return undefined;
      const counts = [String(table.rows.length), String(length), ...Array(length - 2).fill('')];
      return { content: `${counts.join(',')}\n${writeCsv(table)}` };
    },
  },
  {
    name: 'sep= of a spreadsheet',
    codes: ['PREAMBLE_LINES'],
    plant: (table, chance) => {
      const delimiter = chance.pick([';', '\t', '|']);
      return {
        content: `sep=${delimiter}\r\n${writeCsv(table, delimiter).replaceAll('\n', '\r\n')}`,
      };
    },
  },
  below('total of all columns', (n) => [
    csvLine(['Total', ...Array.from({ length: n - 1 }, (_, j) => String(1000 * (j + 1)))]),
  ]),
  below('total, mostly empty', (n, at) => [
    csvLine([
      ['Grand Total', 'Summe', 'TOTAL', 'Somme'][at] ?? '',
      ...Array.from({ length: n - 1 }, (_, j) => (j % 2 === 0 ? '4711' : '')),
    ]),
  ]),
  below(
    'source below',
    (_, at) =>
      [
        ['', 'Source: Eurostat, table 12'],
        ['Quelle: Bundesamt'],
        ['', '* preliminary figures'],
        ['', 'Generated on 2024-01-01 by the nightly job', 'Page 1 of 1'],
      ][at] ?? [],
  ),
  {
    name: 'comments between',
    codes: ['COMMENT_LINES'],
    plant: changeLines((line) => `# sensor replaced\n${line}`),
  },
  {
    name: 'blank lines between',
    codes: ['LINES_BLANK'],
    plant: changeLines((line) => `\n${line}`),
  },
  {
    name: 'rows of delimiters only',
    codes: ['LINES_BLANK'],
    plant: changeLines((line, cells) => `${','.repeat(cells.length - 1)}\n${line}`),
  },
  {
    name: 'some rows quoted as a whole',
    codes: ['ROWS_QUOTED', 'ROWS_UNEVEN'],
    plant: changeLines((line) => `"${line.replaceAll('"', '""')}"`),
  },
  {
    name: 'all rows quoted as a whole',
    codes: ['ROWS_QUOTED'],
    plant: (table) =>
      table.names.length < 3
        ? undefined
        : {
            content: writeCsv(table)
              .trimEnd()
              .split('\n')
              .map((line) => `"${line.replaceAll('"', '""')}"`)
              .join('\n'),
          },
  },
  {
    name: 'text behind a closing quote',
    codes: ['QUOTE_STRAY'],
    plant: changeLines((_, cells) => `"${cells[0]}"x,${csvLine(cells.slice(1))}`),
  },
  {
    name: 'quote never closed',
    codes: ['QUOTE_OPEN', 'QUOTE_STRAY', 'ROWS_UNEVEN'],
    plant: (table, chance) => {
      const at = chance.below(table.rows.length);
      const lines = table.rows.map((cells, i) => (i === at ? '"' : '') + csvLine(cells));
      return { content: `${csvLine(table.names)}\n${lines.join('\n')}\n` };
    },
  },
  {
    name: 'header again',
    codes: ['HEADER_REPEATED'],
    plant: (table, chance, strength) => ({
      content: writeCsv({
        ...table,
        rows: drawRows(table.rows.length, chance, strength).reduceRight(
          (rows, i) => rows.toSpliced(i, 0, table.names),
          [...table.rows],
        ),
      }),
    }),
  },
  {
    name: 'header again, in capital letters or behind a mark',
    codes: ['HEADER_REPEATED'],
    plant: (table, chance, strength) => {
      const names = csvLine(table.names);
      const again = chance.pick([
        names.toUpperCase(),
        `\ufeff${names}`,
        names.replaceAll(',', ', '),
      ]);
      return changeLines((line) => `${again}\n${line}`)(table, chance, strength);
    },
  },
  {
    name: 'units or types below the header',
    codes: ['HEADER_SECOND_LINE'],
    plant: (table, chance) => {
      const numbers = new Set(numberColumns(table));
      if (numbers.size === 0 || table.names.length < 2) return undefined;
      const [ofNumbers, ofWords] = chance.pick([
        [['kg', 'cm', 'm/s'], ''],
        [['[kg]', '[°C]'], '[-]'],
        [['float', 'int'], 'string'],
        [['---'], '---'],
      ] as const);
      const second = table.names.map((_, j) => (numbers.has(j) ? chance.pick(ofNumbers) : ofWords));
      return { content: writeCsv({ ...table, rows: [second, ...table.rows] }) };
    },
  },
  {
    name: 'rows copied',
    codes: ['ROWS_DUPLICATE'],
    plant: (table, chance, strength) => {
      const copies = drawRows(table.rows.length, chance, strength).map((i) => table.rows[i]);
      return { content: writeCsv({ ...table, rows: [...table.rows, ...copies] }) };
    },
  },
  {
    name: 'sums between the rows',
    codes: ['TOTALS_WITHIN'],
    plant: (table, chance, strength) => {
      const given = addColumn(table, 'ort', chance, () => chance.pick(['Oslo', 'Bern', 'Turin']));
      const at = given.names.indexOf('ort');
      const word = chance.pick(['Total', 'Subtotal', 'Summe', 'Grand Total']);
      const sum = given.names.map((_, j) => (j === at ? word : ''));
      return changeLines((line) => `${line}\n${csvLine(sum)}`)(given, chance, strength);
    },
  },
  {
    name: 'rows of markers only',
    codes: ['LINES_BLANK'],
    plant: changeLines((line, cells) => `${cells.map(() => 'NA').join(',')}\n${line}`),
  },
  {
    name: 'lines that end with CR alone',
    codes: ['LINE_BREAKS_OLD'],
    plant: (table) => ({ content: writeCsv(table).replaceAll('\n', '\r') }),
  },
  {
    name: 'title above semicolons',
    codes: ['PREAMBLE_LINES'],
    plant: (table, chance) => ({
      content: `${chance.pick(['Umsatzbericht', 'Report of May', 'Bericht, 1. Quartal'])}\n${writeCsv(table, ';')}`,
    }),
  },
  {
    name: 'last line breaks off',
    codes: ['FILE_TRUNCATED'],
    plant: (table, chance) => {
      const text = writeCsv(table).trimEnd();
      const start = text.lastIndexOf('\n') + 1;
      const last = text.slice(start);
      const cut = last.lastIndexOf(',', Math.floor(last.length * (0.3 + 0.6 * chance.next())));
      return cut < 1 || last.includes('"') ? undefined : { content: text.slice(0, start + cut) };
    },
  },
  {
    name: 'cell missing',
    codes: ['ROWS_UNEVEN'],
    plant: changeLines((_, cells) => csvLine(cells.slice(1))),
  },
  {
    name: 'comma without quotes',
    codes: ['ROWS_UNEVEN'],
    plant: changeLines((_, cells) => `Smith, John,${csvLine(cells.slice(1))}`),
  },
  {
    name: 'delimiters too many',
    codes: ['ROWS_TRAILING'],
    plant: changeLines((line) => `${line},,`),
  },
  {
    name: 'another delimiter in some rows',
    codes: ['DELIMITER_MIXED', 'ROWS_UNEVEN'],
    plant: (table, chance, strength) =>
      table.names.length < 3
        ? undefined
        : changeLines((_, cells) => csvLine(cells, chance.pick([';', '\t'])))(
            table,
            chance,
            strength,
          ),
  },
  {
    name: 'trailing blank columns',
    codes: ['COLUMNS_TRAILING'],
    plant: (table, chance) => {
      const more = ','.repeat(1 + chance.below(3));
      return {
        content: writeCsv(table)
          .replaceAll(/\n(?!$)/g, `${more}\n`)
          .replace(/\n$/, `${more}\n`),
      };
    },
  },
  {
    name: 'shifted rows',
    codes: ['ROWS_SHIFTED'],
    plant: (table, chance, strength) => {
      const isNumber = (cell: string) => /^-?[\d.]+$/.test(cell);
      const kind = table.names.map((_, j) => {
        const values = table.rows.map((row) => row[j]).filter((cell) => cell !== '');
        if (values.length < 0.9 * table.rows.length) return 'sparse';
        return values.every(isNumber) ? 'number' : values.some(isNumber) ? 'mixed' : 'text';
      });
      const at = kind.findIndex(
        (one, j) =>
          ['number', 'text'].includes(one) &&
          kind
            .slice(j)
            .filter(
              (next, k) =>
                k > 0 &&
                kind[j + k - 1] !== next &&
                next !== 'sparse' &&
                next !== 'mixed' &&
                kind[j + k - 1] !== 'sparse' &&
                kind[j + k - 1] !== 'mixed',
            ).length >= 2,
      );
      if (at < 0 || table.rows.some((row) => row.some((cell) => cell.includes(','))))
        return undefined;
      return changeLines((_, cells) =>
        csvLine([...cells.slice(0, at), '', ...cells.slice(at, -1)]),
      )(table, chance, strength);
    },
  },
  {
    name: 'no header',
    codes: ['HEADER_MISSING'],
    plant: (table) => ({ content: writeCsv(table).slice(csvLine(table.names).length + 1) }),
  },
  {
    name: 'mixed line breaks',
    codes: ['LINE_BREAKS_MIXED'],
    plant: changeLines((line) => `${line}\r`),
  },
];
