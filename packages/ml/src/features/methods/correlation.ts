import { correlation as pearson } from '../../stats/index.ts';
import { classIndicators } from '../class-indicators.ts';
import { columnOf } from '../columns.ts';
import type { SelectionMethod } from '../selection-method.ts';

/** Two columns that go together more than this say the same. */
const MOST_ALIKE = 0.9;

/**
 * Keeps the columns that go most with the target, but none that goes with a kept one: |r| above 0.9.
 *
 * Of classes, |r| is the largest over the classes, each against the rest.
 *
 * @cost O(n p kept).
 * @source Hall (1999), "Correlation-based Feature Selection for Machine Learning", chapter 4.
 */
export const correlation: SelectionMethod = {
  name: 'correlation',
  title: 'Correlation',
  kind: 'filter',
  source: 'Hall (1999), "Correlation-based Feature Selection for Machine Learning".',
  select(x, y, { nKept }) {
    const outcomes = classIndicators(y);
    const columns = Array.from({ length: x.nColumns }, (_, j) => {
      const values = columnOf(x, j);
      const share = Math.max(...outcomes.map((outcome) => Math.abs(pearson(values, outcome)) || 0));
      return { j, values, share };
    }).sort((a, b) => b.share - a.share || a.j - b.j);
    const kept: typeof columns = [];
    for (const column of columns) {
      if (kept.length === nKept) break;
      const isAlike = kept.some(
        ({ values }) => Math.abs(pearson(values, column.values)) > MOST_ALIKE,
      );
      if (!isAlike) kept.push(column);
    }
    return Int32Array.from(kept, ({ j }) => j).sort();
  },
};
