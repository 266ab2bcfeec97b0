import { type LintFinding, quoted, type TableCheck } from '../check.ts';
import {
  hasHidden,
  hasMarkup,
  hasMojibake,
  namesOfHidden,
  withoutHidden,
} from '../evidence/odd-characters.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';
import { isDelimiterPadded } from './delimiter.ts';

/** What libraries write for a name that is not there. */
const PLACEHOLDER = /^(unnamed(: ?|_)\d+(_level_\d+)?|\.\.\.\d+|nan|null|none|#n\/a)$/i;

/** No names, unnamed columns, names that occur twice. */
export const headerNames: TableCheck = (table) => {
  const { file, header } = table;
  const trailing = trailingColumns(table);
  const nameless = header.names.flatMap((name, j) =>
    header.isPresent &&
    (header.unnamed.includes(j + 1) || PLACEHOLDER.test(name)) &&
    !trailing.includes(j + 1)
      ? [j + 1]
      : [],
  );
  return [
    ...(header.isPresent ? [] : [missing(file, header.names.length, header.line)]),
    ...(nameless.length === 0 ? [] : [unnamed(nameless, header.line)]),
    ...(trailing.length === 0 ? [] : [atTheEnd(file, trailing, header.line)]),
    ...(header.isPresent && !isDelimiterPadded(table) ? padded(header) : []),
    ...broken(header),
    ...alike(header),
    ...numbered(header),
    ...header.repeated.map(({ name, positions }) => repeated(name, positions, header.line)),
  ];
};

/** Positions of the columns without a name and without values behind all others, from 1. */
export function trailingColumns({ header, columns }: TableEvidence): number[] {
  const trailing: number[] = [];
  for (let j = columns.length - 1; j > 0 && header.isPresent; j--) {
    const column = columns[j];
    if (!header.unnamed.includes(j + 1) || column === undefined || column.nEmpty < column.nCells)
      break;
    trailing.unshift(j + 1);
  }
  return trailing;
}

function atTheEnd(file: string, positions: readonly number[], line: number): LintFinding {
  const n = positions.length;
  return {
    code: 'COLUMNS_TRAILING',
    severity: 'warning',
    message: `File '${file}' ends with ${n} column${n === 1 ? '' : 's'} without a name and without a value`,
    hint: 'Take the delimiters at the ends of the lines off, or let `--fix` do it.',
    lines: [line],
    details: { positions },
  };
}

function padded({ rawNames, line }: TableEvidence['header']): LintFinding[] {
  const odd = rawNames.filter(
    (name) => name.trim() !== '' && (name !== name.trim() || hasHidden(name)),
  );
  return odd.map((name) => ({
    code: 'COLUMN_NAME_PADDED',
    severity: 'warning',
    column: name.trim(),
    message: `The name of column '${name.trim()}' has blanks around it or holds characters that nobody sees`,
    hint: 'Take them off, or let `--fix` do it: whoever asks for the column by its name does not find it.',
    lines: [line],
    details: { name, hidden: namesOfHidden(name) },
  }));
}

/** Names with line breaks, or with letters that were decoded in the wrong encoding. */
function broken({ rawNames, line }: TableEvidence['header']): LintFinding[] {
  return rawNames.flatMap((raw): LintFinding[] => {
    const name = raw.trim();
    if (/[\r\n]/.test(name))
      return [
        {
          code: 'COLUMN_NAME_PADDED',
          severity: 'warning',
          column: name,
          message: `The name of column ${quoted(name)} holds a line break`,
          hint: 'Write the name in one line: some readers break the header there.',
          lines: [line],
          details: { name },
        },
      ];
    if (!hasMojibake(name) && !hasMarkup(name)) return [];
    return [
      {
        code: hasMarkup(name) ? 'TEXT_MARKUP' : 'TEXT_MOJIBAKE',
        severity: 'warning',
        column: name,
        message: `The name of column ${quoted(name)} holds ${hasMarkup(name) ? 'characters or tags of HTML' : 'letters that were decoded in the wrong encoding'}`,
        hint: 'Export the table as UTF-8 from the source, or rename the column.',
        lines: [line],
        details: { name },
      },
    ];
  });
}

/** Names to which a library gave a number since they occurred before. */
function numbered({ names, line }: TableEvidence['header']): LintFinding[] {
  return names.flatMap((name): LintFinding[] => {
    const first = /^(.*[^\d.].*?)\.\d{1,2}$/.exec(name)?.[1];
    if (first === undefined || !names.includes(first)) return [];
    return [
      {
        code: 'COLUMN_NAMES_ALIKE',
        severity: 'warning',
        column: name,
        message: `Column '${name}' seems to be a second column '${first}', to whose name a library gave a number`,
        hint: 'Rename both after what they hold, or leave one out.',
        lines: [line],
        details: { names: [first, name] },
      },
    ];
  });
}

function alike({ names, line }: TableEvidence['header']): LintFinding[] {
  const groups = Map.groupBy(names, (name) =>
    withoutHidden(name)
      .toLowerCase()
      .replaceAll(/[\s_.-]+/g, ''),
  );
  return [...groups]
    .filter(([folded, group]) => folded !== '' && new Set(group).size > 1)
    .map(([, group]) => ({
      code: 'COLUMN_NAMES_ALIKE',
      severity: 'warning',
      column: group[0] ?? '',
      message: `Names of columns differ in case, blanks or hyphens only: ${[...new Set(group)].map((name) => `'${name}'`).join(', ')}`,
      hint: 'Rename them so that nobody takes one for the other; some tools refuse such a table.',
      lines: [line],
      details: { names: [...new Set(group)] },
    }));
}

function missing(file: string, nColumns: number, line: number): LintFinding {
  return {
    code: 'HEADER_MISSING',
    severity: 'warning',
    message: `${line === 1 ? 'The first line' : `Line ${line}`} of '${file}' looks like data, not like the names of ${nColumns} columns`,
    hint: 'Put a line with the names of the columns on top; until then they are "column_1", "column_2" and so on.',
    lines: [line],
    details: { nColumns },
  };
}

function unnamed(positions: readonly number[], line: number): LintFinding {
  const n = positions.length;
  return {
    code: 'COLUMN_UNNAMED',
    severity: 'warning',
    message: `found ${n} column${n === 1 ? ' that is' : 's that are'} Unnamed`,
    hint: `Name column${n === 1 ? '' : 's'} ${positions.join(', ')}, or leave out row numbers that an export added.`,
    lines: [line],
    details: { positions },
  };
}

function repeated(name: string, positions: readonly number[], line: number): LintFinding {
  return {
    code: 'COLUMN_NAME_REPEATED',
    severity: 'error',
    column: name,
    message: `Column '${name}' occurs ${positions.length} times in the header, as columns ${positions.join(', ')}`,
    hint: 'Rename or remove all but one; a table with two columns of one name is refused.',
    lines: [line],
    details: { positions },
  };
}
