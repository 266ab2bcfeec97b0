import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatShare } from '../format.ts';
import { renderSections } from '../table.ts';
import { renderFindings } from './findings.ts';
import type { Look } from './render.ts';

type Validation = OutputOf<Operations['datasets']['validate']>;
type Anomaly = Validation['anomalies'][number];

const MARK = { error: '✗', warning: '!', info: 'i' } as const;
const SHOWN_ROWS = 5;
/** Anomalies of one kind without rows that share a block. */
const FEWEST_SHARING = 3;
const LONGEST_VALUE = 40;

/** What validation found: a block per anomaly with its first rows and the patch, then the verdict. */
export function renderValidation(output: Validation, look: Look): string {
  return renderSections(
    [
      ['', blocksOf(output, look).join('\n\n')],
      ['Notes', renderFindings(output.findings, look)],
      ['', renderWritten(output)],
      ['', renderVerdict(output, look)],
    ],
    look.style,
  );
}

/** A block per anomaly; those of one kind that have no rows to show, such as new columns, share one. */
function blocksOf(output: Validation, look: Look): string[] {
  const { anomalies } = output;
  const sharing = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies)
    if (anomaly.rows.length === 0 && anomaly.column !== null)
      sharing.set(anomaly.name, [...(sharing.get(anomaly.name) ?? []), anomaly]);
  return anomalies.flatMap((anomaly) => {
    const alike =
      anomaly.rows.length === 0 && anomaly.column !== null ? sharing.get(anomaly.name) : undefined;
    if (alike === undefined || alike.length < FEWEST_SHARING)
      return [renderAnomaly(anomaly, output, look)];
    return alike[0] === anomaly ? [renderAlike(alike, output, look)] : [];
  });
}

function renderAlike(anomalies: readonly Anomaly[], output: Validation, { style }: Look): string {
  const [first] = anomalies;
  if (first === undefined) return '';
  const lines = anomalies.map(
    ({ long, patch }) => `  ${long}${patch === null ? '' : style.dim(` ${patch.id}`)}`,
  );
  const hasPatch = anomalies.some(({ patch }) => patch !== null);
  const accept = hasPatch ? [style.dim(`  Accept one with ${acceptCommand('<id>', output)}`)] : [];
  return [
    `${headOf(first, style)}  ${style.bold(`${anomalies.length} columns`)}`,
    ...lines,
    ...accept,
  ].join('\n');
}

function headOf({ severity, name, number }: Anomaly, style: Look['style']): string {
  const paint = { error: style.red, warning: style.yellow, info: style.cyan }[severity];
  return paint(`${MARK[severity]} ${number === null ? name : `${name} [${number}]`}`);
}

function renderAnomaly(anomaly: Anomaly, output: Validation, { style }: Look): string {
  const { column, long, patch } = anomaly;
  const head = [
    headOf(anomaly, style),
    ...(column === null ? [] : [style.bold(column)]),
    ...(anomaly.count === null ? [] : [style.dim(countText(anomaly))]),
  ].join('  ');
  const accept =
    patch === null ? [] : [style.dim(`  ${patch.says} ${acceptCommand(patch.id, output)}`)];
  return [head, `  ${long}`, ...rowLines(anomaly, style.dim), ...accept].join('\n');
}

function countText({ count, share }: Anomaly): string {
  const rows = `${count} row${count === 1 ? '' : 's'}`;
  return share === null
    ? rows
    : `${rows}, ${share > 0 && share < 0.001 ? '< 0.1 %' : formatShare(share)}`;
}

/** `row 3: "abc" · row 9: "x" · 12 more`. */
function rowLines({ rows, count }: Anomaly, dim: (text: string) => string): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, SHOWN_ROWS);
  const isLong = shown.some(({ value }) => (value ?? '').length > 16);
  const parts = shown.map(({ row, value }) => `row ${row}: ${valueText(value)}`);
  const rest = (count ?? rows.length) - shown.length;
  if (rest > 0) parts.push(`${rest} more`);
  return isLong ? parts.map((part) => dim(`    ${part}`)) : [dim(`    ${parts.join(' · ')}`)];
}

function valueText(value: string | null): string {
  if (value === null || value === '') return 'nothing';
  return JSON.stringify(
    value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value,
  );
}

function acceptCommand(id: string, { schema }: Validation): string {
  return `kaizen schemas accept ${schema.replace(/@\d+$/, '')} ${id}`;
}

function renderWritten({ quarantine, out }: Validation): string {
  return [
    ...(quarantine === null
      ? []
      : [`${quarantine.nRows} rows that offend are in ${quarantine.path}.`]),
    ...(out === null ? [] : [`${out.nRows} rows that do not are in ${out.path}.`]),
  ].join('\n');
}

function renderVerdict(output: Validation, { style }: Look): string {
  const { data, schema, environment, nRows, nOffending, nChecked, anomalies, passed } = output;
  const verdict = passed ? style.green('✓ passed') : style.red('✗ failed');
  const where = environment === null ? '' : ` in environment ${environment}`;
  const found =
    anomalies.length === 0
      ? 'nothing to report'
      : `${anomalies.length} anomal${anomalies.length === 1 ? 'y' : 'ies'}, ${nOffending} row${nOffending === 1 ? '' : 's'} that offend${nOffending === 1 ? 's' : ''}`;
  return `${verdict}  ${data} against ${schema}${where}: ${nRows} rows, ${nChecked} columns, ${found}.`;
}
