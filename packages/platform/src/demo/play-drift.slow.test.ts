import type { Row } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { leavesByRule, sampleRow } from '../testing/sample-model.ts';
import { changed, playDrift } from './play-drift.ts';

let nowMs = Date.parse('2026-03-02T00:00:00.000Z');
let app: SampleApp;
beforeEach(async () => {
  app = await openSampleApp({ clock: { now: () => nowMs++ } });
});
afterEach(() => app.dispose());

const random = seededRandom(3);
const rows = Array.from({ length: 2500 }, () => {
  const row = sampleRow(() => random.next());
  return { row, label: leavesByRule(row) ? 'yes' : 'no' };
});
const play = (change: (row: Row) => Row) =>
  playDrift(app, {
    ...{ endpoint: 'churn', before: rows.slice(0, 1500) },
    after: changed(rows.slice(1500), change),
    pause: async (ms) => {
      nowMs += ms;
    },
  });

it('ends with an alert that names the column that changed, and none before', async () => {
  const played = await play((row) => ({ ...row, months: Number(row.months) / 30 }));
  expect(played).toMatchObject({ nBefore: 1500, nAfter: 1000, nFalse: 0 });
  expect(played.alert?.message).toContain('months');
  expect(played.alert?.message).not.toContain('calls');
});

it('ends without an alert where nothing changed', async () => {
  expect(await play((row) => row)).toMatchObject({ nFalse: 0, alert: undefined });
});
