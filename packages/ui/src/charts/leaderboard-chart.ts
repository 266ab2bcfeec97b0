import { countOf, formatMetric } from './format.ts';
import type { ChartSize, ChartWords } from './frame.ts';
import { intervalDots } from './interval-dots.ts';

/** A candidate with its score and interval. */
export interface LeaderboardEntry {
  readonly title: string;
  readonly score: number | null;
  /** Ends of the 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** True when it cannot be told from the best one; null or absent where that was not compared. */
  readonly isBestAlike?: boolean | null;
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

/** Score of each candidate with its interval; muted are those that are behind the best beyond chance. */
export function leaderboardChart(figures: LeaderboardChartFigures, size: ChartSize): string {
  const { score, better, unit = 'none', limit = 15 } = figures;
  const scored = figures.entries.flatMap((entry) =>
    entry.score === null ? [] : [{ ...entry, value: entry.score }],
  );
  const [first, second] = scored;
  return intervalDots(
    {
      title: figures.title ?? (first ? finding(first, second, unit) : 'No candidate was scored'),
      caption:
        figures.caption ??
        `${countOf(scored.length, 'candidate')}${scored.length > limit ? `, the first ${limit} shown` : ''}; whiskers are 95 % intervals. Pale: behind the best beyond chance.`,
      axis: `${score}, ${better} is better`,
      unit,
      dots: scored.slice(0, limit).map(({ title, value, low, high, isBestAlike }, i) => ({
        label: title,
        value,
        low,
        high,
        isMuted: i > 0 && isBestAlike !== true,
      })),
    },
    size,
  );
}

interface Scored extends LeaderboardEntry {
  readonly value: number;
}

function finding(first: Scored, second: Scored | undefined, unit: string): string {
  const start = `${first.title} leads with ${formatMetric(first.value, unit)}`;
  if (!second) return start;
  const isWithin =
    first.low !== null &&
    first.high !== null &&
    first.low <= second.value &&
    second.value <= first.high;
  return (second.isBestAlike ?? isWithin)
    ? `${start}, within the noise of ${second.title}`
    : `${start}, ahead of ${second.title}`;
}
