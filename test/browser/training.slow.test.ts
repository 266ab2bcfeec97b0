import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { sharedData } from '../shared-data.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 400, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

const PENGUINS = sharedData('penguins/penguins.csv');
const TITANIC = sharedData('titanic/kaggle_train.csv');
const LONG_MS = 90_000;

const isSkipped = chromiumPath === undefined || PENGUINS === undefined || TITANIC === undefined;

describe.skipIf(isSkipped)(`training in a browser${skipReason}`, () => {
  let folder: string;
  let pages: BuiltPages;
  let app: App;
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-browser-'));
    [pages, app, browser] = await Promise.all([
      buildPages(),
      openApp({ home: join(folder, 'home') }),
      startChromium(),
    ]);
    server = await startServer(app, { port: 0, findWebFolder: () => pages.folder });
  }, 180_000);

  afterAll(async () => {
    const { items } = await app.handlers.runs.list({ limit: 50, status: 'running' });
    await Promise.allSettled(items.map(({ id }) => app.handlers.runs.stop({ id })));
    await browser?.close();
    await server?.close();
    await app?.close();
    await pages?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'begins with a file, shows models as they come, stops, goes on, and ends with a model',
    async () => {
      const { page, errors, screenshot } = await browser.open();
      await page.goto(server.url);
      await page.getByRole('link', { name: 'Choose a file here' }).click();
      await page.getByText('Drop a file here').waitFor();
      await screenshot('training-data');
      await page.locator('input[type=file]').setInputFiles(PENGUINS ?? '');
      await page.getByLabel('Predict species').waitFor();
      await screenshot('training-columns');
      await page.getByLabel('Predict species').focus();
      await page.keyboard.press('Space');
      await page.getByText('multiclass target').waitFor();
      await page.getByText('Models are compared by').waitFor();
      expect(page.url()).toContain('dataset=penguins%401&target=species');
      await page.getByText('Another time').click();
      await page.getByLabel('Time, such as').fill('20 s');
      await screenshot('training-target');
      await page.getByText('More choices').click();
      await page.getByLabel('Candidates instead of a time').fill('40');
      await page.getByText('It ends after 40 candidates').waitFor();
      await page.getByRole('button', { name: 'Start training' }).click();
      await rows(page).nth(2).waitFor({ timeout: LONG_MS });
      await screenshot('training-live');
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('It was stopped.').waitFor();
      const stopped = page.url();
      await screenshot('training-stopped');
      await page.getByRole('button', { name: 'Resume' }).click();
      await page.getByText('Goes on with').waitFor();
      expect(page.url()).not.toBe(stopped);
      await page.getByRole('button', { name: 'Open the report' }).waitFor({ timeout: 2 * LONG_MS });
      const before = await triedIn(app, stopped);
      const after = await triedIn(app, page.url());
      expect(before.length).toBeGreaterThan(0);
      expect(after).toEqual(expect.arrayContaining(before));
      await rows(page).nth(2).waitFor();
      await screenshot('training-finished');
      const { items } = await app.handlers.models.list({ limit: 5 });
      expect(items.map(({ name }) => name)).toEqual(['penguins-species']);
      expect(errors).toEqual([]);
      await page.close();
    },
    4 * LONG_MS,
  );

  it(
    'outlives its page and its server',
    async () => {
      await app.handlers.datasets.add({ path: TITANIC ?? '', name: 'titanic' });
      const { id } = await app.handlers.runs.start({
        ...{ dataset: 'titanic', target: 'Survived', trials: 6, seed: 1 },
        ignore: ['PassengerId'],
      });
      const { page, errors } = await browser.open();
      await page.goto(`${server.url}/runs/${id}`);
      await rows(page).nth(1).waitFor({ timeout: LONG_MS });
      await page.reload();
      await rows(page).nth(1).waitFor();
      const { port } = server;
      await server.close();
      server = await startServer(app, { port, findWebFolder: () => pages.folder });
      await page.getByRole('button', { name: 'Open the report' }).waitFor({ timeout: LONG_MS });
      expect(await app.handlers.runs.show({ id })).toMatchObject({ status: 'finished' });
      expect(errors.filter((one) => !one.includes('ERR_'))).toEqual([]);
      await page.close();
    },
    2 * LONG_MS,
  );

  it('shows beside its field what a task lacks, and starts nothing before', async () => {
    await addTables(app, folder);
    const { page, errors } = await browser.open();
    const start = page.getByRole('button', { name: 'Start' });
    await page.goto(`${server.url}/runs/new?dataset=hits&target=grade`);
    await page.getByText('More choices').click();
    await page.getByLabel('Kind of answer').selectOption('ranking');
    const groups = page.getByLabel('Column of groups');
    await page.getByText('It must name the column in which a ranking ranks.').waitFor();
    expect(await groups.getAttribute('aria-invalid')).toBe('true');
    expect(await describedBy(page, groups)).toContain('a ranking ranks');
    expect(await start.isDisabled()).toBe(true);
    const metrics = page.getByLabel('Metric that compares models').locator('option');
    expect(await metrics.allTextContents()).toContain('NDCG@5');
    expect(await metrics.allTextContents()).not.toContain('Log loss');
    await groups.selectOption('query');
    await page.getByText('Rows are ranked within each of 30 groups.').waitFor();
    expect(await start.isDisabled()).toBe(false);
    await page.getByText('--task ranking --group query').waitFor();
    await page.getByLabel('Column of weights').selectOption('clicks');
    await page.getByText('in every row, got -1 in row 8').waitFor();
    expect(await start.isDisabled()).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  it(
    'starts a forecast of several series, clusters and anomalies',
    async () => {
      await addTables(app, folder);
      const { page, errors, screenshot } = await browser.open();
      await page.goto(`${server.url}/runs/new?dataset=shops&target=sales`);
      await page.getByRole('button', { name: 'Forecast its next values instead' }).click();
      await page.getByText('More choices').click();
      await page.getByText('share their time with another one').waitFor();
      await page.getByLabel('Column that tells series apart').selectOption('shop');
      await page.getByText('The next 12 values of "sales", for each of 2 series.').waitFor();
      await page.getByLabel('Steps to forecast').fill('5');
      await page.getByLabel('Steps to forecast').press('Tab');
      await page.getByText('The next 5 values').waitFor();
      await screenshot('training-forecast');
      await page.getByRole('button', { name: 'Start training' }).click();
      await page.getByRole('button', { name: 'Close the report' }).waitFor({ timeout: LONG_MS });
      const forecast = await runShown(app, page);
      expect(forecast).toMatchObject({ status: 'finished', name: 'shops@1 → sales-forecast' });
      const { forecasts } = await app.handlers.models.forecast({ name: 'shops-sales-forecast' });
      expect(forecasts.length).toBe(10);
      expect(await page.getByTitle('Report of the run').isVisible()).toBe(true);
      expect(await page.getByText('candidates tried').count()).toBe(0);
      await page.getByRole('link', { name: 'Ask shops-sales-forecast' }).click();
      const steps = page.getByRole('region', { name: 'Next steps' }).locator('tbody tr');
      await steps.nth(4).waitFor();
      await page.getByLabel('Steps ahead').fill('7');
      await page.getByLabel('Steps ahead').press('Enter');
      await steps.nth(6).waitFor();
      await page.getByLabel('Series').selectOption('south');
      await screenshot('model-forecast');

      for (const [button, name] of [
        ['Find groups of like rows', 'shops@1 → clusters'],
        ['Find unusual rows', 'shops@1 → anomalies'],
      ] as const) {
        await page.goto(`${server.url}/runs/new?dataset=shops`);
        await page.getByRole('button', { name: button }).click();
        await page.getByText('are looked for by 3 columns').waitFor();
        await page.getByRole('button', { name: 'Start looking' }).click();
        await page.getByRole('button', { name: 'Close the report' }).waitFor({ timeout: LONG_MS });
        await screenshot(`training-${name.split(' ').at(-1)}`);
        expect(await runShown(app, page)).toMatchObject({ status: 'finished', name });
      }
      expect(errors).toEqual([]);
      await page.close();
    },
    3 * LONG_MS,
  );

  it('says what is wrong with a file, a target and a time', async () => {
    const { page } = await browser.open();
    await page.goto(`${server.url}/runs/new`);
    const buffer = Buffer.from('a,b\n1,2\n1,2,3\n');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'ragged.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('alert').getByText('ragged.csv').first().waitFor();
    await page.goto(`${server.url}/runs/new?dataset=titanic&target=Name`);
    await page.getByRole('alert').getByText('Target "Name" must').waitFor();
    expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true);
    await page.goto(`${server.url}/runs/new?dataset=nothing`);
    await page.getByRole('alert').getByText('does not exist').waitFor();
    await page.close();
  });

  it.each(LOOKS)('can be read and used at $width pixels, $scheme', async (look) => {
    const { items } = await app.handlers.runs.list({ limit: 10, status: 'finished' });
    const idOf = (what: string) => items.find(({ name }) => name.endsWith(what))?.id;
    for (const [name, path, ready] of [
      ['data', '/runs/new', 'Drop a file here'],
      ['target', '/runs/new?dataset=titanic&target=Survived', 'Models are compared by'],
      ['run', `/runs/${idOf('→ Survived')}`, 'Place'],
      ['clusters', `/runs/${idOf('→ clusters')}`, 'Close the report'],
      ['no-target', '/runs/new?dataset=titanic&task=anomalies', 'are looked for by'],
      ['forecast', '/models/shops-sales-forecast', '95 % interval'],
      ['runs', '/runs', 'Train a model'],
    ] as const) {
      const { page, errors, screenshot } = await browser.open(look);
      await page.goto(server.url + path);
      await page.getByText(ready).first().waitFor();
      if (['target', 'no-target'].includes(name)) await page.getByText('More choices').click();
      await expect
        .poll(() => page.getByText('Asking the server').count(), { timeout: 15_000 })
        .toBe(0);
      await screenshot(`training-look-${name}`);
      expect(await isScrollingSideways(page), name).toBe(false);
      expect(await unnamedControls(page), name).toEqual([]);
      expect(errors).toEqual([]);
      await page.close();
    }
  });
});

/** Hits of queries with grades, one of them with clicks below 0, and sales of two shops. */
async function addTables({ handlers }: App, folder: string): Promise<void> {
  const hits = Array.from({ length: 180 }, (_, i) =>
    [`q${i % 30}`, (i * 37) % 101, i === 7 ? -1 : i % 9, (i * 37) % 101 > 60 ? 2 : i % 2].join(','),
  );
  const shops = Array.from({ length: 120 }, (_, i) => {
    const month = Math.floor(i / 2);
    const day = `${2018 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    const sales = 100 + month + 20 * Math.sin((Math.PI * month) / 6) + ((i * 13) % 7);
    return [day, i % 2 === 0 ? 'north' : 'south', sales.toFixed(2)].join(',');
  });
  const tables = {
    hits: ['query,bm25,clicks,grade', ...hits],
    shops: ['month,shop,sales', ...shops],
  };
  for (const [name, lines] of Object.entries(tables)) {
    const path = join(folder, `${name}.csv`);
    await writeFile(path, `${lines.join('\n')}\n`);
    await handlers.datasets.add({ path });
  }
}

/** What a screen reader says of a control besides its name. */
async function describedBy(page: Page, control: Locator): Promise<string | null> {
  const id = await control.getAttribute('aria-describedby');
  return await page.locator(`[id="${id}"]`).textContent();
}

function runShown({ handlers }: App, page: Page) {
  return handlers.runs.show({ id: page.url().split('/').at(-1) ?? '' });
}

/** Candidates that were tried to the end, with their scores. */
async function triedIn(app: App, address: string): Promise<object[]> {
  const id = address.split('/').at(-1) ?? '';
  const { trials } = await app.handlers.runs.progress({ id, after: 0 });
  return trials.filter(({ nFolds }) => nFolds === 5).map(({ name, score }) => ({ name, score }));
}

function rows(page: Page) {
  return page.getByRole('region', { name: 'Leaderboard' }).locator('tbody tr');
}

function isScrollingSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** Inputs, menus, buttons and links that a screen reader would read without a name. */
function unnamedControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLInputElement>('input, select, textarea, button, a'))
      .filter((control) => {
        const label = control.labels?.[0]?.textContent ?? control.textContent ?? '';
        return (label || control.getAttribute('aria-label') || control.title).trim() === '';
      })
      .map((control) => control.outerHTML),
  );
}
