import type { Row } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWeeklyReport } from '../../packages/platform/src/improve/weekly-report.ts';
import type { NewLabel } from '../../packages/platform/src/predictions/index.ts';
import type { SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import {
  registerSampleModel,
  sampleRow,
} from '../../packages/platform/src/testing/sample-model.ts';
import { chromiumPath, skipReason } from './chromium.ts';
import { openSamplePages, type SamplePages } from './open-sample-pages.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday. */
const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
let nowMs = START_MS;
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 400, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

describe.skipIf(chromiumPath === undefined)(`the Kaizen report in a browser${skipReason}`, () => {
  let served: SamplePages;
  beforeAll(async () => {
    served = await openSamplePages({ clock: { now: () => nowMs } });
    const { app } = served;
    await registerSampleModel(app, { name: 'unasked', nTrees: 3 });
    const monitoring = { performance: { metric: 'accuracy', slices: ['plan'] } };
    await app.handlers.endpoints.configure({
      ...{ name: 'churn', settings: EndpointSettings.parse({ monitoring }) },
    });
    for (let hour = 0; hour < 4; hour++) {
      await logHour(app, START_MS + DAY_MS + hour * HOUR_MS, { right: 0.9, latencyMs: 4 });
      await logHour(app, START_MS + 8 * DAY_MS + hour * HOUR_MS, { right: 0.6, latencyMs: 40 });
    }
    const weekly = createWeeklyReport({ ...app, alerts: app.store.alerts });
    for (const week of [1, 2]) {
      nowMs = START_MS + 7 * week * DAY_MS + 6 * HOUR_MS;
      await app.handlers.monitors.look({ endpoint: 'churn' });
      await app.handlers.monitors.look({ endpoint: 'unasked' });
      await weekly.look();
    }
  }, 240_000);

  afterAll(() => served?.[Symbol.asyncDispose]());

  const open = async (path: string, look?: (typeof LOOKS)[number]) => {
    const watched = await served.browser.open(look);
    await watched.page.goto(served.server.url + path);
    return watched;
  };
  type Page = Awaited<ReturnType<typeof open>>['page'];
  const rowOf = (page: Page, name: string) => page.locator('tr', { hasText: name }).first();

  describe.each(LOOKS)('at $width pixels, $scheme', (look) => {
    it('says what became worse in words, and what to do first', async () => {
      const { page, screenshot, errors } = await open('/improve', look);
      await page.getByRole('status').filter({ hasText: 'worse: accuracy by labels' }).waitFor();
      const accuracy = rowOf(page, 'Accuracy by labels');
      expect(await accuracy.locator('.became').textContent()).toBe('↓ worse');
      const rows = rowOf(page, 'Rows');
      expect(await rows.locator('.became').textContent()).toBe('= as before');
      const first = page.locator('.improvements > li').first();
      await first.getByText('Answer rows with plan = family as well as the others.').waitFor();
      expect(await first.locator('strong').textContent()).toMatch(
        /^Accuracy better by 0\.\d+ \(0\./,
      );
      await page.getByText('Not asked in this time: unasked.').waitFor();
      await page.getByText('Week 12 of 2026').waitFor();
      await screenshot('improve');
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(
        false,
      );
      expect(errors).toEqual([]);
      await page.close();
    });
  });

  it('compares another period when one is chosen, and says so in the address', async () => {
    const { page, screenshot } = await open('/improve');
    await page.getByText('Accuracy by labels', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Day', exact: true }).click();
    await page.waitForURL('**/improve?period=day');
    await page.getByText('In the last day nothing was counted.').waitFor();
    await screenshot('improve-nothing');
    await page.getByRole('button', { name: '30 days' }).click();
    await page.waitForURL('**/improve?period=month');
    await page.getByText('not known before').first().waitFor();
    await page.close();
  });

  it('shows one endpoint alone, and tells what the reports before said', async () => {
    const { page } = await open('/improve');
    await page
      .getByRole('region', { name: 'churn', exact: true })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Kaizen report of churn' }).waitFor();
    expect(new URL(page.url()).search).toBe('?endpoint=churn');
    await page.getByText('Not asked in this time').waitFor({ state: 'detached' });
    await page.getByText('Week 11 of 2026').click();
    await page.getByText('nothing differs by more than chance').waitFor();
    await page.close();
  });

  it('is reached from home, and from the alert that tells of it', async () => {
    const { page } = await open('/');
    await page.getByRole('link', { name: 'Kaizen report' }).click();
    await page.waitForURL('**/improve');
    await page.goto(`${served.server.url}/alerts`);
    await page.getByRole('link', { name: 'report:weekly' }).first().click();
    await page.waitForURL('**/improve');
    await page.close();
  });
});

/** Logs a hundred requests of five rows with their labels; rows of families are answered right less often. */
async function logHour(
  app: SampleApp,
  atMs: number,
  { right, latencyMs }: { readonly right: number; readonly latencyMs: number },
): Promise<void> {
  const random = seededRandom(atMs / HOUR_MS);
  const labels: NewLabel[] = [];
  for (let i = 0; i < 100; i++) {
    const at = new Date(atMs + i * 1000).toISOString();
    const requestId = `r${atMs}-${i}`;
    const rows = Array.from({ length: 5 }, () => sampleRow(() => random.next()));
    const chances = rows.map(chanceToLeave);
    await app.predictionLog.append({
      ...{ requestId, endpoint: 'churn', version: 1, latencyMs, rows, at },
      predictions: chances.map((p) => ({
        ...{ prediction: p >= 0.5 ? 'yes' : 'no', probabilities: { no: 1 - p, yes: p } },
      })),
    });
    chances.forEach((p, row) => {
      const isRight = random.next() < (rows[row]?.plan === 'family' ? right - 0.3 : right);
      labels.push({ requestId, row: row + 1, at, label: isRight === p >= 0.5 ? 'yes' : 'no' });
    });
  }
  await app.predictionLog.label('churn', labels);
}

function chanceToLeave({ months, plan }: Row): number {
  return 1 / (1 + Math.exp((Number(months) - 22) / 6 + (plan === 'premium' ? 3 : 0)));
}
