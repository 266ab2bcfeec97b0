import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { seededRandom } from '../math/index.ts';
import { checkGraph, prepareTable } from '../preprocess/index.ts';
import { encodeText, makeTable, type Table } from '../table/index.ts';
import { detectOutliers, scoreOutliers } from './detect-outliers.ts';
import { outlierGraph, unusualRows } from './unusual-rows.ts';

function payments(n = 300): Table {
  const random = seededRandom(7);
  return makeTable([
    {
      name: 'amount',
      kind: 'number',
      values: Float64Array.from({ length: n }, (_, i) => (i === 9 ? 900 : 50 + random.normal())),
    },
    encodeText(
      'shop',
      'category',
      Array.from({ length: n }, (_, i) => (i === 9 ? 'far away' : i % 3 === 0 ? 'one' : 'two')),
    ),
    {
      name: 'at',
      kind: 'date',
      values: Float64Array.from({ length: n }, () => 1e12 + 1e8 * random.normal()),
    },
  ]);
}

describe.each(['isolation-forest', 'robust-distance'] as const)('unusualRows by %s', (detector) => {
  const table = payments();
  const { model, falseAlarmShares, isOutlier } = detectOutliers(table, {
    detector,
    random: seededRandom(1),
  });
  const graph = checkGraph(outlierGraph(model.columns, table));
  const x = prepareTable(graph, table) as never;

  it('answers prepared rows as the table', () => {
    expect(unusualRows.predict(model, x)).toEqual(falseAlarmShares.map((share) => 1 - share));
    const [flags, reasons] = unusualRows.beside(model, x) as never[] as {
      codes: Int32Array;
      levels: string[];
    }[];
    expect([...flags.codes]).toEqual([...isOutlier]);
    expect(flags.codes[9]).toBe(1);
    expect(reasons.levels[reasons.codes[9]]).toContain('amount 900');
    expect(reasons.codes[10]).toBe(-1);
  });

  it('takes levels that it has not seen as the other path does', () => {
    const fresh = makeTable([
      { name: 'amount', kind: 'number', values: Float64Array.of(50) },
      encodeText('shop', 'category', ['elsewhere']),
      { name: 'at', kind: 'date', values: Float64Array.of(1e12) },
    ]);
    expect(unusualRows.predict(model, prepareTable(graph, fresh) as never)[0]).toBe(
      1 - scoreOutliers(model, fresh).falseAlarmShares[0],
    );
  });

  it.each(['calibration', 'columns', 'state', 'detector'])('refuses a damaged %s', (field) => {
    expect(thrownBy(() => unusualRows.predict({ ...model, [field]: {} } as never, x)).code).toBe(
      'MODEL_ARTIFACT_INVALID',
    );
  });
});
