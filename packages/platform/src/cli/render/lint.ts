import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatShare } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import { renderGithub } from './lint/github.ts';
import { sarifLog } from './lint/sarif.ts';
import type { Look } from './render.ts';

export type LintOutput = OutputOf<Operations['datasets']['lint']>;
type LintFinding = LintOutput['findings'][number];

const WORD = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** What the linter found: a line per finding with its next step, or the format that was asked for. */
export function renderLint(output: LintOutput, look: Look): string {
  if (output.format === 'github') return renderGithub(output);
  if (output.format === 'sarif') return JSON.stringify(sarifLog(output), null, 2);
  return renderSections(
    [
      ['', output.findings.map((finding) => renderFinding(finding, look)).join('\n')],
      ['', summary(output, look)],
      ['Repaired', renderRepairs(output, look)],
    ],
    look.style,
  );
}

function renderFinding({ severity, message, hint, details }: LintFinding, { style }: Look): string {
  const paint = { error: style.red, warning: style.yellow, info: style.cyan }[severity];
  const excerpt = typeof details.excerpt === 'string' ? [`  ${oneLine(details.excerpt)}`] : [];
  return [`${paint(`${WORD[severity]}:`)} ${message}`, ...excerpt, `  ${style.dim(hint)}`].join(
    '\n',
  );
}

function oneLine(text: string): string {
  return text.replaceAll('\r', '␍').replaceAll('\n', '␊');
}

function summary({ path, nRows, nColumns, findings, passed }: LintOutput, { style }: Look): string {
  const count = (severity: string, noun: string) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return `${n} ${noun}${n === 1 ? '' : 's'}`;
  };
  const verdict = passed ? style.green('✓ passed') : style.red('✗ failed');
  const found =
    findings.length === 0
      ? 'nothing to report'
      : [count('error', 'error'), count('warning', 'warning'), count('info', 'note')].join(', ');
  return `${verdict}  ${path}: ${nRows} rows, ${nColumns} columns, ${found}.`;
}

function renderRepairs({ fixed, nRows }: LintOutput, { style }: Look): string {
  if (fixed === null) return '';
  const table = renderTable(
    fixed.repairs,
    [
      { title: 'column', cell: ({ column }) => column ?? '(file)' },
      { title: 'repair', cell: ({ what }) => what },
      { title: 'count', align: 'right', cell: ({ count }) => String(count) },
      {
        title: 'of rows',
        align: 'right',
        cell: ({ count, column }) =>
          column === null || nRows === 0 ? '' : formatShare(count / nRows),
      },
    ],
    style,
  );
  const wrote = `Wrote ${fixed.nRows} rows to ${fixed.path}.`;
  return fixed.repairs.length === 0
    ? `There was nothing to repair. ${wrote}`
    : `${table}\n${wrote}`;
}
