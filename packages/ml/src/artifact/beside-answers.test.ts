import { describe, expect, it } from 'vitest';
import { clusterGraph } from '../clustering/cluster-graph.ts';
import { clusterTable } from '../clustering/cluster-table.ts';
import { seededRandom } from '../math/index.ts';
import { detectOutliers } from '../outliers/detect-outliers.ts';
import { outlierGraph } from '../outliers/unusual-rows.ts';
import { makeTable } from '../table/index.ts';
import type { FittedModel } from './fitted-model.ts';
import { inferInputs } from './infer-inputs.ts';
import { openModel } from './open-model.ts';
import { packModel } from './pack-model.ts';

const random = seededRandom(3);
const table = makeTable([
  {
    name: 'size',
    kind: 'number',
    values: Float64Array.from({ length: 80 }, (_, i) => (i % 2) * 30 + random.normal()),
  },
]);
const about = {
  createdAt: '2026-01-01T00:00:00.000Z',
  metrics: {},
  primaryMetric: 'silhouette',
  findings: [],
  lineage: { runId: '', datasetHash: '', datasetName: '', nTrainRows: 80, seed: 1 },
  environment: { kaizenml: '0', runtime: 'test' },
};

function reopened(model: FittedModel) {
  const { manifest, weights } = packModel(model, about, () => '');
  return openModel(JSON.parse(JSON.stringify(manifest)), weights);
}

describe('what answers say besides', () => {
  it('is the distance of a row to its cluster', () => {
    const { model, assignment } = clusterTable(table, { k: 2, random: seededRandom(1) });
    const opened = reopened({
      signature: {
        inputs: inferInputs(table),
        output: {
          name: 'cluster',
          task: 'multiclass',
          classes: ['cluster 1', 'cluster 2'],
          unlabeled: 'clusters',
        },
      },
      graphs: [clusterGraph(model.encoding, table)],
      members: [
        {
          graph: 0,
          estimator: { name: 'nearest-center', params: {} },
          states: [{ ...model, variance: 0.01 }],
        },
      ],
    });
    expect(opened.signature.output.unlabeled).toBe('clusters');
    const { beside } = opened.predictTable(table);
    expect(beside).toMatchObject([{ name: 'distance', values: assignment.distances }]);
    const [first] = opened.predict([{ size: 0 }, { size: 30 }]);
    expect(first).toEqual(opened.predictRow({ size: 0 }));
    expect(first.beside?.distance).toBeLessThan(0.3);
  });

  it('is whether and why a row is unusual', () => {
    const { model } = detectOutliers(table, { random: seededRandom(1) });
    const opened = reopened({
      signature: {
        inputs: inferInputs(table),
        output: { name: 'anomaly', task: 'regression', unlabeled: 'anomalies' },
      },
      graphs: [outlierGraph(model.columns, table)],
      members: [{ graph: 0, estimator: { name: 'unusual-rows', params: {} }, states: [model] }],
    });
    const [usual, odd] = opened.predict([{ size: 30 }, { size: 900 }]);
    expect(usual.beside).toEqual({ is_anomaly: false, reasons: null });
    expect(odd.beside).toEqual({
      is_anomaly: true,
      reasons: expect.stringContaining('size 900 (middle half'),
    });
    expect(odd.prediction).toBeGreaterThan(0.99);
  });
});
