import type { Random } from '../../math/index.ts';
import { outOfFold } from '../../models/boosting/quick/table-trees.ts';
import { chiSquareCdf, ranks } from '../../stats/index.ts';
import {
  type Column,
  cell,
  encodeText,
  isNumeric,
  type Table,
  takeRows,
} from '../../table/index.ts';

/** Rows of each side that are looked at; of more, evenly spaced ones. */
const MOST_ROWS = 4000;

/** How well a model tells rows of two tables apart. */
export interface DomainVerdict {
  /** 0.5: not at all; 1: every row. Below 0.5 is chance. */
  readonly auc: number;
  /** Chance of such an AUC, or a larger one, when both are drawn alike. */
  readonly pValue: number;
  readonly nRows: readonly [reference: number, current: number];
}

/**
 * Whether two tables are drawn alike, all columns together: quick trees learn to tell their rows apart, and answer rows that they
 * have not seen. Sees changes of combinations that no column shows by itself.
 *
 * Columns that both have with the same kind are read; dates, texts and ids are not, since they tell rows apart by being later.
 *
 * @returns `auc` 0.5 and `pValue` 1 where there is no column, or no row on one side.
 * @cost Four quick fits of at most 8000 rows.
 * @source Friedman (2003), "On Multivariate Goodness-of-Fit and Two-Sample Testing"; Mann & Whitney (1947) for the chance.
 */
export function domainClassifier(reference: Table, current: Table, random: Random): DomainVerdict {
  const [before, after] = [evenRows(reference), evenRows(current)];
  const columns = before.columns.flatMap((column) => {
    const other = after.columns.find(
      ({ name, kind }) => name === column.name && kind === column.kind,
    );
    return other === undefined || !isTold(column) ? [] : [stacked(column, other)];
  });
  const nRows = [before.nRows, after.nRows] as const;
  if (columns.length === 0 || nRows.some((n) => n === 0)) return { auc: 0.5, pValue: 1, nRows };
  const codes = Int32Array.from({ length: nRows[0] + nRows[1] }, (_, i) => (i < nRows[0] ? 0 : 1));
  const y = { kind: 'classification', codes, nClasses: 2 } as const;
  const answers = outOfFold(columns, { y, random });
  const scores = Float64Array.from(codes, (_, i) => answers[2 * i + 1]);
  return { ...aucOf(scores, nRows), nRows };
}

function isTold({ kind }: Column): boolean {
  return kind === 'number' || kind === 'category' || kind === 'boolean';
}

function aucOf(scores: Float64Array, [n, m]: readonly [number, number]) {
  const ranked = ranks(scores);
  let sum = 0;
  for (let i = n; i < n + m; i++) sum += ranked[i];
  const auc = (sum - (m * (m + 1)) / 2) / (n * m);
  const z = (auc - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m));
  return { auc, pValue: z > 0 ? (1 - chiSquareCdf(z * z, 1)) / 2 : 1 };
}

function evenRows(table: Table): Table {
  const { nRows } = table;
  if (nRows <= MOST_ROWS) return table;
  return takeRows(
    table,
    Int32Array.from({ length: MOST_ROWS }, (_, i) => Math.floor((i * nRows) / MOST_ROWS)),
  );
}

/** Rows of one column below those of another of its kind. */
function stacked(above: Column, below: Column): Column {
  if (isNumeric(above) && isNumeric(below)) {
    const values = new Float64Array(above.values.length + below.values.length);
    values.set(above.values);
    values.set(below.values, above.values.length);
    return { ...above, values };
  }
  const texts = [above, below].flatMap((column) =>
    Array.from({ length: lengthOf(column) }, (_, i) => cell(column, i) as string | null),
  );
  return encodeText(above.name, above.kind as 'category' | 'boolean', texts);
}

function lengthOf(column: Column): number {
  return isNumeric(column) ? column.values.length : column.codes.length;
}
