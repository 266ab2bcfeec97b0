import { DELIMITERS, type Delimiter, type Dialect } from '../../csv/dialect.ts';
import { readRecords } from '../../csv/records.ts';
import { sniffDialect } from '../../csv/sniff-dialect.ts';
import { createCutter, type LintRecord } from './cut-records.ts';
import { usualWidth } from './lint-header.ts';

/** How the start of a file is cut. */
export interface CutHead {
  readonly dialect: Dialect;
  readonly sample: readonly LintRecord[];
  /** True when every record is one quoted cell that holds the record. */
  readonly isWrapped: boolean;
  /** What seems to separate cells of records that are read as one, and how many. */
  readonly separated: Separated | undefined;
}

/** Cells between characters that are no delimiter here. */
export interface Separated {
  readonly by: string;
  readonly nColumns: number;
}

/** A quote that closes within a cell of a line. */
const STRAY_QUOTE = /(?:^|\t)"(?:[^"\n]|"")*"(?![\t\r\n"]|$)/m;
const MOST_LINES_ABOVE = 15;
/** Share of the records of one width that tells a table from text. */
const NEARLY_ALL = 0.9;

/** Decides how a file is cut from its start; lines above the header do not mislead it. */
export function cutHead(
  head: string,
  options: { readonly isWhole: boolean; readonly ending: string; readonly file: string },
): CutHead {
  const { isWhole, file } = options;
  const cut = (dialect: Dialect) => {
    const cutter = createCutter(dialect, file);
    const complete = cutter.push(head);
    return isWhole || complete.length === 0 ? [...complete, ...cutter.end()] : complete;
  };
  const dialect = sniff(head, options);
  const sample = cut(dialect);
  const isTitled = sample[0]?.cells.length === 1;
  const separated = isTitled ? separatedBy(head.split(/\r?\n/).slice(0, -1)) : undefined;
  const found = { dialect, sample, isWrapped: false, separated };
  if (usualWidth(sample) === 1) return { ...found, ...ofOneCell(sample, dialect) };
  if (dialect.delimiter !== '\t') return found;
  const withoutQuotes = { ...dialect, hasQuotes: false };
  const plain = cut(withoutQuotes);
  const nColumns = plain[0]?.cells.length;
  const isMisfit = plain.length > sample.length || STRAY_QUOTE.test(head);
  const isPlain = isMisfit && plain.every(({ cells }) => cells.length === nColumns);
  return isPlain ? { ...found, dialect: withoutQuotes, sample: plain } : found;
}

function sniff(
  head: string,
  options: { readonly isWhole: boolean; readonly ending: string },
): Dialect {
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(head)?.[1];
  const sniffed = sniffDialect(head, options);
  if (DELIMITERS.some((one) => one === declared))
    return { ...sniffed, delimiter: declared as Delimiter };
  if (isTable(head, sniffed, options.isWhole)) return sniffed;
  let start = 0;
  for (let above = 0; above < MOST_LINES_ABOVE; above++) {
    const end = head.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
    const rest = head.slice(start);
    const below = sniffDialect(rest, options);
    if (isTable(rest, below, options.isWhole)) return below;
  }
  return sniffed;
}

function isTable(text: string, dialect: Dialect, isWhole: boolean): boolean {
  const records = readRecords(text, dialect, isWhole);
  const width = records[0]?.length ?? 0;
  const nAlike = records.filter(({ length }) => length === width).length;
  return width > 1 && records.length >= 3 && nAlike >= NEARLY_ALL * records.length;
}

/** What records of one cell may be: records in quotes, or cells between blanks or other characters. */
function ofOneCell(sample: readonly LintRecord[], dialect: Dialect): Partial<CutHead> {
  const inner = sample.map(({ cells }) => cells[0] ?? '');
  const text = `${inner.join('\n')}\n`;
  const within = sniffDialect(text, { isWhole: true });
  const records = readRecords(text, within, true);
  const width = records[0]?.length ?? 0;
  if (width > 2 && records.length > 2 && records.every(({ length }) => length === width))
    return {
      isWrapped: true,
      dialect: { ...within, recordEnd: dialect.recordEnd },
      sample: sample.map(({ line, cells }) => ({
        line,
        cells: cutWrapped(cells[0] ?? '', within),
      })),
    };
  const widths = inner.map((one) => one.trim().split(/ +/).length);
  const nBlanks = widths[widths.length >> 1] ?? 1;
  const nAlike = widths.filter((one) => one === nBlanks).length;
  const hasNumbers = inner.filter((one) => /^[\d.\s+-]+$/.test(one)).length > 0.8 * inner.length;
  if (nBlanks > 2 && widths.length > 4 && nAlike >= 0.95 * widths.length && hasNumbers)
    return { separated: { by: ' ', nColumns: nBlanks } };
  return { separated: separatedBy(inner) };
}

function separatedBy(lines: readonly string[]): Separated | undefined {
  const by = SEPARATORS.find((one) => cutsEvenly(lines, one));
  return by === undefined ? undefined : { by, nColumns: (lines[0] ?? '').split(by).length };
}

/** Characters that some exports put between cells. */
const SEPARATORS = ['^', '~', '\u00a6', '\u00a7', ':', '#', '!', '*', '/'];

/** Whether every line has the same number of cells, the line of names among them. */
function cutsEvenly(lines: readonly string[], separator: string): boolean {
  const [names = '', ...rows] = lines;
  const width = names.split(separator).length;
  const isNamed = names.split(separator).every((name) => /\p{L}/u.test(name));
  const nAlike = rows.filter((line) => line.split(separator).length === width).length;
  return width > 1 && isNamed && rows.length > 4 && nAlike >= 0.95 * rows.length;
}

/** The cells of a record that was one quoted cell. */
export function cutWrapped(cell: string, dialect: Dialect): readonly string[] {
  return readRecords(cell, { ...dialect, recordEnd: 'lf' }, true)[0] ?? [''];
}
