import { openCells } from '@kaizenml/ml/cells';
import { DELIMITERS, type Dialect } from '../../packages/platform/src/datasets/csv/dialect.ts';
import { readRecords } from '../../packages/platform/src/datasets/csv/records.ts';
import { CsvScanner } from '../../packages/platform/src/datasets/csv/scanner.ts';
import { sniffDialect } from '../../packages/platform/src/datasets/csv/sniff-dialect.ts';
import { createCutter } from '../../packages/platform/src/datasets/lint/reading/cut-records.ts';
import { parseCsv } from '../planted/csv-text.ts';
import type { Chance } from '../planted/fault.ts';
import { makeText, mutate } from './mutate.ts';

const decoder = new TextDecoder();

/** Cuts one text in five ways and compares: whole, in pieces, by bytes, by the linter, and into coded cells. Throws where they differ. */
export function fuzzCutting(chance: Chance): void {
  const made = makeText(chance);
  const bytes = mutate(Buffer.from(made), chance);
  const text = decoder.decode(bytes).replaceAll('\ufeff', '');
  const recordEnd = chance.pick(['lf', 'cr'] as const);
  const dialect: Dialect =
    chance.next() < 0.5
      ? sniffDialect(text, { isWhole: true })
      : { delimiter: chance.pick(DELIMITERS), hasQuotes: chance.next() < 0.8, recordEnd };
  const scanned = scan(Buffer.from(text), dialect, chance);
  const whole = scan(Buffer.from(text), dialect);
  same(scanned, whole, 'a report depends on how the bytes come', text, dialect);
  const records = readRecords(text, dialect, true);
  if (whole.openQuoteLine !== undefined || whole.strayQuote !== undefined) return;
  same(
    whole.nRecords,
    records.length,
    'scanner and reader count records differently',
    text,
    dialect,
  );
  const nRagged = records.filter(({ length }) => length !== records[0]?.length).length;
  same(whole.nRagged, nRagged, 'scanner and reader count ragged rows differently', text, dialect);
  const cells = cellsOf(Buffer.from(text), dialect, records, chance);
  if (cells !== undefined) {
    same(cells, records, 'cells are not those of the reader', text, dialect);
    same(whole.nRagged, 0, 'cells of ragged rows were taken', text, dialect);
  }
  const cutter = createCutter(dialect, 'fuzzed');
  const cut = [...cutter.push(text), ...cutter.end()].map(({ cells }) => cells);
  same(cut, records.map(normal(dialect)), 'linter and reader cut differently', text, dialect);
  if (dialect.hasQuotes && dialect.recordEnd === 'lf' && !/\r|"[^\n]* |^ | "|^[ ]+$/m.test(text))
    same(
      parseCsv(text, dialect.delimiter),
      records,
      'another reader cuts differently',
      text,
      dialect,
    );
}

/** Line breaks within values, where records end with CR: the linter has LF there. */
function normal({ recordEnd }: Dialect) {
  return (cells: readonly string[]) =>
    recordEnd === 'cr' ? cells.map((cell) => cell.replaceAll(/\r\n?/g, '\n')) : cells;
}

function scan(bytes: Uint8Array, dialect: Dialect, chance?: Chance) {
  const scanner = new CsvScanner(dialect, { maxRecordBytes: 1 << 20 });
  for (let at = 0; at < bytes.length; ) {
    const to = chance === undefined ? bytes.length : at + 1 + chance.below(9);
    if (!scanner.push(bytes.subarray(at, to))) break;
    at = to;
  }
  return scanner.finish();
}

/** The records as cells are coded; undefined where these leave them to others. */
function cellsOf(
  bytes: Uint8Array,
  { delimiter, hasQuotes, recordEnd }: Dialect,
  [first]: readonly (readonly string[])[],
  chance: Chance,
): string[][] | undefined {
  if (recordEnd === 'cr' || first === undefined) return undefined;
  const nColumns = first.length;
  const cells = openCells({ nColumns, delimiter, hasQuotes });
  const codes: number[][] = [];
  const places = Array.from({ length: nColumns }, (_, j) => j);
  for (let at = 0, isLast = false; !isLast; ) {
    const piece = bytes.subarray(at, at + 1 + chance.below(20));
    at += piece.length;
    isLast = piece.length === 0;
    cells.room(20).set(piece);
    const records = cells.push(piece.length, isLast);
    if ('end' in records) return undefined;
    for (let i = 0; i < records.nRecords; i++)
      codes.push(places.map((place) => records.codes(place)[i] ?? -1));
  }
  const levels = places.map((place) => cells.levels(place).texts);
  return codes.map((row) => row.map((code, j) => levels[j]?.[code] ?? ''));
}

function same(a: unknown, b: unknown, what: string, text: string, dialect: Dialect): void {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  if (left !== right)
    throw new Error(
      `${what}: ${left} and ${right} for ${JSON.stringify(text)} with ${JSON.stringify(dialect)}`,
    );
}
