import { asId, type ModelName, type Signature } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoredModel } from '../../models/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { readLabelledRows } from './labelled-rows.ts';

const CHURN = asId<ModelName>('churn');
const [N_REQUESTS, PER_REQUEST] = [6, 50];

let app: SampleApp;
let signature: Signature;
beforeAll(async () => {
  app = await openSampleApp();
  const version = await app.store.models.findVersion(CHURN, 1);
  if (version === undefined) return expect.unreachable('the sample model is registered');
  ({ signature } = (await openStoredModel(app.artifacts, version.artifact)).model);
  for (let k = 0; k < N_REQUESTS; k++) {
    const rows = Array.from({ length: PER_REQUEST }, (_, i) => ({
      ...{ months: k * PER_REQUEST + i, plan: 'basic', calls: 3 },
    }));
    const input = OPERATIONS.models.predict.input.parse({ name: CHURN, rows });
    const { requestId } = await app.handlers.models.predict(input);
    const labels = rows.map((_, i) => ({ requestId, row: i + 1, label: i % 2 ? 'yes' : 'no' }));
    await app.handlers.predictions.label({ name: CHURN, labels });
  }
});
afterAll(() => app.dispose());

const read = (over: { readonly most?: number } = {}) =>
  readLabelledRows(app.predictionLog, {
    ...{ endpoint: CHURN, signature },
    span: { learnedUntil: '', knownAt: '', until: '9999-12-31T00:00:00.000Z', ...over },
  });

describe('readLabelledRows', () => {
  it('reads every labelled row in order of time', async () => {
    const { rows, labels, at } = await read();
    const all = Array.from({ length: N_REQUESTS * PER_REQUEST }, (_, i) => i);
    expect(rows.map(({ months }) => months)).toEqual(all);
    expect(labels).toEqual(all.map((i) => (i % 2 ? 'yes' : 'no')));
    expect([...at]).toEqual([...at].sort());
  });

  it.each([
    [300, 1],
    [299, 2],
    [150, 2],
    [149, 4],
    [40, 8],
  ])('reads at most %i of them evenly: one of %i', async (most, every) => {
    const { rows, labels, at, weights } = await read({ most });
    const months = Array.from({ length: Math.ceil(300 / every) }, (_, i) => i * every);
    expect(rows.map((row) => row.months)).toEqual(months);
    for (const { length } of [labels, at, weights]) expect(length).toBe(months.length);
  });
});
