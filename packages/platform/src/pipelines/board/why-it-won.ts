import type { Estimate } from '@kaizenml/contracts';
import type { LeaderboardRow } from '@kaizenml/contracts/operations';
import { getMetric } from '@kaizenml/ml/metrics';
import { getEstimator } from '@kaizenml/ml/models';
import { formatNumber, formatScore } from '@kaizenml/ui/charts';
import type { BoardFacts } from './leaderboard.ts';

const MOST_KINDS = 8;

/**
 * Why the champion won and what its figures are worth: facts as sentences, the most telling first. Without a deadline
 * nothing that a clock said is in them, so that they repeat.
 *
 * @param rows Of the leaderboard, in its order.
 */
export function whyItWon(facts: BoardFacts, rows: readonly LeaderboardRow[]): string[] {
  return [
    ...(facts.plans.sentences ?? []),
    ...facts.fitted.findings.map(({ message }) => message),
    ahead(facts),
    kinds(facts, rows),
    alike(rows),
    failures(rows),
  ].filter((sentence) => sentence !== undefined);
}

/** What it gains over the best baseline on unseen rows. */
function ahead({ evaluated: { gains, nTestRows }, metric }: BoardFacts): string | undefined {
  const nearest = gains.toSorted((a, b) => a.gain.value - b.gain.value)[0];
  if (!nearest) return undefined;
  const { title } = getMetric(metric);
  const { value, low } = nearest.gain;
  const rows = `On ${formatNumber(nTestRows)} rows that nothing had seen before`;
  const sure = low !== null && low > 0;
  return value > 0
    ? `${rows}, its ${title} is ${formatScore(value)} better than that of the best baseline, “${nearest.title}”${interval(nearest.gain)}${sure ? '' : ', which may be luck'}.`
    : `${rows}, it is not better than the baseline “${nearest.title}”: by ${title} the difference is ${formatScore(value)}${interval(nearest.gain)}.`;
}

function interval({ low, high }: Estimate): string {
  return low === null || high === null
    ? ''
    : ` (90 % interval ${formatScore(low)} to ${formatScore(high)})`;
}

/** The best of each kind of model, so that one sees what the others could do. */
function kinds({ metric }: BoardFacts, rows: readonly LeaderboardRow[]): string | undefined {
  const best = new Map<string, number>();
  const isCompared = rows.some(({ isBestAlike, level }) => level === 1 && isBestAlike !== null);
  const told = rows.filter(({ isBestAlike }) => !isCompared || isBestAlike !== null);
  for (const { estimator, level, validation, roles } of told)
    if (level === 1 && validation && !roles.includes('baseline') && !best.has(estimator))
      best.set(estimator, validation.value);
  if (best.size < 2) return undefined;
  const words = [...best].map(
    ([estimator, value]) => `${getEstimator(estimator).title} ${Number(value.toPrecision(4))}`,
  );
  return `The best of each kind by ${getMetric(metric).title} on held-out rows: ${words.slice(0, MOST_KINDS).join(', ')}.`;
}

function alike(rows: readonly LeaderboardRow[]): string | undefined {
  const compared = rows.filter(({ isBestAlike, level }) => isBestAlike !== null && level === 1);
  if (compared.length === 0) return undefined;
  const n = compared.filter(({ isBestAlike }) => isBestAlike === true).length;
  return `Of ${compared.length} models that were compared row by row, ${n === 1 ? 'one is' : `${n} are`} within what chance explains of the best.`;
}

function failures(rows: readonly LeaderboardRow[]): string | undefined {
  const failed = rows.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return undefined;
  const names = [...new Set(failed.map(({ estimator }) => getEstimator(estimator).title))];
  return `${failed.length} ${failed.length === 1 ? 'candidate' : 'candidates'} could not be trained (${names.join(', ')}), and did not compete.`;
}
