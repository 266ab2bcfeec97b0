import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatNumber, formatShare } from '../format.ts';
import { type PrintedColumn, renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Standing = OutputOf<Operations['monitors']['list']>['items'][number];
type Shown = OutputOf<Operations['monitors']['show']>;
type Checked = OutputOf<Operations['monitors']['check']>;
type Verdict = OutputOf<Operations['monitors']['history']>['items'][number];
type Finding = Verdict['findings'][number];

/** Columns that are shown though nothing is said of them. */
const MOST_CALM = 12;

/** How every endpoint and every watched dataset is doing. */
export function renderStandings(items: readonly Standing[], { style }: Look): string {
  if (items.length === 0)
    return 'Nothing is watched yet. Every endpoint that answers is, as soon as `kaizen serve` has looked; a dataset by `kaizen monitors watch`.';
  return renderTable<Standing>(
    items,
    [
      { title: 'watched', cell: ({ endpoint }) => endpoint },
      {
        title: 'status',
        cell: statusOf,
        style: (text, { status }) => colored(style, status, text),
      },
      {
        title: 'drifted',
        align: 'right',
        cell: ({ nDrifted, nWatched }) => `${nDrifted} of ${nWatched}`,
      },
      { title: 'rows', align: 'right', cell: ({ nRows }) => String(nRows) },
      { title: 'judged to', cell: ({ lastVerdictAt }) => formatInstant(lastVerdictAt) },
      { title: 'alarms', cell: ({ alarms }) => alarms.slice(0, 3).join(', ') },
    ],
    style,
  );
}

/** One monitor with its last verdict. */
export function renderMonitor(shown: Shown, look: Look): string {
  const { style } = look;
  const { verdict, settings, falseAlarmsPerMonth: expected } = shown;
  const head = renderPairs(
    [
      ['monitor', shown.endpoint],
      ['status', colored(style, shown.status, statusOf(shown))],
      ...(verdict === null
        ? ([
            [
              'judged',
              shown.dataset === null
                ? `nothing yet: a verdict needs ${settings.minRows} rows in windows that are over`
                : 'nothing yet: no window came after those that others are compared with',
            ],
          ] as [string, string][])
        : ([
            [
              'judged',
              `${verdict.nRows} rows of version ${verdict.version}, ${formatInstant(verdict.start)} to ${formatInstant(verdict.end)}`,
            ],
          ] as [string, string][])),
      [
        'windows',
        shown.dataset === null
          ? `${showWindow(settings.window)}, at least ${settings.minRows} rows, against ${showReference(settings.reference)}`
          : showDataset(shown.dataset),
      ],
      [
        'alarm',
        `after ${settings.alarm.raiseAfter} of ${settings.alarm.outOf} verdicts${expected === null ? '' : `; chance alone raises at most ${Math.max(0.01, expected).toFixed(2)} a month`}`,
      ],
    ],
    style,
  );
  if (verdict === null) return head;
  return renderSections(
    [
      ['', head],
      ['', renderFindings(verdict.findings, look)],
    ],
    style,
  );
}

/** What the newest rows say. */
export function renderCheck(checked: Checked, look: Look): string {
  const { style } = look;
  const { endpoint, model, version, nCurrent, nReference, nColumns, nDrifted } = checked;
  const of = `${endpoint}: ${nCurrent} logged rows against ${nReference} rows of ${model}/${version}.`;
  const said =
    checked.status === 'ok'
      ? `${style.green('✓ no drift')} in ${nColumns} columns of ${of}`
      : `${style.red('✗ drift')} in ${nDrifted} of ${nColumns} columns of ${of}`;
  const notes = [
    ...(checked.redacted.length === 0
      ? []
      : [`Left out, since the log does not keep them: ${checked.redacted.join(', ')}.`]),
    `A column drifts when its effect is ${formatNumber(checked.leastEffect)} or more and surely no chance, or its values are damaged; at most ${formatShare(checked.rate)} of such columns are false.`,
  ];
  return renderSections(
    [
      ['', said],
      ['', renderFindings(checked.findings, look)],
      ['', notes.map(style.dim).join('\n')],
    ],
    style,
  );
}

/** Verdicts over time. */
export function renderHistory(items: readonly Verdict[], { style }: Look): string {
  if (items.length === 0) return 'There is no verdict in this span.';
  return renderTable<Verdict>(
    items,
    [
      { title: 'to', cell: ({ end }) => formatInstant(end) },
      { title: 'version', align: 'right', cell: ({ version }) => String(version) },
      { title: 'rows', align: 'right', cell: ({ nRows }) => String(nRows) },
      {
        title: 'status',
        cell: ({ status }) => status,
        style: (text, { status }) => colored(style, status, text),
      },
      { title: 'what moved', cell: ({ findings }) => movedText(findings) },
    ],
    style,
  );
}

function renderFindings(findings: readonly Finding[], { style }: Look): string {
  const sorted = [...findings].sort(
    (a, b) => weight(b) - weight(a) || (b.effect ?? 0) - (a.effect ?? 0),
  );
  const said = sorted.filter((finding) => weight(finding) > 0);
  const shown = sorted.slice(0, Math.max(said.length, MOST_CALM));
  const columns: PrintedColumn<Finding>[] = [
    { title: 'column', cell: ({ column }) => column },
    { title: 'of', cell: ({ check }) => check },
    { title: 'by', cell: ({ measure }) => measure },
    {
      title: 'effect',
      align: 'right',
      cell: ({ effect }) => (effect === null ? '–' : effect.toFixed(3)),
    },
    { title: 'chance', align: 'right', cell: ({ pValue }) => showChance(pValue) },
    {
      title: 'verdict',
      cell: ({ verdict }) => verdict,
      style: (text, { verdict }) =>
        verdict === 'drift' ? style.red(text) : verdict === 'calm' ? style.green(text) : text,
    },
    { title: 'what moved', cell: ({ why }) => why ?? '' },
  ];
  const rest = sorted.length - shown.length;
  return `${renderTable(shown, columns, style)}${rest === 0 ? '' : `\n${style.dim(`and ${rest} more, all calm`)}`}`;
}

function weight({ verdict }: Finding): number {
  return { drift: 3, natural: 2, 'may be chance': 1, 'too small': 0, calm: 0 }[verdict];
}

function movedText(findings: readonly Finding[]): string {
  const moved = findings.filter(({ verdict }) => verdict === 'drift');
  const named = moved.slice(0, 2).map(({ column, why }) => `${column}: ${why ?? 'moved'}`);
  return `${named.join('; ')}${moved.length > 2 ? `; and ${moved.length - 2} more` : ''}`;
}

function showChance(pValue: number | null): string {
  if (pValue === null) return '–';
  return pValue < 0.0001 ? '< 0.0001' : pValue.toFixed(4);
}

function statusOf({ status, isPaused }: Pick<Standing, 'status' | 'isPaused'>): string {
  return isPaused ? 'paused' : (status ?? 'no verdict yet');
}

function colored(style: Look['style'], status: Standing['status'], text: string): string {
  if (status === null) return text;
  return { calm: style.green, drift: style.yellow, alarm: style.red }[status](text);
}

function showDataset(dataset: NonNullable<Shown['dataset']>): string {
  const { timeColumn, window, version, reference, freshWithin } = dataset;
  const windows = timeColumn === undefined ? 'each version' : `${window} of "${timeColumn}"`;
  const against = reference === 'version' ? `version ${version}` : showReference(reference);
  const fresh = freshWithin === undefined ? '' : `, no older than ${freshWithin}`;
  return `${windows}, against ${against}${fresh}`;
}

function showWindow(window: Shown['settings']['window']): string {
  return typeof window === 'string' ? window : `${window.rows} rows`;
}

function showReference(reference: Shown['settings']['reference']): string {
  if (reference === 'training') return 'what the version learned from';
  return 'last' in reference ? `the ${reference.last} before` : `${reference.ago} ago`;
}
