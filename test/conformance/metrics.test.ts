import { readdirSync } from 'node:fs';
import { METRICS } from '@kaizenml/ml/metrics';
import { metricChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

/** Files of the folder that are not a metric. */
const GROUNDWORK = [
  'bootstrap-interval.ts',
  'paired-gain.ts',
  'confusion.ts',
  'drawn-part.ts',
  'index.ts',
  'mean-loss.ts',
  'metric.ts',
  'outcome.ts',
  'outcome-rows.ts',
  'ranking.ts',
  'resampler.ts',
  'row-loss.ts',
];

describe.each(METRICS)('metric $name', (metric) => {
  it.each(metricChecks(metric))('$promise', ({ run }) => run());
});

describe('METRICS', () => {
  it('lists every file of metrics/', () => {
    const folder = new URL('../../packages/ml/src/metrics/', import.meta.url);
    const files = readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
      .filter((file) => !GROUNDWORK.includes(file));
    const wanted = METRICS.map(({ name }) => `${name.replaceAll('_', '-')}.ts`);
    expect(files.sort()).toEqual(wanted.sort());
  });
});
