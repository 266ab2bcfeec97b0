import type { DatasetStatistics } from '@kaizenml/contracts';
import { addRows, emptyTable, finishTable } from '@kaizenml/ml/sketches';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import type { ProfileInput } from './profile-input.ts';

/** A made-up profile with a column of every sort, for tests and to look at. @param nColumns Default 4. */
export function sampleProfileInput(nColumns = 4): ProfileInput {
  return {
    name: 'churn@2',
    source: 'churn.csv',
    target: 'plan',
    statistics: sampleStatistics(nColumns, 0),
    against: null,
    againstName: null,
    findings: [
      {
        code: 'COLUMN_CONSTANT',
        severity: 'warning',
        message: 'Column `region` has a single value.',
        hint: 'Leave it out.',
        details: {},
      },
    ],
  };
}

/** The same beside an earlier version of it. */
export function samplePairInput(nColumns = 4): ProfileInput {
  return {
    ...sampleProfileInput(nColumns),
    against: sampleStatistics(nColumns, 25),
    againstName: 'churn@1',
  };
}

function sampleStatistics(nColumns: number, shift: number): DatasetStatistics {
  const nRows = 400;
  const rows = Array.from({ length: nRows }, (_, i) => i);
  const table = makeTable([
    {
      name: 'months',
      kind: 'number',
      values: Float64Array.from(rows, (i) => (i % 97) ** 1.5 + shift),
    },
    encodeText(
      'plan',
      'category',
      rows.map((i) => (i % 9 === 0 ? null : i % 3 === 0 || i < shift ? 'family' : 'basic')),
    ),
    {
      name: 'since',
      kind: 'date',
      values: Float64Array.from(rows, (i) => (19_000 + i + (i > 200 ? 40 : 0)) * 86_400_000),
    },
    encodeText(
      'id',
      'id',
      rows.map((i) => `customer-${i}`),
    ),
  ]);
  const sketch = emptyTable(table.columns);
  addRows(sketch, table);
  const statistics = finishTable(sketch);
  const more = Array.from({ length: Math.ceil(nColumns / 4) }, (_, k) =>
    statistics.columns.map((column) => ({ ...column, name: `${column.name}_${k}` })),
  );
  const columns = [...statistics.columns, ...more.flat()].slice(0, nColumns);
  return {
    ...statistics,
    columns,
    nDuplicateRows: 3,
    associations: columns.slice(1, 60).map(({ name }, k) => ({
      columns: ['months', name],
      measure: k % 2 === 0 ? 'correlation-ratio' : 'pearson',
      value: k % 2 === 0 ? 0.5 : -0.3,
    })),
    nAssociatedRows: nRows,
  };
}
