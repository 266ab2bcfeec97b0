import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { answeredClass, seededRandom } from '../math/index.ts';
import { checkGraph, prepareTable } from '../preprocess/index.ts';
import { encodeText, makeTable, type Table, takeRows } from '../table/index.ts';
import { clusterGraph } from './cluster-graph.ts';
import { clusterTable, predictClusters } from './cluster-table.ts';
import { type NearestCenterState, nearestCenter } from './nearest-center.ts';

/** Two groups of customers, with every kind of column and holes. */
function customers(n = 120): Table {
  const random = seededRandom(4);
  const isOld = Array.from({ length: n }, (_, i) => i % 2 === 0);
  return makeTable([
    {
      name: 'age',
      kind: 'number',
      values: Float64Array.from(isOld, (old, i) =>
        i % 17 === 0 ? Number.NaN : (old ? 60 : 25) + 3 * random.normal(),
      ),
    },
    encodeText(
      'plan',
      'category',
      isOld.map((old, i) => (i % 19 === 0 ? null : old ? 'gold' : random.next() < 0.5 ? 'a' : 'b')),
    ),
    {
      name: 'since',
      kind: 'date',
      values: Float64Array.from(isOld, (old) => (old ? 0 : 1e12) + 1e9 * random.normal()),
    },
    { name: 'flag', kind: 'number', values: Float64Array.from(isOld, (old) => Number(old)) },
  ]);
}

function fitted(table: Table) {
  const { model, assignment } = clusterTable(table, { k: 2, random: seededRandom(1) });
  const state: NearestCenterState = { ...model, variance: 0.5 };
  return { state, graph: checkGraph(clusterGraph(model.encoding, table)), assignment };
}

describe('nearestCenter', () => {
  it('answers prepared rows with the clusters and distances of the table', () => {
    const table = customers();
    const { state, graph, assignment } = fitted(table);
    const x = prepareTable(graph, table) as never;
    const shares = nearestCenter.predict(state, x);
    const codes = Int32Array.from({ length: table.nRows }, (_, i) => answeredClass(shares, i, 2));
    expect(codes).toEqual(assignment.codes);
    expect(nearestCenter.beside(state, x)).toEqual([
      { name: 'distance', kind: 'number', values: assignment.distances },
    ]);
    for (let i = 0; i < table.nRows; i++) expect(shares[2 * i] + shares[2 * i + 1]).toBeCloseTo(1);
  });

  it('takes levels that it has not seen as the other path does', () => {
    const { state, graph } = fitted(customers());
    const one = takeRows(customers(), Int32Array.of(0));
    const fresh = makeTable([
      ...one.columns.filter(({ name }) => name !== 'plan'),
      encodeText('plan', 'category', ['silver']),
    ]);
    const [distance] = nearestCenter.beside(state, prepareTable(graph, fresh) as never);
    expect(distance).toMatchObject({ values: predictClusters(state, fresh).distances });
  });

  it.each([
    ['variance', 0],
    ['encoding', { columns: [{ kind: 'number', name: 'age' }], leftOut: [] }],
    ['centers', { nColumns: 1, sizes: Int32Array.of(1), centers: Float64Array.of(1) }],
  ])('refuses a damaged %s', (field, damage) => {
    const { state, graph } = fitted(customers());
    const x = prepareTable(graph, customers()) as never;
    expect(thrownBy(() => nearestCenter.predict({ ...state, [field]: damage }, x)).code).toBe(
      'MODEL_ARTIFACT_INVALID',
    );
  });
});
