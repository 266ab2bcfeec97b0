import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import type { RunResult } from '../../packages/platform/src/pipelines/index.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';
import { trainCustomers } from './train-customers.ts';

const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 400, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

describe.skipIf(chromiumPath === undefined)(`the pages in a browser${skipReason}`, () => {
  let folder: string;
  let pages: BuiltPages;
  let app: App;
  let server: RunningServer;
  let browser: Browser;
  let run: RunResult;
  const serve = (served: App, token?: string) =>
    startServer(served, { port: 0, findWebFolder: () => pages.folder, token });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-browser-'));
    [pages, app, browser] = await Promise.all([
      buildPages(),
      openApp({ home: join(folder, 'home') }),
      startChromium(),
    ]);
    run = await trainCustomers(app, folder);
    server = await serve(app);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.close();
    await pages?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const nAnswered = async () => (await app.handlers.endpoints.show({ name: 'churn' })).nPredictions;

  it('answers the typed row as the model does, says why, and logs it once', async () => {
    const before = await nAnswered();
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/models/churn`);
    await page.getByLabel('months').fill('3');
    await page.getByLabel('plan').selectOption('basic');
    await page.getByRole('button', { name: 'Predict' }).click();
    const shown = await page.getByTestId('prediction').textContent();
    expect(await nAnswered()).toBe(before + 1);

    const row = await rowOfCommand(page);
    expect(row).toMatchObject({ months: 3, plan: 'basic' });
    const { prediction } = await app.handlers.models.explain({ name: 'churn', row });
    expect(shown).toBe(prediction);
    expect(shown).toBe('yes');

    const answer = page.getByRole('status', { name: 'Answer' });
    expect(await answer.locator('svg').count()).toBe(2);
    expect(await answer.locator('svg').last().textContent()).toContain('months = 3');
    expect(errors).toEqual([]);
    await page.close();
  });

  it('shows every problem beside its field, and the answer after mending', async () => {
    const { page, screenshot } = await browser.open();
    await page.goto(`${server.url}/models/churn`);
    await page.getByLabel('months').fill('soon');
    await page.getByLabel('spend').fill('12,5');
    await page.getByRole('button', { name: 'Predict' }).click();
    await page.getByText('months must be a number, got "soon".').waitFor();
    await page.getByText('spend must be a number, got "12,5".').waitFor();
    expect(await page.getByLabel('months').getAttribute('aria-invalid')).toBe('true');
    await screenshot('model-problems');
    await page.getByLabel('months').fill('60');
    await page.getByLabel('spend').fill('');
    await page.getByRole('button', { name: 'Predict' }).click();
    expect(await page.getByTestId('prediction').textContent()).toBe('no');
    expect(await page.getByLabel('months').getAttribute('aria-invalid')).toBe('false');
    await page.close();
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = await browser.open();
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Models' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await page.getByRole('link', { name: 'churn', exact: true }).waitFor();
    // The box, its button, the table, the first model.
    await page.keyboard.press('Tab');
    await page.keyboard.type('chur');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'churn' }).waitFor();
    await page.getByLabel('months').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('prediction').waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Models' }).waitFor();
    await page.close();
  });

  it('sees drift when other customers ask', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      months: 60 + (i % 10),
      plan: i % 15 === 0 ? 'basic' : 'premium',
      spend: null,
      since: '2021-05-01',
      online: true,
    }));
    await app.handlers.models.predict({ name: 'churn', rows });
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/monitors/churn`);
    await page.getByText('Check the newest rows by hand').click();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText(/\d of \d columns have moved/).waitFor();
    await page
      .getByText(/^“plan”: more of "premium"/)
      .first()
      .waitFor({ state: 'attached' });
    expect(errors).toEqual([]);
    await page.close();
  });

  it('shows the sentence and the hint of the server for a model that does not exist', async () => {
    const { page, screenshot } = await browser.open();
    await page.goto(`${server.url}/models/chern`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const failure = await app.handlers.models.show({ name: 'chern' }).catch((thrown) => thrown);
    expect(await alert.textContent()).toContain(failure.message.replaceAll('`', ''));
    expect(await alert.textContent()).toContain(failure.hint.replaceAll('`', ''));
    await screenshot('model-missing');
    await page.close();
  });

  it('opens the page of a name with a dot in it', async () => {
    const { page } = await browser.open();
    await page.goto(`${server.url}/models/churn-1.2`);
    await page.getByRole('heading', { level: 1, name: 'churn-1.2' }).waitFor();
    await page.close();
  });

  it('opens an older version under its own address', async () => {
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/models/churn?version=1`);
    await page.getByRole('button', { name: 'Predict' }).click();
    await page.getByTestId('prediction').waitFor();
    expect(await page.getByText('/api/v1/models/churn%2F1/predict').count()).toBe(1);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('asks for the token of the server and goes on with it', async () => {
    const closed = await serve(app, 'a-token-of-enough-length-1234567890');
    const { page, screenshot } = await browser.open();
    await page.goto(`${closed.url}/models`);
    await page
      .getByLabel('This server asks for a token.')
      .fill('a-token-of-enough-length-1234567890');
    await screenshot('token');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('link', { name: 'churn' }).waitFor();
    await page.close();
    await closed.close();
  });

  it('teaches what to do in an empty home', async () => {
    const empty = await openApp({ home: join(folder, 'empty') });
    const other = await serve(empty);
    const { page, errors, screenshot } = await browser.open();
    for (const path of ['/', '/datasets', '/runs', '/models', '/endpoints']) {
      await page.goto(other.url + path);
      await page
        .getByText(/kaizen (run|datasets add) data\.csv/)
        .first()
        .waitFor();
    }
    await page.goto(other.url);
    await page.getByText('Nothing is here yet').waitFor();
    await screenshot('home-empty');
    expect(errors).toEqual([]);
    await page.close();
    await other.close();
    await empty.close();
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
        watched.requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('about:')),
      ).toEqual([]);
      expect(await isScrollingSideways(watched.page)).toBe(false);
      expect(await unnamedControls(watched.page)).toEqual([]);
      expect(await watched.page.locator('h1').count()).toBe(1);
      await watched.page.close();
    };

    it.each([
      ['home', '/', 'Models that answer now'],
      ['datasets', '/datasets', 'customers.csv'],
      ['dataset', '/datasets/churn', 'since'],
      ['runs', '/runs', 'finished'],
      ['models', '/models', 'churn'],
      ['endpoints', '/endpoints', 'churn'],
    ])('shows %s', async (name, path, words) => {
      await open(path, (page) => page.getByText(words).first().waitFor(), name);
    });

    it('shows a run with its report', async () => {
      await open(
        `/runs/${run.run}`,
        async (page) => {
          await page.getByRole('button', { name: 'Open the report' }).click();
          await page.frameLocator('iframe').getByText('How good it is').waitFor();
        },
        'run',
      );
    });

    it('shows a model with an answer', async () => {
      await open(
        '/models/churn',
        async (page) => {
          await page.getByRole('button', { name: 'Predict' }).click();
          await page.getByTestId('prediction').waitFor();
        },
        'model',
      );
    });

    it('shows drift', async () => {
      await open(
        '/monitors/churn',
        async (page) => {
          await page.getByText('Check the newest rows by hand').click();
          await page.getByRole('button', { name: 'Check now' }).click();
          await page.getByText('logged rows beside').waitFor();
        },
        'monitor-check',
      );
    });

    it('shows the report as a file, without a request', async () => {
      const { page, errors, requests, screenshot } = await browser.open(look);
      await page.setContent(await readFile(run.report, 'utf8'));
      await screenshot('report');
      expect(errors).toEqual([]);
      expect(requests).toEqual([]);
      expect(await isScrollingSideways(page)).toBe(false);
      await page.close();
    });
  });
});

/** The row in the request of the page. */
async function rowOfCommand(page: Page): Promise<Record<string, unknown>> {
  const code = await page.getByRole('region', { name: 'This row as code: curl' }).textContent();
  const { rows } = JSON.parse(code?.match(/-d '(.*)'/)?.[1] ?? '{}') as {
    rows: Record<string, unknown>[];
  };
  return rows[0];
}

function isScrollingSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** Inputs, menus, buttons and links that a screen reader would read without a name. */
function unnamedControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLInputElement>('input, select, button, a, iframe'))
      .filter((control) => {
        const label = control.labels?.[0]?.textContent ?? control.textContent ?? '';
        return (label || control.getAttribute('aria-label') || control.title).trim() === '';
      })
      .map((control) => control.outerHTML),
  );
}
