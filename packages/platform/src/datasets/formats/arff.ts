import { AppError } from '@kaizenml/contracts';
import { type Column, isMissingMarker, makeTable, parseNumber } from '@kaizenml/ml/table';
import { refuseDuplicates } from '../csv/header.ts';
import { columnFromCodes, evidenceOfCodes, layOut } from '../engine/coded-column.ts';
import type { KnownKinds } from '../engine/known-kinds.ts';
import type { MarkerCount } from '../engine/source-column.ts';
import { createTextCoder, type TextCoder } from '../engine/text-coder.ts';
import { cutCells } from './arff-cells.ts';
import { type ArffAttribute, badHeader, readAttribute } from './arff-header.ts';
import { missingMarkersFinding } from './missing-finding.ts';
import { noRows } from './no-rows.ts';
import type { ReadContent, ReadContext } from './read-context.ts';
import type { TextFile } from './text-file.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** Whether a text file is ARFF: by its ending, or because it starts with `@relation` after comments. */
export function isArff({ head }: TextFile, ending: string): boolean {
  return ending === '.arff' || /^(\s*(%[^\n]*)?\n)*\s*@relation\s/i.test(head);
}

/**
 * Reads an ARFF file, dense or sparse: declared numbers, nominal values, strings and dates; `?` is missing.
 *
 * @throws FILE_NOT_A_TABLE with the line of a bad declaration or value, ROW_RAGGED, COLUMN_DUPLICATE,
 * LINE_TOO_LONG, TABLE_EMPTY
 * @source Attribute-Relation File Format, Weka manual, chapter "ARFF".
 */
export async function readArff(file: TextFile, context: ReadContext): Promise<ReadContent> {
  const attributes: ArffAttribute[] = [];
  let rows: RowReader | undefined;
  for await (const lines of textLines(file, context))
    for (const line of lines) {
      const text = line.text.trim();
      if (text === '' || text.startsWith('%')) continue;
      if (rows) rows.push({ ...line, text });
      else if (/^@attribute\s/i.test(text))
        attributes.push(readAttribute(text, { file: file.name, line: line.line }));
      else if (/^@data$/i.test(text))
        rows = createRowReader(attributes, { file: file.name, kinds: context.kinds });
      else if (!/^@relation(\s|$)/i.test(text))
        throw badHeader(text, { file: file.name, line: line.line });
    }
  if (!rows || attributes.length === 0)
    throw noRows(file.name, rows ? 'no @attribute line' : 'no @data line');
  const content = rows.finish();
  return { table: content.table, findings: [...file.findings, ...content.findings] };
}

interface RowReader {
  push(line: TextLine): void;
  finish(): ReadContent;
}

function createRowReader(
  attributes: readonly ArffAttribute[],
  { file, kinds }: { readonly file: string; readonly kinds: KnownKinds },
): RowReader {
  const names = attributes.map(({ name }) => name);
  refuseDuplicates(names, file);
  const coders = attributes.map(({ name }) => createTextCoder(name));
  const declared = attributes.map(({ values }) => new Set(values));
  const refuse = (line: number, j: number, text: string): AppError =>
    notOfType({ file, line, text, attribute: attributes[j] as ArffAttribute });
  return {
    push({ line, text }) {
      const cells = text.startsWith('{') ? sparseCells(text, attributes) : cutCells(text);
      if (cells.length !== attributes.length)
        throw ragged(file, { line, expected: attributes.length, received: cells.length });
      for (const [j, cell] of cells.entries()) {
        const { kind } = attributes[j] as ArffAttribute;
        if (
          cell !== '?' &&
          kind === 'number' &&
          Number.isNaN(parseNumber(cell)) &&
          !isMissingMarker(cell)
        )
          throw refuse(line, j, cell);
        if (cell !== '?' && kind === 'nominal' && !declared[j]?.has(cell))
          throw refuse(line, j, cell);
        (coders[j] as TextCoder).push(cell === '?' ? null : cell.trim());
      }
    },
    finish() {
      const finished = coders.map((coder) => coder.finish());
      const nRows = coders[0]?.length ?? 0;
      if (nRows === 0) throw noRows(file, 'a header only');
      const found: MarkerCount[] = finished.flatMap(({ markers }, j) =>
        [...markers]
          .filter(([marker]) => marker !== '')
          .map(([marker, count]) => ({ column: names[j] ?? '', marker, count })),
      );
      const columns = finished.map(({ coded }, j): Column => {
        const { name, kind } = attributes[j] as ArffAttribute;
        const known = kinds.get(name);
        if (known !== undefined) return layOut(coded, known);
        if (kind === 'number') return layOut(coded, 'number');
        if (kind !== 'nominal') return columnFromCodes(coded);
        const { nBooleans, nPresent, nDistinct } = evidenceOfCodes(coded);
        return layOut(coded, nBooleans === nPresent && nDistinct === 2 ? 'boolean' : 'category');
      });
      return { table: makeTable(columns), findings: missingMarkersFinding(found) };
    },
  };
}

/** A sparse row names positions and values; what it does not name is 0, or the first nominal value. */
function sparseCells(text: string, attributes: readonly ArffAttribute[]): string[] {
  const cells = attributes.map(({ values }) => values[0] ?? '0');
  const inside = text.slice(1, text.lastIndexOf('}'));
  if (inside.trim() === '') return cells;
  for (const pair of inside.split(',')) {
    const [, position = '', value = ''] = /^\s*(\d+)\s+(.+?)\s*$/.exec(pair) ?? [];
    cells[Number(position)] = cutCells(value)[0] ?? '';
  }
  return cells;
}

function ragged(
  file: string,
  { line, expected, received }: { line: number; expected: number; received: number },
): AppError {
  return new AppError('ROW_RAGGED', {
    message: `Line ${line} of "${file}" must have ${expected} cell${expected === 1 ? '' : 's'}, one per @attribute, got ${received}.`,
    hint: 'Put a cell that contains a comma in quotes, or mend the line.',
    details: { file, line, expected, received, nRagged: 1, rows: [{ line, received }] },
  });
}

function notOfType({
  file,
  line,
  text,
  attribute,
}: {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly attribute: ArffAttribute;
}): AppError {
  const { name, kind, values } = attribute;
  const expected = kind === 'number' ? 'a number' : `one of its ${values.length} declared values`;
  return new AppError('FILE_NOT_A_TABLE', {
    message: `Line ${line} of "${file}", column "${name}" must be ${expected}, got "${text}".`,
    hint:
      kind === 'number'
        ? 'Mend the value, or declare the column as string.'
        : 'Add the value to the @attribute line.',
    details: { file, line, column: name, expected: kind, value: text },
  });
}
