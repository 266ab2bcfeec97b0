import { asId, type ModelName } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { writeRetrainings } from './retraining-figures.ts';

const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
let nowMs = START_MS;
let app: SampleApp;
beforeEach(async () => {
  nowMs = START_MS;
  app = await openSampleApp({ clock: { now: () => nowMs } });
});
afterEach(() => app.dispose());

const begin = async (key: string, endpoint = 'churn') => {
  const begun = await app.store.retrainings.begin({
    ...{ endpoint: asId<ModelName>(endpoint), key, trigger: 'by-hand', cause: 'Spring.' },
    asked: { champion: 1, since: null, without: [], dataset: null, who: null },
  });
  return 'record' in begun ? begun.record : expect.unreachable('nothing is in the way');
};
const end = async (key: string, status: 'promoted' | 'failed', tookMs: number) => {
  const record = await begin(key);
  nowMs += tookMs;
  await app.store.retrainings.change(record, { status });
};
const samples = async () =>
  (await writeRetrainings(app.store)).split('\n').filter((line) => /^kaizen/.test(line));

describe('figures of retrainings', () => {
  it('say nothing before there is one', async () => {
    expect(await writeRetrainings(app.store)).toBe('');
  });

  it('count them by endpoint and outcome, and time the last one that is over', async () => {
    await end('a', 'failed', 5000);
    await end('b', 'promoted', 90_500);
    const endedAt = nowMs / 1000;
    nowMs += 60_000;
    await begin('c');
    const found = await samples();
    for (const line of [
      'kaizen_retrainings{endpoint="churn",outcome="failed"} 1',
      'kaizen_retrainings{endpoint="churn",outcome="promoted"} 1',
      'kaizen_retrainings{endpoint="churn",outcome="rejected"} 0',
      'kaizen_retrainings{endpoint="churn",outcome="running"} 1',
      'kaizen_retraining_last_seconds{endpoint="churn"} 90.5',
      `kaizen_retraining_last_timestamp_seconds{endpoint="churn"} ${endedAt}`,
    ])
      expect(found).toContain(line);
  });

  it('time nothing of an endpoint whose first one goes on', async () => {
    await begin('a');
    const found = await samples();
    expect(found).toHaveLength(7);
    expect(found.every((line) => line.startsWith('kaizen_retrainings{'))).toBe(true);
  });
});
