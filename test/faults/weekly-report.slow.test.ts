import { setTimeout as sleep } from 'node:timers/promises';
import { asId, type ModelName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { shownTarget, toTarget } from '../../packages/platform/src/notices/index.ts';
import {
  registerSampleModel,
  sampleRow,
} from '../../packages/platform/src/testing/sample-model.ts';
import { tempHome } from '../../packages/platform/src/testing/temp-home.ts';
import { openSeals } from '../../packages/platform/src/webhooks/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

/** Monday, 06:00 UTC, in the tenth week of the year. */
const FIRST_DUE_MS = Date.parse('2026-03-02T06:00:00.000Z');
const FIRST_WEEK = 10;
const WEEK_MS = 7 * 24 * 3_600_000;
const N_WEEKS = 40;
const MOST_KILLS = 20;

describe('kill -9 of who makes the weekly report', () => {
  it('tells every week once, and leaves the newest open', { timeout: 180_000 }, async () => {
    await using temp = await tempHome();
    const { path } = temp.home;
    const name = asId<ModelName>('churn');
    const endMs = FIRST_DUE_MS + N_WEEKS * WEEK_MS;
    const app = await openApp({ home: path, clock: { now: () => endMs } });
    await registerSampleModel(app, { name });
    const target = toTarget('webhook', { to: 'http://127.0.0.1:9/hook' });
    await app.store.notices.setRoute(
      {
        ...{ name: 'all', match: '*', severity: 'info', channel: 'webhook', afterMs: 0 },
        shown: shownTarget(target),
        sealedTarget: await openSeals(path).seal(JSON.stringify(target)),
      },
      { by: 'person' },
    );
    const random = seededRandom(6);
    for (let week = 0; week < N_WEEKS; week++)
      await app.predictionLog.append({
        ...{ requestId: `w${week}`, endpoint: name, version: 1, latencyMs: 1 },
        at: new Date(FIRST_DUE_MS + week * WEEK_MS - 3_600_000).toISOString(),
        rows: [sampleRow(random)],
        predictions: [{ prediction: 'no', probabilities: { no: 0.9, yes: 0.1 } }],
      });
    await app.monitors.look();
    await app.close();

    let from = 0;
    let nKilled = 0;
    for (let isDone = false; !isDone; ) {
      const writer = startWriter('report-weeks', path, `${FIRST_DUE_MS}`, `${from}`, `${N_WEEKS}`);
      const killedIn = from + Math.floor(3 * random());
      writer.child.stdout?.on('data', async (said: string) => {
        if (nKilled >= MOST_KILLS || !said.split('\n').includes(`${killedIn}`)) return;
        await sleep(4 * random());
        writer.child.kill('SIGKILL');
      });
      const lines = await writer.lines;
      isDone = lines.includes('done');
      if (!isDone) nKilled++;
      from = Number(lines.findLast((line) => line !== 'done'));
    }
    expect(nKilled).toBeGreaterThan(4);

    const after = await openApp({ home: path });
    const all = { limit: 1000, subject: 'report:weekly' };
    const { items } = await after.store.alerts.list(['open', 'acknowledged', 'resolved'], all);
    const weeks = Array.from(
      { length: N_WEEKS },
      (_, week) => `improve:2026-W${FIRST_WEEK + week}`,
    );
    expect(items.map(({ key }) => key).sort()).toEqual(weeks);
    expect(items.map(({ count }) => count)).toEqual(weeks.map(() => 1));
    const open = await after.store.alerts.list(['open'], all);
    expect(open.items.map(({ key }) => key)).toEqual(weeks.slice(-1));
    const { items: notices } = await after.store.notices.notices({}, { limit: 1000 });
    const raised = notices.filter(({ kind }) => kind === 'raised');
    expect(raised.map(({ alert }) => alert).sort()).toEqual(items.map(({ id }) => id).sort());
    await after.close();
  });
});
