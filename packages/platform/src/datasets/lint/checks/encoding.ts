import { encodingName } from '../../formats/convert-to-utf8.ts';
import { countOf, firstOf, type LintFinding, placesOf, type TableCheck } from '../check.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';

/** Bytes that are not UTF-8, a byte order mark, two kinds of line breaks. */
export const encoding: TableCheck = (table) => {
  const { file, hasMark, invalid, lines, nRows } = table;
  const found: LintFinding[] = [];
  if (table.encoding !== 'utf-8')
    found.push({
      code: 'ENCODING_NOT_UTF8',
      severity: 'warning',
      message: `File '${file}' is ${encodingName(table.encoding)}${table.isGuessed ? ' without a byte order mark' : ''}, not UTF-8`,
      hint: 'Save it as UTF-8, or let `--fix` do it.',
      lines: [1],
      details: { encoding: table.encoding },
    });
  else if (hasMark)
    found.push({
      code: 'BYTE_ORDER_MARK',
      severity: 'info',
      message: `File '${file}' starts with a byte order mark, which some readers take for part of the first name`,
      hint: 'Save it as UTF-8 without BOM, or let `--fix` do it.',
      lines: [1],
      details: {},
    });
  if (invalid.count > 0)
    found.push({
      code: 'ENCODING_INVALID',
      severity: 'error',
      message: `File '${file}' ${table.nUtf8 > 0 ? 'mixes UTF-8 with another encoding: it ' : ''}holds bytes that are not UTF-8 in ${invalid.count} line${invalid.count === 1 ? '' : 's'}, first ${firstOf(invalid, table, 3).replaceAll("'", '')}`,
      hint: 'They were read as Latin-1 (windows-1252); save the file as UTF-8, or let `--fix` do it and look at these lines.',
      ...placesOf(invalid, nRows),
    });
  if (table.dialect.recordEnd === 'cr')
    found.push({
      code: 'LINE_BREAKS_OLD',
      severity: 'warning',
      message: `File '${file}' ends its lines with CR alone, as computers did before 2001`,
      hint: 'Save it with LF, or let `--fix` do it: most readers see one single line.',
      lines: [1],
      details: {},
    });
  const nul = nulBytes(table);
  if (nul !== undefined) found.push(nul);
  if (lines.crlf > 0 && lines.lf > 0) {
    const [count, line, name] =
      lines.crlf < lines.lf
        ? [lines.crlf, lines.firstCrlf, 'CR LF']
        : [lines.lf, lines.firstLf, 'LF alone'];
    found.push({
      code: 'LINE_BREAKS_MIXED',
      severity: 'info',
      message: `File '${file}' ends ${countOf(count, lines.crlf + lines.lf, 'lines')} with ${name} and the others otherwise, first in line ${line}`,
      hint: 'Save it with one kind of line break, or let `--fix` do it.',
      lines: [line],
      details: { crlf: lines.crlf, lf: lines.lf },
    });
  }
  return found;
};

function nulBytes({
  file,
  columns,
  nRows,
  nulRows,
  truncated,
}: TableEvidence): LintFinding | undefined {
  const hit = columns.filter(({ nul }) => nul.count > 0);
  const inLast =
    truncated?.text.includes('\0') === true
      ? [{ line: truncated.line, index: nRows, value: '' }]
      : [];
  const count = hit.reduce((sum, { nul }) => sum + nul.count, nulRows.count + inLast.length);
  if (count === 0) return undefined;
  const first = [...hit.flatMap(({ nul }) => nul.first), ...nulRows.first, ...inLast].sort(
    (a, b) => a.line - b.line,
  );
  const [column] = hit;
  return {
    code: 'TEXT_NUL',
    severity: 'error',
    message: `File '${file}' holds NUL bytes in ${countOf(count, nRows * columns.length)}, first in line ${first[0]?.line}${column === undefined ? '' : `, column '${column.name}'`}`,
    hint: 'Export it again, or let `--fix` take them out: readers take the file for binary content.',
    ...placesOf({ count, first }, nRows),
  };
}
