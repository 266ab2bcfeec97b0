import { AppError } from '@kaizenml/contracts';
import { cutCells } from './arff-cells.ts';

/** One declared column of an ARFF file. */
export interface ArffAttribute {
  readonly name: string;
  readonly kind: 'number' | 'nominal' | 'string' | 'date';
  /** Declared values of a nominal attribute. */
  readonly values: readonly string[];
}

const NUMERIC = new Set(['numeric', 'real', 'integer']);
const ATTRIBUTE = /^@attribute\s+('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s{]+)\s*(.+)$/i;

/**
 * Reads one `@attribute` line.
 *
 * @throws FILE_NOT_A_TABLE with the line.
 * @source Attribute-Relation File Format, Weka manual, chapter "ARFF".
 */
export function readAttribute(text: string, place: { file: string; line: number }): ArffAttribute {
  const found = ATTRIBUTE.exec(text);
  if (!found) throw badHeader(text, place);
  const name = cutCells(found[1] ?? '')[0]?.trim() ?? '';
  const type = (found[2] ?? '').trim();
  const word = type.toLowerCase().split(/\s+/)[0] ?? '';
  if (type.startsWith('{') && type.endsWith('}'))
    return { name, kind: 'nominal', values: cutCells(type.slice(1, -1)) };
  if (NUMERIC.has(word)) return { name, kind: 'number', values: [] };
  if (word === 'string' || word === 'date') return { name, kind: word, values: [] };
  throw badHeader(text, place);
}

/** The failure of a header line that declares nothing that is known. */
export function badHeader(text: string, { file, line }: { file: string; line: number }): AppError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new AppError('FILE_NOT_A_TABLE', {
    message: `Line ${line} of "${file}" must be @relation, @attribute NAME TYPE or @data, got "${shown}".`,
    hint: 'A TYPE is numeric, string, date or the values in braces, such as {yes, no}.',
    details: { file, line, text: shown },
  });
}
