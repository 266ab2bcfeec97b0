import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';
import { type LoggedRuns, logRuns } from './log-runs.ts';

const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
] as const;

describe.skipIf(chromiumPath === undefined)(`the pages of tracking${skipReason}`, () => {
  let folder: string;
  let pages: BuiltPages;
  let app: App;
  let server: RunningServer;
  let browser: Browser;
  let logged: LoggedRuns;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-tracking-'));
    [pages, app, browser] = await Promise.all([
      buildPages(),
      openApp({ home: join(folder, 'home') }),
      startChromium(),
    ]);
    logged = await logRuns(app);
    await writeFiles(app, logged.ids[3] ?? '', logged.ids[33] ?? '');
    server = await startServer(app, { port: 0, findWebFolder: () => pages.folder });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.close();
    await pages?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const rowsOf = (page: Page) => page.getByRole('region', { name: 'Runs' }).locator('tbody tr');

  it('filters as a search does, sorts by a press on a heading, and says both in its address', async () => {
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/runs?experiment=${logged.experiment}`);
    await rowsOf(page).first().waitFor();
    await page
      .getByLabel('Filter', { exact: true })
      .fill("params.model = 'boosted' AND metrics.accuracy > 0.9");
    await page.keyboard.press('Enter');
    await page.waitForURL(/filter=/);
    await page.getByRole('link', { name: 'accuracy', exact: true }).click();
    await page.waitForURL(/order=metrics\.accuracy\+DESC/);
    const { items } = await app.handlers.runs.search({
      filter: "params.model = 'boosted' AND metrics.accuracy > 0.9",
      order: 'metrics.accuracy DESC',
      experiment: logged.experiment,
      limit: 50,
    });
    await page.waitForFunction(
      (n) => document.querySelectorAll('.runs tbody tr').length === n,
      items.length,
    );
    expect(await page.locator('.runs tbody th').allTextContents()).toEqual(
      items.map(({ name, parent }) => (parent === null ? name : `↳ ${name}`)),
    );
    const shared = page.url();
    await page.goto(shared);
    await page.waitForFunction(
      (n) => document.querySelectorAll('.runs tbody tr').length === n,
      items.length,
    );
    expect(errors).toEqual([]);
    await page.close();
  });

  it('leads from a link of an MLflow client to the table of its experiment', async () => {
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/#/experiments/1`);
    await page.waitForURL(`${server.url}/runs?experiment=${logged.experiment}`);
    await rowsOf(page).first().waitFor();
    expect(await page.getByLabel('Experiment').inputValue()).toBe(logged.experiment);
    await page.goto(`${server.url}/#/experiments/77`);
    await page.getByText('No experiment has the number 77').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('says beside the filter what cannot be read, and where', async () => {
    const { page, screenshot } = await browser.open();
    await page.goto(`${server.url}/runs?filter=${encodeURIComponent('metrics.accuracy >> 0.9')}`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const failure = await app.handlers.runs
      .search({ filter: 'metrics.accuracy >> 0.9', limit: 50 })
      .catch((thrown) => thrown);
    expect(await alert.textContent()).toContain(failure.message.replaceAll('`', ''));
    expect(await alert.locator('mark').textContent()).toBe(failure.details.found);
    await screenshot('runs-problem');
    await page.close();
  });

  it('keeps picked runs while pages are turned, and compares them', async () => {
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/runs`);
    await rowsOf(page).first().getByRole('checkbox').check();
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL(/after=/);
    await page.getByText('1 run picked').waitFor();
    await rowsOf(page).nth(1).getByRole('checkbox').check();
    await page.getByText('2 runs picked').waitFor();
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Compare 2 runs' }).waitFor();
    await page.getByRole('region', { name: 'Metrics' }).waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('says why a run is better in the words of the server, by the metric that is chosen', async () => {
    const [against = '', id = ''] = [logged.ids[3], logged.ids[33]];
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/runs/compare?runs=${against},${id}`);
    const { sentences } = await app.handlers.runs.contrast({ id, against });
    await page.getByText(sentences.join(' ')).waitFor();
    await page.getByLabel('By').selectOption('latency ms');
    const other = await app.handlers.runs.contrast({ id, against, metric: 'latency ms' });
    await page.getByText(other.sentences.join(' ')).waitFor();
    expect(page.url()).toContain('metric=latency+ms');
    expect(errors).toEqual([]);
    await page.close();
  });

  describe.each(LOOKS)('files at $width pixels, $scheme', (look) => {
    it('tells which came, went or changed, with sizes, and shows lines of a text side by side', async () => {
      const [first = '', other = ''] = [logged.ids[3], logged.ids[33]];
      const { page, errors, screenshot } = await browser.open(look);
      await page.goto(`${server.url}/runs/compare?runs=${first},${other}`);
      const files = page.getByRole('region', { name: 'Files that differ' });
      await files.waitFor();
      const { changes } = await app.handlers.runs['compare-files']({ id: first, against: other });
      expect(await files.locator('tbody tr').count()).toBe(changes.length);
      await page.getByRole('button', { name: 'Show lines of weights.bin' }).click();
      await page.getByText('This is no text.').waitFor();
      await page.getByRole('button', { name: 'Show lines of config/params.yaml' }).click();
      const lines = page.getByRole('region', { name: 'Lines of config/params.yaml' });
      await lines.waitFor();
      expect(await lines.locator('del').allTextContents()).toEqual(['learning rate: 0.01']);
      expect(await lines.locator('ins').allTextContents()).toEqual([
        'learning rate: 0.003',
        'patience: 12',
      ]);
      await lines.scrollIntoViewIfNeeded();
      await screenshot('compared-files');
      expect(await isScrollingSideways(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });
  });

  it('puts any two fields against each other, and keeps that in its address', async () => {
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/runs/compare?runs=${logged.ids.slice(0, 40).join(',')}`);
    await page.getByLabel('Across').selectOption('params.`learning rate`');
    await page.getByLabel('Up').selectOption('metrics.`val/accuracy`');
    const title = page.locator('svg > title', {
      hasText: /^val\/accuracy .+ learning rate \(rank/,
    });
    await title.waitFor({ state: 'attached' });
    await page.reload();
    await title.waitFor({ state: 'attached' });
    expect(errors).toEqual([]);
    await page.close();
  });

  it('counts runs by a param, and shows the runs of a group', async () => {
    const { page, errors, screenshot } = await browser.open();
    await page.goto(`${server.url}/runs?experiment=${logged.experiment}`);
    await page.getByLabel('Group by').selectOption('params.model');
    const table = page.getByRole('region', { name: 'Runs by model' });
    await table.waitFor();
    expect(await table.locator('tbody tr').count()).toBe(3);
    await screenshot('grouped-runs');
    await table.getByRole('link', { name: 'network' }).click();
    await page.waitForURL(/filter=params.model/);
    const { items } = await app.handlers.runs.search({
      filter: "params.model = 'network'",
      limit: 50,
    });
    await page.waitForFunction(
      (n) => document.querySelectorAll('.runs tbody tr').length === n,
      items.length,
    );
    expect(errors).toEqual([]);
    await page.close();
  });

  it('keeps what it shows under a name, for others too', async () => {
    const { page, errors, screenshot } = await browser.open();
    const shown = `${server.url}/runs?experiment=digits&order=metrics.accuracy+DESC`;
    await page.goto(shown);
    await page.getByText('Views', { exact: true }).click();
    await page.getByLabel('Name of the view').fill('best digits');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'best digits' }).waitFor();
    await screenshot('views');
    await page.goto(`${server.url}/runs`);
    await page.getByText('Views (1)').click();
    await page.getByRole('link', { name: 'best digits' }).click();
    await page.waitForURL(shown);
    await page.getByRole('button', { name: 'Forget best digits' }).click();
    await page.getByText('Views', { exact: true }).waitFor();
    expect((await app.handlers.views.list({ limit: 10 })).items).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('keeps a note that was written on the page of a run', async () => {
    const { page, errors } = await browser.open();
    const id = logged.ids[1] ?? '';
    await page.goto(`${server.url}/runs/${id}`);
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByLabel('Note').fill('Worth a second look.');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await page.getByText('Worth a second look.').waitFor();
    expect((await app.handlers.runs.show({ id })).note).toBe('Worth a second look.');
    expect(errors).toEqual([]);
    await page.close();
  });

  describe.each(LOOKS)('at $width pixels, $scheme', (look) => {
    const open = async (path: string, ready: (page: Page) => Promise<unknown>, name: string) => {
      const { page, errors, requests, screenshot } = await browser.open(look);
      await page.goto(server.url + path);
      await ready(page);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
      await screenshot(name);
      expect(errors).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
      expect(await isScrollingSideways(page)).toBe(false);
      expect(await unnamedControls(page)).toEqual([]);
      expect(await page.locator('h1').count()).toBe(1);
      await page.close();
    };

    it('shows the table of runs', async () => {
      await open(
        `/runs?experiment=${logged.experiment}&picked=${logged.ids.slice(-3).join(',')}`,
        (page) => rowsOf(page).first().waitFor(),
        'tracked-runs',
      );
    });

    it('shows a comparison of few runs, and of many', async () => {
      const ready = async (page: Page) => {
        await page.locator('.curves svg').first().waitFor();
        await page.locator('.why .card p').waitFor();
      };
      const few = [3, 33, 18, 48].map((i) => logged.ids[i]);
      await open(`/runs/compare?runs=${few.join(',')}`, ready, 'compared-few');
      await open(`/runs/compare?runs=${logged.ids.slice(0, 50).join(',')}`, ready, 'compared-many');
    });

    it('shows a run that a client logged', async () => {
      await open(
        `/runs/${logged.parent}`,
        async (page) => {
          await page.locator('.curves svg').first().waitFor();
          await page.getByRole('heading', { name: 'Runs that are a part of it' }).waitFor();
        },
        'tracked-run',
      );
    });
  });
});

/** Files of two runs: the same, changed, moved, and of one alone. */
async function writeFiles({ handlers, trees, store }: App, first: string, other: string) {
  const experiment = await store.tracking.experiments.findByName(
    (await handlers.runs.show({ id: first })).experiment,
  );
  const write = (id: string, path: string, text: string) =>
    trees.write(`${experiment?.id}/${id}/artifacts/${path}`, Readable.from([Buffer.from(text)]));
  const settings = Array.from({ length: 24 }, (_, i) => `layer ${i}: dense`);
  const params = [...settings, 'learning rate: 0.01', 'depth: 5'];
  await write(first, 'config/params.yaml', params.join('\n'));
  await write(
    other,
    'config/params.yaml',
    [...params.with(24, 'learning rate: 0.003'), 'patience: 12'].join('\n'),
  );
  for (const id of [first, other]) {
    await write(id, 'vocabulary.txt', 'a\nb');
    await write(id, 'weights.bin', `\0${id}`);
  }
  await write(first, 'plots/roc.svg', '<svg/>');
  await write(other, 'plots/calibration.svg', '<svg></svg>');
  await write(first, 'notes.md', 'moved');
  await write(other, 'docs/notes.md', 'moved');
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
