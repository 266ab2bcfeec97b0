import type { Anomaly } from '@kaizenml/contracts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { type ColumnSubject, rowsWith } from './column-subject.ts';
import { sayRows } from './sentences.ts';

/** Whether cells hold as many values as they should: a JSON list its entries, any other cell one. */
export function checkListLengths(subject: ColumnSubject): Anomaly[] {
  const { nPresent, spec } = subject;
  if (nPresent === 0 || spec.valueCount === undefined) return [];
  return [...checkEnd(subject, 'min'), ...checkEnd(subject, 'max')];
}

function checkEnd(subject: ColumnSubject, end: 'min' | 'max'): Anomaly[] {
  const { name, spec, column, seen, isComplete, nPresent } = subject;
  const bound = spec.valueCount?.[end];
  if (bound === undefined) return [];
  const passes = (length: number): boolean => (end === 'min' ? length < bound : length > bound);
  const isNumeric = column.number !== undefined;
  const bad = rowsWith(seen, (value) => passes(listLength(value)));
  const surely = isNumeric && passes(1) ? nPresent : bad.count;
  if (surely === 0) return [];
  const lengths = bad.values.map(({ value }) => listLength(value));
  const found = isNumeric ? 1 : end === 'min' ? Math.min(...lengths) : Math.max(...lengths);
  const count = isNumeric || isComplete ? surely : null;
  const anomaly =
    end === 'min' ? 'FEATURE_TYPE_LOW_NUMBER_VALUES' : 'FEATURE_TYPE_HIGH_NUMBER_VALUES';
  return [
    makeAnomaly(anomaly, {
      column: name,
      long: `Cells of column "${name}" must hold ${end === 'min' ? 'at least' : 'at most'} ${bound} values, got ${found}${count === null ? '' : ` and ${sayRows(count, column.nRows)} beyond`}.`,
      count,
      nRows: column.nRows,
      details: { [end]: bound, found, count },
      patch: makePatch({
        anomaly,
        column: name,
        says: `Cells of "${name}" may hold ${found} values.`,
        changes: [{ path: ['columns', name, 'valueCount', end], from: bound, to: found }],
      }),
    }),
  ];
}

/** Entries of a cell that is a JSON list; 1 of every other one. */
export function listLength(cell: string): number {
  if (!cell.trimStart().startsWith('[')) return 1;
  try {
    const parsed: unknown = JSON.parse(cell);
    return Array.isArray(parsed) ? parsed.length : 1;
  } catch {
    return 1;
  }
}
