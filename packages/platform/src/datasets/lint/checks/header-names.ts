import type { LintFinding, TableCheck } from '../check.ts';

/** No names, unnamed columns, names that occur twice. */
export const headerNames: TableCheck = ({ file, header }) => [
  ...(header.isPresent ? [] : [missing(file, header.names.length)]),
  ...(header.unnamed.length === 0 ? [] : [unnamed(header.unnamed, header.line)]),
  ...header.repeated.map(({ name, positions }) => repeated(name, positions, header.line)),
];

function missing(file: string, nColumns: number): LintFinding {
  return {
    code: 'HEADER_MISSING',
    severity: 'warning',
    message: `The first line of '${file}' looks like data, not like the names of ${nColumns} columns`,
    hint: 'Put a line with the names of the columns on top; until then they are "column_1", "column_2" and so on.',
    lines: [1],
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
