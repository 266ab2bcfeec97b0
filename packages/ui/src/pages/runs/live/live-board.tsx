import { useState } from 'preact/hooks';
import {
  countOf,
  formatDuration,
  formatNumber,
  formatScore,
  trialsChart,
} from '../../../charts/index.ts';
import { Chart, ScrollTable } from '../../../components/index.ts';
import type { LiveMetric, LiveRun } from '../../training/training-types.ts';
import { type RankedTrial, rankTrials } from './rank-trials.ts';

const ROWS_SHOWN = 15;
/** Fewer candidates make no history. */
const FEWEST_DRAWN = 4;

/** The candidates of a run, best first, and how the best score came about. */
export function LiveBoard({ live }: { readonly live: LiveRun }) {
  const { metric, trials, status, hasCandidates } = live;
  if (metric === null || trials.length === 0)
    return status === 'running' && hasCandidates ? (
      <p class="soft">The first candidates appear here as soon as they are measured.</p>
    ) : null;
  const ranked = rankTrials(trials, metric.better);
  return (
    <section>
      <h2>Leaderboard</h2>
      <p class="hidden" role="status">
        {sayBest(ranked[0], metric)}
      </p>
      <TrialTable ranked={ranked} metric={metric} isStopped={status === 'stopped'} />
      <p class="small soft">
        {metric.title} on rows that were held out, mean ± standard deviation over the folds;{' '}
        {metric.better} is better. The champion is measured once more on rows that no candidate has
        seen.
      </p>
      <ScoreHistory live={live} />
    </section>
  );
}

function TrialTable({
  ranked,
  metric,
  isStopped,
}: {
  readonly ranked: readonly RankedTrial[];
  readonly metric: LiveMetric;
  readonly isStopped: boolean;
}) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? ranked : ranked.slice(0, ROWS_SHOWN);
  const hidden = ranked.length - shown.length;
  return (
    <>
      <ScrollTable
        label="Leaderboard"
        head={['#Place', 'Model', `#${metric.title}`, '#Fit of a fold', 'Mark']}
      >
        {shown.map(({ trial, mark }, i) => (
          <tr key={trial.name} class={mark === 'best' ? 'arrived best' : 'arrived'}>
            <td class="n soft">{i + 1}</td>
            <td class="model">
              {trial.title} <span class="soft small">{trial.name}</span>
            </td>
            <td class="n">
              {trial.score === null ? '–' : formatScore(trial.score)}
              {trial.scoreSd !== null && <span class="soft"> ± {formatScore(trial.scoreSd)}</span>}
            </td>
            <td class="n">{trial.fitMs === null ? '–' : formatDuration(trial.fitMs)}</td>
            <td>
              <Mark
                mark={mark}
                nFolds={trial.nFolds}
                error={
                  isStopped && mark === 'skipped' ? 'stopped before its first fold' : trial.error
                }
              />
            </td>
          </tr>
        ))}
      </ScrollTable>
      {(hidden > 0 || isWhole) && ranked.length > ROWS_SHOWN && (
        <p>
          <button type="button" class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? `Only the best ${ROWS_SHOWN}` : `Show all ${formatNumber(ranked.length)}`}
          </button>
        </p>
      )}
    </>
  );
}

function Mark({
  mark,
  nFolds,
  error,
}: {
  readonly mark: RankedTrial['mark'];
  readonly nFolds: number;
  readonly error: string | null;
}) {
  switch (mark) {
    case 'best':
      return <span class="badge">★ best so far</span>;
    case 'alike':
      return <span title="Within a standard error of the best one over the folds">≈ best</span>;
    case 'baseline':
      return <span class="soft">baseline</span>;
    case 'partial':
      return <span class="soft">{countOf(nFolds, 'fold')} only</span>;
    case 'skipped':
      return <span class="soft small">{error ?? 'not tried'}</span>;
    case 'failed':
      return <span class="status failed wraps">✗ {error ?? mark}</span>;
    case null:
      return null;
  }
}

/** How the best score came about; nothing before there is a history. */
export function ScoreHistory({ live: { metric, trials } }: { readonly live: LiveRun }) {
  const tried = trials.filter(({ isBaseline }) => !isBaseline);
  const nFolds = Math.max(0, ...tried.map((trial) => trial.nFolds));
  if (metric === null || tried.length < FEWEST_DRAWN) return null;
  return (
    <div class="card history">
      <Chart
        maxWidth={1040}
        draw={(size) =>
          trialsChart(
            {
              scores: tried.map((trial) => (trial.nFolds === nFolds ? trial.score : null)),
              families: tried.map(({ title }) => title),
              score: metric.title,
              better: metric.better,
            },
            size,
          )
        }
      />
    </div>
  );
}

function sayBest(best: RankedTrial | undefined, { title }: LiveMetric): string {
  const score = best?.trial.score ?? null;
  return best === undefined || score === null
    ? ''
    : `Best so far: ${best.trial.title}, ${title} ${formatScore(score)}.`;
}
