import { countOf, type LintFinding, linesOf, placesOf, quoted, type TableCheck } from '../check.ts';
import type { OddLine, TableEvidence } from '../evidence/table-evidence.ts';

/** Lines that are no rows: above the header, below the data, comments and blank lines between. */
export const oddLines: TableCheck = (table) => [
  ...preamble(table),
  ...footer(table),
  ...truncated(table),
  ...comments(table),
  ...blanks(table),
];

function preamble({ file, header, at }: TableEvidence): LintFinding[] {
  const { preamble: above, line, isPresent } = header;
  if (at === 'row' || (above.length === 0 && line === 1)) return [];
  const n = line - 1;
  const what = above.length === 0 ? 'blank' : (above[0]?.text ?? '');
  return [
    {
      code: 'PREAMBLE_LINES',
      severity: 'warning',
      message: `File '${file}' has ${n} line${n === 1 ? '' : 's'} above ${isPresent ? 'its header' : 'its rows'}${above.length === 0 ? ', all blank' : `, first ${quoted(shortened(what))} in line ${above[0]?.line}`}`,
      hint: `Take ${n === 1 ? 'it' : 'them'} off, or let \`--fix\` do it: readers take the first line for the names of the columns.`,
      lines: above.length === 0 ? [1] : above.slice(0, 5).map((one) => one.line),
      details: { nLines: n, headerLine: line, texts: texts(above) },
    },
  ];
}

function footer({ file, footer: below }: TableEvidence): LintFinding[] {
  const [first] = below;
  if (first === undefined) return [];
  const n = below.length;
  return [
    {
      code: 'FOOTER_LINES',
      severity: 'warning',
      message: `File '${file}' has ${n} line${n === 1 ? '' : 's'} below its rows that ${n === 1 ? 'is none' : 'are none'}, first ${quoted(shortened(first.text))} in line ${first.line}`,
      hint: 'Take totals and remarks off, or let `--fix` do it: as rows they distort every figure.',
      lines: below.slice(0, 5).map((one) => one.line),
      details: { count: n, texts: texts(below) },
    },
  ];
}

function truncated({ file, truncated: last, header }: TableEvidence): LintFinding[] {
  if (last === undefined) return [];
  return [
    {
      code: 'FILE_TRUNCATED',
      severity: 'error',
      message: `File '${file}' breaks off within line ${last.line}, which has fewer cells than the ${header.names.length} columns and no line break`,
      hint: 'Fetch the file again: rows behind this one are missing.',
      lines: [last.line],
      details: { line: last.line, text: shortened(last.text) },
    },
  ];
}

function comments(table: TableEvidence): LintFinding[] {
  const { file, comments: seen, nRows } = table;
  if (seen.count === 0) return [];
  return [
    {
      code: 'COMMENT_LINES',
      severity: 'warning',
      message: `File '${file}' has ${seen.count} comment${seen.count === 1 ? '' : 's'} between its rows, ${linesOf(seen, table)}`,
      hint: 'Take them off, or let `--fix` do it: most readers take them for rows.',
      ...placesOf(seen, nRows + seen.count),
    },
  ];
}

function blanks({ file, lines, blankRows, nRows, header, at }: TableEvidence): LintFinding[] {
  const count = lines.blank + blankRows.count;
  if (count === 0 || header.names.length === 1) return [];
  const first = [lines.firstBlank, blankRows.first[0]?.line ?? 0].filter((line) => line > 0);
  const line = Math.min(...first);
  return [
    {
      code: 'LINES_BLANK',
      severity: 'warning',
      message: `File '${file}' has blank lines or rows without a value between its rows: ${countOf(count, nRows + lines.blank, 'lines')}, first in ${at} ${line}`,
      hint: 'Take them off, or let `--fix` do it; if they part two tables, save each in a file of its own.',
      lines: [line],
      details: {
        count,
        total: nRows + lines.blank,
        share: count / Math.max(1, nRows + lines.blank),
      },
    },
  ];
}

function texts(lines: readonly OddLine[]): string[] {
  return lines.slice(0, 5).map(({ text }) => shortened(text));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
