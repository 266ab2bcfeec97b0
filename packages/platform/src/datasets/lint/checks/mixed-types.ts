import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';
import { createSightings } from '../evidence/sightings.ts';
import { isSecondLine } from './second-line.ts';

/** Share of one type from which the others are strangers. */
const [MOSTLY, MOSTLY_TEXT] = [0.8, 0.9];
/** Rows per value from which text is a set of categories. */
const ROWS_PER_CATEGORY = 5;

/** Text among numbers or dates, or numbers among the names of categories. */
export const mixedTypes: ColumnCheck = (column, table) => {
  const { name, shapes, values, hasMore } = column;
  const total = nValues(column);
  const nNumbers = nOf(column, 'number', 'scientific');
  const [nText, nDates] = [nOf(column, 'text'), nOf(column, 'date')];
  const isCategory = !hasMore && values.size * ROWS_PER_CATEGORY <= total;
  const stranger =
    nText > 0 && nNumbers >= MOSTLY * total
      ? ({ kind: 'text', most: 'numbers', what: 'text' } as const)
      : nDates > 0 && nNumbers >= MOSTLY * total
        ? ({ kind: 'date', most: 'numbers', what: 'dates' } as const)
        : nText > 0 && nDates >= MOSTLY * total
          ? ({ kind: 'text', most: 'dates', what: 'text' } as const)
          : nOf(column, 'number') > column.serialDays.count && nDates >= MOSTLY * total
            ? ({ kind: 'number', most: 'dates', what: 'numbers' } as const)
            : nNumbers > 0 && isCategory && nText >= MOSTLY_TEXT * total
              ? ({ kind: 'number', most: 'text', what: 'numbers' } as const)
              : nDates > 0 && isCategory && nText >= MOSTLY_TEXT * total
                ? ({ kind: 'date', most: 'text', what: 'dates' } as const)
                : undefined;
  if (stranger === undefined) return undefined;
  const seen = shapes.get(stranger.kind) ?? createSightings();
  const isHeader = seen.count === 1 && seen.first[0]?.line === table.firstRow?.line;
  if (isHeader && isSecondLine(table)) return undefined;
  return {
    code: 'TYPES_MIXED',
    severity: 'warning',
    column: name,
    message: `Column '${name}' holds ${stranger.most}, but ${stranger.what} in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Correct these cells, or leave them empty where no value is known.',
    ...placesOf(seen, total),
  };
};
