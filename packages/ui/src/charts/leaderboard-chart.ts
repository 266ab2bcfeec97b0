import { countOf, formatMetric } from './format.ts';
import type { ChartSize, ChartWords } from './frame.ts';
import { intervalDots } from './interval-dots.ts';

/** A candidate with its mean score and the standard deviation over the folds. */
export interface LeaderboardEntry {
  readonly title: string;
  readonly score: number | null;
  readonly scoreSd: number | null;
}

/** Candidates, best first; those without a score are left out. */
export interface LeaderboardChartFigures extends ChartWords {
  readonly entries: readonly LeaderboardEntry[];
  /** The score as people call it. */
  readonly score: string;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
  /** Candidates shown at most. Default 15. */
  readonly limit?: number;
}

/** Mean score of each candidate over the folds; whiskers are one standard deviation. */
export function leaderboardChart(figures: LeaderboardChartFigures, size: ChartSize): string {
  const { score, better, unit = 'none', limit = 15 } = figures;
  const scored = figures.entries.flatMap(({ title, score: value, scoreSd }) =>
    value === null ? [] : [{ title, value, sd: scoreSd }],
  );
  const [first, second] = scored;
  return intervalDots(
    {
      title: figures.title ?? (first ? finding(first, second, unit) : 'No candidate was scored'),
      caption:
        figures.caption ??
        `${countOf(scored.length, 'candidate')}, cross-validated; whiskers are ± 1 standard deviation over the folds.`,
      axis: `${score}, ${better} is better`,
      unit,
      dots: scored.slice(0, limit).map(({ title, value, sd }, i) => ({
        label: title,
        value,
        low: sd === null ? null : value - sd,
        high: sd === null ? null : value + sd,
        isMuted: i > 0,
      })),
    },
    size,
  );
}

interface Scored {
  readonly title: string;
  readonly value: number;
  readonly sd: number | null;
}

function finding(first: Scored, second: Scored | undefined, unit: string): string {
  const start = `${first.title} leads with ${formatMetric(first.value, unit)}`;
  if (!second) return start;
  const isClose = Math.abs(first.value - second.value) <= Math.max(first.sd ?? 0, second.sd ?? 0);
  return isClose
    ? `${start}, within the noise of ${second.title}`
    : `${start}, ahead of ${second.title}`;
}
