import type { ColumnImportance } from '@kaizenml/contracts';
import { sum } from 'd3-array';
import { countOf, formatNumber } from './format.ts';
import type { ChartSize, ChartWords } from './frame.ts';
import { intervalBars } from './interval-bars.ts';

/** Importance by column, largest first. */
export interface ImportanceChartFigures extends ChartWords {
  readonly importance: readonly ColumnImportance[];
  /** The score that gets worse. Absent where it is not known. */
  readonly score?: {
    /** As people call it: `ROC AUC`. */
    readonly title: string;
    readonly better: 'higher' | 'lower';
  };
  /** What the bars measure. Default: what shuffling the column costs the score. */
  readonly axis?: string;
  /** Columns shown at most. Default 12; the rest is one bar. */
  readonly limit?: number;
}

/**
 * What shuffling each column costs the score; whiskers are one standard deviation over the repeats.
 *
 * @source Breiman (2001), "Random Forests", Machine Learning 45, 5-32 (permutation importance).
 */
export function importanceChart(figures: ImportanceChartFigures, size: ChartSize): string {
  const { importance, score, limit = 12 } = figures;
  const shown = importance.slice(0, importance.length === limit + 1 ? limit + 1 : limit);
  const rest = importance.slice(shown.length);
  const first = importance[0];
  return intervalBars(
    {
      title: figures.title ?? finding(first, score),
      caption:
        figures.caption ??
        `${countOf(importance.length, 'column')}; whiskers are ± 1 standard deviation over the repeats.`,
      axis:
        figures.axis ??
        `${score ? `${score.better === 'higher' ? 'drop' : 'rise'} of ${score.title}` : 'loss of score'} when the column is shuffled`,
      bars: [
        ...shown.map(({ column, mean, sd }) => ({
          label: column,
          value: mean,
          low: mean - sd,
          high: mean + sd,
        })),
        ...(rest.length === 0
          ? []
          : [
              {
                label: `${countOf(rest.length, 'other column')}`,
                value: sum(rest, ({ mean }) => mean),
                isMuted: true,
              },
            ]),
      ],
    },
    size,
  );
}

function finding(
  first: ColumnImportance | undefined,
  score: ImportanceChartFigures['score'],
): string {
  if (!first) return 'No importance was measured';
  if (first.mean <= 0) return 'No column matters on its own';
  const start = `“${first.column}” matters most`;
  if (!score) return start;
  const change = score.better === 'higher' ? 'drops' : 'rises';
  return `${start}: without it ${score.title} ${change} by ${formatNumber(first.mean)}`;
}
