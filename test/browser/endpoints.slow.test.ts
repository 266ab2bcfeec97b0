import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asId, type ModelName } from '@kaizenml/contracts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';
import { trainCustomers } from './train-customers.ts';

const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;
const TOKEN = 'the-token-of-a-server-0123456789';
/** The past that the pages show is made up before they are opened. */
const STORY_MS = 560_000;
const BEAT_MS = 5000;

describe.skipIf(chromiumPath === undefined)(`endpoints in a browser${skipReason}`, () => {
  let folder: string;
  let pages: BuiltPages;
  let app: App;
  let server: RunningServer;
  let browser: Browser;
  let shiftMs = -STORY_MS;
  let n = 0;

  const ask = async (nRequests: number) => {
    for (let i = 0; i < nRequests; i++) {
      n += 1;
      const plan = n % 3 === 0 ? 'premium' : 'basic';
      const row = {
        months: n % 72,
        plan,
        spend: 5 + (n % 90),
        since: '2021-05-01',
        online: 'true',
      };
      await app.handlers.models.predict({ name: 'churn', rows: [row] });
    }
  };
  /** Lets some beats pass with traffic that rises and falls. */
  const live = async (nBeats: number) => {
    for (let beat = 0; beat < nBeats; beat++) {
      await ask(Math.round(9 + 6 * Math.sin(n / 90)));
      await app.rollouts.tick();
      shiftMs = Math.min(0, shiftMs + BEAT_MS);
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-browser-'));
    [pages, app, browser] = await Promise.all([
      buildPages(),
      openApp({ home: join(folder, 'home'), clock: { now: () => Date.now() + shiftMs } }),
      startChromium(),
    ]);
    await trainCustomers(app, folder);
    const name = asId<ModelName>('churn');
    const first = await app.store.models.findVersion(name, 1);
    if (first === undefined) throw new Error('There is no first version.');
    const { estimator, runId, artifact, metrics } = first;
    await app.store.models.register({
      ...{ name, task: 'binary', target: 'left', estimator, runId, artifact, metrics },
      aliases: [],
    });
    server = await startServer(app, { port: 0, findWebFolder: () => pages.folder });
    await live(50);
    await expect(
      app.handlers.models.predict({ name: 'churn', rows: [{ months: 'soon' }] }),
    ).rejects.toMatchObject({ code: 'INPUT_SCHEMA_MISMATCH' });
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.close();
    await pages?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const openEndpoint = async (root = server.url) => {
    const watched = await browser.open();
    await watched.page.goto(`${root}/endpoints/churn`);
    await watched.page.getByRole('button', { name: 'Predict' }).waitFor();
    return watched;
  };

  it('shows the requests that were counted, and a new one without being loaded again', async () => {
    const { page, errors } = await openEndpoint();
    const traffic = page.getByRole('region', { name: 'Traffic' });
    await traffic
      .locator('text', { hasText: 'requests per second since the server began' })
      .waitFor({ state: 'attached' });
    const shown = async () => {
      const { versions } = await app.handlers.endpoints.traffic({
        name: 'churn',
        window: 'minutes',
      });
      return String(versions[0]?.nRequests);
    };
    await traffic.getByText(await shown(), { exact: true }).waitFor();
    await ask(3);
    await traffic.getByText(await shown(), { exact: true }).waitFor();
    await traffic.getByRole('button', { name: '24 hours' }).click();
    await traffic
      .getByText(/since the server began|last 24 hours/)
      .last()
      .waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('answers the typed row by the endpoint, says why, and shows it as code', async () => {
    const { page, errors } = await openEndpoint();
    await page.getByLabel('months').fill('soon');
    await page.getByRole('button', { name: 'Predict' }).click();
    await page.getByText('months must be a number, got "soon".').waitFor();
    await page.getByLabel('months').fill('3');
    await page.getByLabel('plan').selectOption('basic');
    await page.getByRole('button', { name: 'Predict' }).click();
    const answer = page.getByRole('status', { name: 'Answer' });
    expect(await answer.getByTestId('prediction').textContent()).toBe('yes');
    await answer.locator('svg').nth(1).waitFor();
    expect(await answer.locator('svg').count()).toBe(2);
    await answer.getByText('Answered by version 1').waitFor();
    await page.getByLabel('months').fill('900');
    await page.getByRole('button', { name: 'Predict' }).click();
    await answer.getByTestId('doubts').getByText('months must be between').waitFor();
    await page.getByLabel('months').fill('3');
    for (const [language, words] of [
      ['curl', '"months":3'],
      ['Python', '"months": 3'],
      ['Triton', '("months", 3, "FP64", np.float64)'],
    ] as const) {
      await page.getByRole('button', { name: language, exact: true }).click();
      await page
        .getByRole('region', { name: `code: ${language}` })
        .getByText(words)
        .waitFor();
    }
    expect(errors.filter((error) => !error.includes('422'))).toEqual([]);
    await page.close();
  });

  it('says what will happen before a rollout starts, pauses and ends, and does nothing without a yes', async () => {
    const { page, errors, screenshot } = await openEndpoint();
    const under = async () => (await app.handlers.endpoints.show({ name: 'churn' })).rollout;
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Version 2 answers 1 % of the requests from now on').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await under()).toBeNull();
    await app.handlers.rollouts.start({
      ...{ endpoint: 'churn', to: 2, strategy: 'canary', steps: '30%,60%' },
      ...{ stepSeconds: 3000, stepRequests: 5000, labels: 0, level: 0.05 },
      ...{ errorMargin: 0.01, latencyFactor: 1.5, answersMove: 0.2 },
    });
    await live(50);
    await page.reload();
    await page.getByRole('button', { name: 'Pause' }).click();
    await dialog.getByLabel('Why, for the history').fill('lunch');
    await screenshot('endpoint-confirm');
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('A person paused it. "lunch"').first().waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await dialog.getByText('It goes on from step 1 of 2').waitFor();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await page.getByText('new less old version').count()).toBeGreaterThanOrEqual(5);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('closes the controls for a key that may only look, and says why', async () => {
    const closed = await startServer(app, {
      ...{ port: 0, token: TOKEN, findWebFolder: () => pages.folder },
    });
    const { key } = await app.handlers.keys.create({ name: 'looks', scopes: 'read,predict' });
    const { page } = await browser.open();
    await page.goto(closed.url);
    await page.evaluate((secret) => sessionStorage.setItem('kaizenml-token', secret), key);
    await page.goto(`${closed.url}/endpoints/churn`);
    await page.getByText('Changing this needs a key with the scope approve; yours has').waitFor();
    expect(await page.getByRole('button', { name: 'Roll back to version 1' }).isDisabled()).toBe(
      true,
    );
    await page.close();
    await closed.close();
  });

  describe.each(LOOKS)('at $width pixels, $scheme', (look) => {
    const open = async (path: string, ready: (page: Page) => Promise<unknown>, name: string) => {
      const watched = await browser.open(look);
      await watched.page.goto(server.url + path);
      await ready(watched.page);
      await watched.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
      await watched.screenshot(name);
      expect(watched.errors).toEqual([]);
      expect(
        await watched.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
      expect(await layoutShift(watched.page)).toBeLessThan(0.1);
      await watched.page.close();
    };

    it('shows the list at a glance', async () => {
      await open('/endpoints', (page) => page.getByText('→ 2 at 30 %').waitFor(), 'endpoints');
    });

    it('shows an endpoint with its rollout', async () => {
      await open(
        '/endpoints/churn',
        async (page) => {
          await page.getByText('new less old version').first().waitFor({ state: 'attached' });
          await page.getByRole('button', { name: 'Predict' }).click();
          await page.getByTestId('prediction').waitFor();
        },
        'endpoint',
      );
    });
  });
});

/** How much of the page moved by itself, as browsers measure it; below 0.1 is good. */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            readonly value: number;
            readonly hadRecentInput: boolean;
          })[])
            if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
      }),
  );
}
