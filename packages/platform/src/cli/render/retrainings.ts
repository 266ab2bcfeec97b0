import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatNumber } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Retraining = OutputOf<Operations['retrainings']['show']>;
type Summary = OutputOf<Operations['retrainings']['list']>['items'][number];
type Comparison = NonNullable<Retraining['comparison']>;
type StandIn = OutputOf<Operations['retrainings']['stand-in']>;

/** Parts of the rows that are printed. */
const MOST_SLICES = 5;

/** What each state of a step is shown as: a sign that needs no color. */
const SIGNS: Readonly<Record<Retraining['steps'][number]['status'], string>> = {
  running: '…',
  waiting: '·',
  done: '✓',
  refused: '✗',
  failed: '✗',
};

export const renderRetrainings: Renderers<'retrainings'> = {
  start: (retraining, look) =>
    `${renderRetraining(retraining, look)}\n\n${look.style.dim('`kaizen serve` takes it further; see it with `kaizen retrainings show`.')}`,
  list: ({ items, next }, look) =>
    items.length === 0
      ? 'No retrainings yet. Begin one with `kaizen retrainings start ENDPOINT`.'
      : renderTable<Summary>(
          items,
          [
            { title: 'id', cell: ({ id }) => id },
            { title: 'endpoint', cell: ({ endpoint }) => endpoint },
            { title: 'by', cell: ({ trigger }) => trigger },
            { title: 'versions', cell: versionsOf },
            { title: 'state', cell: ({ status }) => status },
            { title: 'began', cell: ({ startedAt }) => formatInstant(startedAt) },
          ],
          look.style,
        ) + nextPage(next, look),
  show: renderRetraining,
  stop: renderRetraining,
  'stand-in': renderStandIn,
  'stand-down': renderStandIn,
};

function versionsOf({ champion, challenger }: Summary): string {
  return challenger === null ? `${champion} → ?` : `${champion} → ${challenger}`;
}

function renderRetraining(retraining: Retraining, look: Look): string {
  const { style } = look;
  const { status, comparison, understudies, history, newest, rollout, runs, tried } = retraining;
  const colored = {
    ...{ running: style.cyan, waiting: style.yellow, promoted: style.green },
    ...{ rejected: style.bold, stopped: style.bold },
    ...{ 'rolled-back': style.red, failed: style.red },
  }[status];
  const head = renderPairs(
    [
      ['retraining', `${retraining.endpoint}: version ${versionsOf(retraining)}`],
      ['state', colored(status)],
      ['because', retraining.reason],
      ['begun by', `${retraining.trigger}: ${retraining.cause}`],
      ...pair('does without', retraining.without.join(', ')),
      ...pair('learned from', history),
      ...pair('compared on', newest),
      ...pair('trained by', runs.at(-1)),
      ...pair('rollout', rollout),
      ['id', retraining.id],
    ],
    style,
  );
  const timeline = retraining.steps.map(
    ({ name, status: of, startedAt, message }) =>
      `${style.dim(formatInstant(startedAt))}  ${SIGNS[of]} ${name}: ${message || 'under way'}`,
  );
  const ready = understudies.map(({ column, version }) => `version ${version} without ${column}`);
  return renderSections(
    [
      ['', head],
      ...(timeline.length === 0 ? [] : [['Steps', timeline.join('\n')] as const]),
      ...(tried.length < 2 ? [] : [['Tried', tried.map(sayTry).join('\n')] as const]),
      ...(comparison === null ? [] : [['On the newest rows', compared(comparison, look)] as const]),
      ...(ready.length === 0 ? [] : [['Ready to stand in', ready.join('\n')] as const]),
    ],
    style,
  );
}

function sayTry({ start, version, message, gain }: Retraining['tried'][number]): string {
  const figures = gain === null ? '' : `, gain ${sayGain(gain)}`;
  return `${start}: ${version === null ? message : `version ${version}${figures}`}`;
}

function pair(title: string, value: string | null | undefined): [string, string][] {
  return value === null || value === undefined || value === '' ? [] : [[title, value]];
}

function compared(
  { metric, champion, challenger, nRows, gain, level, slices }: Comparison,
  look: Look,
): string {
  const figures = renderPairs(
    [
      [metric, `${formatNumber(challenger)} against ${formatNumber(champion)}, ${nRows} rows`],
      ['gain', `${sayGain(gain)} at ${Number((level * 100).toPrecision(4))} %`],
    ],
    look.style,
  );
  const worst = slices.filter(({ value }) => value < 0).slice(0, MOST_SLICES);
  if (worst.length === 0) return figures;
  const table = renderTable<Comparison['slices'][number]>(
    worst,
    [
      { title: 'where it loses', cell: ({ column, name }) => `${column}: ${name}` },
      { title: 'rows', align: 'right', cell: (slice) => String(slice.nRows) },
      { title: 'gain', align: 'right', cell: sayGain },
      { title: 'surely', cell: ({ isWorse }) => (isWorse ? 'worse' : 'no') },
    ],
    look.style,
  );
  return `${figures}\n\n${table}`;
}

function sayGain({ value, low, high }: Comparison['gain']): string {
  return low === null || high === null
    ? formatNumber(value)
    : `${formatNumber(value)} (${formatNumber(low)} to ${formatNumber(high)})`;
}

function renderStandIn(standIn: StandIn, { style }: Look): string {
  const { endpoint, column, from, to, status, cause, startedAt, endedAt } = standIn;
  const answers = { standing: to, ended: from, void: undefined }[status];
  return renderPairs(
    [
      ['endpoint', endpoint],
      ['does without', column],
      [
        'answers now',
        answers === undefined ? 'another version, which took over' : `version ${answers}`,
      ],
      ['because', cause],
      ['since', formatInstant(startedAt)],
      ...(endedAt === null ? [] : [['until', formatInstant(endedAt)] as const]),
    ],
    style,
  );
}
