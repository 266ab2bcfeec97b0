import type { Matrix } from '../math/index.ts';
import { stateCheck } from '../models/state-reader.ts';
import { plainGraph, type TransformGraph } from '../preprocess/index.ts';
import { type Column, encodeText, getColumn, makeTable, type Table } from '../table/index.ts';
import { checkOutlierModel } from './columns/check-outlier-model.ts';
import type { OutlierColumn, OutlierColumns } from './columns/outlier-columns.ts';
import { type OutlierModel, scoreOutliers } from './detect-outliers.ts';

/** Stands for every level that the training rows did not have. */
const UNSEEN = '(not seen in training)';

/**
 * Answers how unusual a row is, from rows as the graph of `outlierGraph` prepares them: the share of ordinary rows that
 * are less unusual, from 0.5 to 1. A row of 0.999 is one in a thousand.
 *
 * Infinite numbers count as missing, which are typical.
 */
export const unusualRows = {
  name: 'unusual-rows',
  title: 'Unusual rows',
  /** @shape x: m x columns of the model; the result has length m. @cost That of the detector. */
  predict(state: OutlierModel, x: Matrix): Float64Array {
    checkState('unusual-rows', state);
    const { falseAlarmShares } = scoreOutliers(state, toTable(state.columns, x), {
      maxExplained: 0,
    });
    return falseAlarmShares.map((share) => 1 - share);
  },
  /** Whether rows are above the threshold, and which columns make them so. */
  beside(state: OutlierModel, x: Matrix): readonly Column[] {
    checkState('unusual-rows', state);
    const found = scoreOutliers(state, toTable(state.columns, x), { maxExplained: x.nRows });
    const reasons = new Array<string | null>(x.nRows).fill(null);
    for (const { row, reasons: own } of found.explained)
      reasons[row] = own.map(({ text }) => text).join('; ');
    return [
      {
        name: 'is_anomaly',
        kind: 'boolean',
        codes: Int32Array.from(found.isOutlier),
        levels: ['false', 'true'],
      },
      encodeText('reasons', 'text', reasons),
    ];
  },
};

/**
 * The graph that prepares rows for `unusualRows`: numbers and instants as they are, categories by the place of their level.
 *
 * @param table Training rows: they say of which kind columns are.
 */
export function outlierGraph({ columns }: OutlierColumns, table: Table): TransformGraph {
  return plainGraph(
    columns.map((column) => ({
      name: column.name,
      kind: getColumn(table, column.name).kind,
      levels: column.kind === 'number' ? undefined : column.levels,
    })),
  );
}

/** Prepared rows as the table that the detector reads. */
function toTable({ columns }: OutlierColumns, { nRows, nColumns, values }: Matrix): Table {
  const made = columns.map((column: OutlierColumn, j): Column => {
    const own = Float64Array.from({ length: nRows }, (_, i) => values[i * nColumns + j]);
    const { name } = column;
    if (column.kind === 'number')
      return { name, kind: column.isDate ? 'date' : 'number', values: own };
    const levels = [...column.levels, UNSEEN];
    return { name, kind: 'category', codes: Int32Array.from(own), levels };
  });
  return { ...makeTable(made), nRows };
}

const checkState = stateCheck<OutlierModel>(checkOutlierModel);
