import { showShare } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant, formatNumber } from '../format.ts';
import { type PrintedColumn, renderPairs, renderTable } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Trail = OutputOf<Operations['rollouts']['trail']>;
type Rollout = OutputOf<Operations['rollouts']['show']>;
type Summary = OutputOf<Operations['rollouts']['list']>['items'][number];

export const renderRollouts: Renderers<'rollouts'> = {
  start: renderRollout,
  list: ({ items, next }, look) =>
    items.length === 0
      ? 'No rollouts yet. Begin one with `kaizen rollouts start ENDPOINT`.'
      : renderTable<Summary>(
          items,
          [
            { title: 'id', cell: ({ id }) => id },
            { title: 'endpoint', cell: ({ endpoint }) => endpoint },
            { title: 'strategy', cell: ({ strategy }) => strategy },
            { title: 'versions', cell: ({ from, to }) => `${from} → ${to}` },
            { title: 'state', cell: ({ status }) => status },
            { title: 'share', align: 'right', cell: ({ share }) => showShare(share) },
            { title: 'began', cell: ({ startedAt }) => formatInstant(startedAt) },
          ],
          look.style,
        ) + nextPage(next, look),
  show: renderRollout,
  trail: ({ guards }, { style }) =>
    renderTable<Trail['guards'][number]>(
      guards,
      [
        { title: 'watched', cell: ({ title }) => title },
        {
          title: 'difference',
          align: 'right',
          cell: ({ points }) => digits(points.at(-1)?.difference),
        },
        { title: 'low', align: 'right', cell: ({ points }) => digits(points.at(-1)?.low) },
        { title: 'high', align: 'right', cell: ({ points }) => digits(points.at(-1)?.high) },
        { title: 'margin', align: 'right', cell: ({ margin }) => digits(margin) },
      ],
      style,
    ),
  pause: renderRollout,
  resume: renderRollout,
  promote: renderRollout,
  rollback: renderRollout,
};

function renderRollout(rollout: Rollout, { style }: Look): string {
  const { status, from, arms, guards, events } = rollout;
  const colored = {
    ...{ running: style.cyan, paused: style.yellow, ended: style.bold },
    ...{ promoted: style.green, 'rolled-back': style.red },
  }[status];
  const head = renderPairs(
    [
      [
        'rollout',
        `${rollout.endpoint}: version ${from} → ${versionsTo(rollout)}, ${rollout.strategy}`,
      ],
      ['state', colored(status)],
      ['because', rollout.reason],
      ...stepLines(rollout),
      ['id', rollout.id],
    ],
    style,
  );
  const counts = renderTable<Rollout['arms'][number]>(
    arms,
    [
      { title: 'side', cell: ({ name }) => name },
      { title: 'version', align: 'right', cell: ({ version }) => String(version) },
      { title: 'share', align: 'right', cell: ({ share }) => showShare(share) },
      { title: 'answered', align: 'right', cell: ({ nAnswered }) => String(nAnswered) },
      { title: 'failed', align: 'right', cell: ({ nFailed }) => String(nFailed) },
      ...(rollout.bandit ? REWARD_COLUMNS : []),
    ],
    style,
  );
  const signs = {
    ...{ harm: style.red('✗'), better: style.green('✓') },
    'no-harm': style.green('✓'),
    undecided: style.dim('·'),
  };
  const watched = guards.map(({ outcome, sentence }) => `${signs[outcome]} ${sentence}`);
  const compared = renderPairs(verdictLines(rollout.verdict), style);
  const history = events.map(
    ({ at, by, who, message }) =>
      `${style.dim(formatInstant(at))}  ${who === null ? by : `${by} (${who})`}: ${message}`,
  );
  return [head, counts, watched.join('\n'), compared, history.join('\n')].join('\n\n');
}

/** What only a bandit tells of its versions. */
const REWARD_COLUMNS: readonly PrintedColumn<Rollout['arms'][number]>[] = [
  { title: 'rewards', align: 'right', cell: ({ nRewards = 0 }) => String(nRewards) },
  {
    title: 'mean reward',
    align: 'right',
    cell: ({ reward }) =>
      reward == null
        ? '–'
        : `${digits(reward.mean)} (${digits(reward.low)} to ${digits(reward.high)})`,
  },
  {
    title: 'best',
    align: 'right',
    cell: ({ probabilityBest: p, out }) => {
      if (out != null) return 'out';
      return p == null ? '–' : showShare(Number(p.toFixed(4)));
    },
  },
];

function stepLines({ step, steps, bandit }: Rollout): [string, string][] {
  if (!bandit) return [['step', `${step} of ${steps.length} (${steps.map(showShare).join(', ')})`]];
  const { floor, maxShare, promotes, context, learnedAt } = bandit;
  return [
    [
      'shares',
      `${showShare(floor)} to ${showShare(maxShare)} each, since ${formatInstant(learnedAt)}`,
    ],
    ...(context.length === 0 ? [] : [['chooses by', context.join(', ')] as [string, string]]),
    ['in the end', promotes ? 'the best becomes the champion' : 'a person decides'],
  ];
}

function versionsTo({ to, bandit, status, arms }: Rollout): string {
  if (!bandit || status === 'promoted') return String(to);
  return arms
    .slice(1)
    .map(({ version }) => version)
    .join(', ');
}

/** What is known of which version is better. */
function verdictLines({ by, better, difference, low, high, level, ...p }: Rollout['verdict']) {
  const end = (value: number | null) => (value === null ? 'open' : formatNumber(value));
  return [
    ['better', `${better}, by ${by === 'labels' ? 'the loss of labels' : 'the metric'}`],
    [
      'difference',
      difference === null
        ? 'nothing to compare yet'
        : `${formatNumber(difference)} (${end(low)} to ${end(high)} at ${showShare(1 - level)}, whenever one looks)`,
    ],
    ['p-values', `worse ${formatP(p.pWorse)}, better ${formatP(p.pBetter)}`],
  ] as const;
}

function formatP(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4);
}

function digits(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Number(value.toPrecision(3)));
}
