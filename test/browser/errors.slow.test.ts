import type { Row } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRow } from '../../packages/platform/src/testing/sample-model.ts';
import { chromiumPath, skipReason } from './chromium.ts';
import { openSamplePages, type SamplePages } from './open-sample-pages.ts';

const NOW_MS = Date.parse('2026-03-02T12:00:00.000Z');
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 400, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

describe.skipIf(chromiumPath === undefined)(`wrong answers in a browser${skipReason}`, () => {
  let served: SamplePages;
  beforeAll(async () => {
    served = await openSamplePages({ clock: { now: () => NOW_MS } });
    const random = seededRandom(3);
    const rows: Row[] = Array.from({ length: 60 }, () => sampleRow(() => random.next()));
    const { predictions } = served.app.handlers;
    const at = new Date(NOW_MS - 3_600_000).toISOString();
    await served.app.predictionLog.append({
      ...{ requestId: 'of-march', at, endpoint: 'churn', version: 1, latencyMs: 2, rows },
      predictions: rows.map(() => ({ prediction: 'no', probabilities: { no: 0.7, yes: 0.3 } })),
      explanations: rows.map((_, i) => ({ months: -0.2, calls: 0.01 * i, plan: 0.1 })),
    });
    const labels = rows.map((_, i) => ({
      ...{ requestId: 'of-march', row: i + 1, label: i % 3 === 0 ? 'yes' : 'no' },
    }));
    await predictions.label({ name: 'churn', labels });
    const { items } = await predictions.errors({
      ...{ name: 'churn', days: 28, show: 'next', limit: 8 },
    });
    for (const [i, { row }] of items.entries())
      await predictions.tag({
        ...{ name: 'churn', requestId: 'of-march', row },
        tags: i < 5 ? 'moved away' : i < 7 ? 'moved away,wrong label' : '',
      });
  }, 240_000);
  afterAll(() => served?.[Symbol.asyncDispose]());

  const open = async (path: string, look?: (typeof LOOKS)[number]) => {
    const watched = await served.browser.open(look);
    await watched.page.goto(served.server.url + path);
    return watched;
  };

  it.each(LOOKS)('stand with their causes at $width pixels, $scheme', async (look) => {
    const { page, screenshot, errors } = await open('/endpoints/churn/errors', look);
    await page.getByText('60 have a label and 20 of these were wrong: error rate 0.333').waitFor();
    await page
      .getByText('"moved away" makes 88 % of the error')
      .first()
      .waitFor({ state: 'attached' });
    expect(await page.locator('.wrong-answers > li').count()).toBe(10);
    await screenshot('errors');
    expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(
      false,
    );
    expect(errors).toEqual([]);
    await page.close();
  });

  it('are kept with a cause that is clicked and one that is typed, and the next one comes', async () => {
    const { page, screenshot, errors } = await open('/endpoints/churn/errors');
    const first = page.locator('.wrong-answers > li').first();
    const which = await first.getByText(/^Request of-march, row \d+$/).textContent();
    const row = Number(/row (\d+)$/.exec(which ?? '')?.[1]);
    await first.getByRole('button', { name: 'wrong label' }).click();
    await first.getByLabel('Another cause').fill('new tariff');
    await first.getByLabel('Note').fill('since May');
    await first.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('by 9 answers looked through').first().waitFor({ state: 'attached' });
    await page.getByText(which ?? '', { exact: true }).waitFor({ state: 'detached' });
    await page.locator('.wrong-answers > li').nth(9).waitFor();
    // Who goes on with the keyboard is at the next answer.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H3');
    const { predictions } = served.app.handlers;
    const { items } = await predictions.errors({
      ...{ name: 'churn', days: 28, show: 'found', limit: 50 },
    });
    expect(items.find((item) => item.row === row)?.found).toMatchObject({
      ...{ tags: ['wrong label', 'new tariff'], note: 'since May' },
    });
    await page.getByRole('button', { name: 'Looked through', exact: true }).click();
    await page.getByText(which ?? '', { exact: true }).waitFor();
    expect(page.url()).toContain('/endpoints/churn/errors?show=found');
    await screenshot('errors-found');
    expect(errors).toEqual([]);
    await page.close();
  });

  it('are led to from the endpoint', async () => {
    const { page } = await open('/endpoints/churn');
    await page.getByRole('link', { name: 'wrong answers' }).click();
    await page.getByRole('heading', { name: 'Wrong answers of churn' }).waitFor();
    await page.close();
  });
});
