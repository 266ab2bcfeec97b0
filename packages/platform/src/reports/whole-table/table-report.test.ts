import { describe, expect, it } from 'vitest';
import { renderAnomaliesReport } from './anomalies-report.ts';
import { renderClustersReport } from './clusters-report.ts';
import { renderForecastReport } from './forecast-report.ts';
import { renderTableCard } from './table-card.ts';

const shared = {
  run: {
    id: '01RUN',
    name: '<sales>.csv → clusters',
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 1200,
    model: 'sales',
    version: 3,
    timings: [{ step: 'ingest', ms: 3, status: 'finished' as const }],
  },
  dataset: { name: 'sales', version: 1, hash: 'ab'.repeat(32), nRows: 100 },
  findings: [],
  gate: { passed: true, reasons: [], checks: [] },
  seed: 1,
};
const silhouette = { value: 0.4, low: null, high: null };
const evidence = {
  inertia: 10,
  calinskiHarabasz: null,
  daviesBouldin: null,
  excessDeviation: null,
  gap: 0.1,
  gapDeviation: 0.1,
  stability: 1,
  nSeveral: null,
};
const votes = {
  excess: 1,
  elbow: null,
  silhouette: 2,
  gap: 1,
  calinskiHarabasz: 2,
  daviesBouldin: 2,
};
const band = { at: [3, 4], values: [5, 6], low: [4, 4], high: [6, 8] };
const scores = {
  steps: 2,
  smape: 3,
  mase: 0.5,
  referenceSmape: 6,
  referenceMase: 1,
  coverage: [0.8, 1],
};

const none = renderClustersReport({
  ...shared,
  run: { ...shared.run, version: null },
  gate: {
    passed: false,
    reasons: ['No clusters found: <none>.'],
    checks: [
      {
        ...{ gate: 'baseline', subject: 'clusters', status: 'failed', refuses: true },
        ...{ limit: null, measured: null, unit: null, reason: 'No clusters found: <none>.' },
      },
    ],
  },
  count: 1,
  isAsked: false,
  reason: 'No clusters found.',
  metrics: {},
  evidence: [
    { ...evidence, k: 1, silhouette: null, excess: null },
    { ...evidence, k: 2, silhouette: 0.2, excess: 0.01 },
  ],
  votes,
  agreements: [],
  nResampled: 100,
  columns: ['a'],
  leftOut: [],
  map: { x: [], y: [], codes: [], shares: [0, 0], nRows: 100 },
  profiles: [],
});
const anomalies = renderAnomaliesReport({
  ...shared,
  metrics: { agreement: silhouette },
  detector: 'isolation-forest',
  nFlagged: 1,
  nExpected: 0.5,
  thresholdShare: 0.005,
  strongest: [
    {
      row: 7,
      isFlagged: true,
      falseAlarmShare: 1e-12,
      reasons: [{ column: 'a', value: 9, share: 1, expected: null, text: 'a 9 (middle half 1–2)' }],
      values: { a: 9 },
    },
  ],
  histogram: { edges: [0.3, 1, 3], counts: [99, 1] },
  columns: [{ column: 'a', nRows: 1 }],
  leftOut: [],
});
const forecast = renderForecastReport({
  ...shared,
  metrics: {
    owa: { value: 0.5, low: 0.4, high: 0.6 },
    coverage_95: { value: 1, low: null, high: null },
  },
  target: 'sales',
  time: 'month',
  by: null,
  isDate: true,
  frequency: 'month',
  season: 12,
  horizon: 2,
  nSeries: 1,
  nTested: 1,
  why: ['Season: 12 steps (inferred).'],
  methods: [{ name: 'chosen', nSeries: 1, nChosen: 1, smape: 3, mase: 0.5, owa: 0.5 }],
  pictures: [
    {
      name: '',
      reason: 'theta was clearly the best.',
      unseen: scores,
      history: { at: [1, 2, 3], values: [3, 4, 5] },
      forecast: band,
      tested: band,
    },
  ],
});

describe('reports of runs without a target', () => {
  it.each([
    ['clusters', none, 'sales has no clusters that can be told from one population.'],
    ['anomalies', anomalies, 'The strongest is row 7: a 9 (middle half 1–2).'],
    ['forecast', forecast, 'makes 50 % smaller mistakes than repeating the last season'],
  ])(
    '%s say the result first, ask nothing of the network and escape what they say',
    (_, html, headline) => {
      expect(html.replaceAll(/<\/?code>/g, '').replaceAll('\u{a0}', ' ')).toContain(headline);
      expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|<sales>|<none>/);
      expect(html).toContain('When not to use it');
      expect(html).not.toMatch(/NaN|undefined|\[object/);
    },
  );

  it('write a card', () => {
    const card = renderTableCard({
      title: 'Clusters',
      answers: 'One of 2 clusters',
      lines: ['**cluster 1**: older'],
      metrics: { silhouette },
      columns: ['age'],
      notFor: 'Rows unlike these.',
    });
    expect(card).toContain('- **cluster 1**: older');
    expect(card).toContain('- silhouette: 0.4');
  });
});
