import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

describe.skipIf(chromiumPath === undefined)(`data jobs in a browser${skipReason}`, () => {
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
    const { jobs } = app.handlers;
    const settings = { onNewFiles: false, hold: false };
    const path = join(folder, 'ducks.csv');
    await writeFile(path, 'name,weight\nmallard,1.1\neider,2.2\nteal,0.3\n');
    await jobs.add({ ...settings, name: 'ducks', path, schedule: '0 6 * * *' });
    await jobs.add({ ...settings, name: 'geese', path: join(folder, '*.geese'), onNewFiles: true });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.close();
    await pages?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  it('run by a button, and say what came of it', async () => {
    const { page, errors, screenshot } = await browser.open();
    await page.goto(`${server.url}/jobs`);
    await page.getByRole('link', { name: 'ducks' }).first().click();
    await page.getByText('It has not run yet.').waitFor();
    await page.getByRole('button', { name: 'Run now' }).click();
    await page.getByText('3 rows became ducks@1.').waitFor();
    await screenshot('job');
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('paused (0 6 * * *)').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('0 6 * * *; next').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('raise an alert that a person acknowledges, and that ends with its cause', async () => {
    const path = join(folder, 'ducks.csv');
    await writeFile(path, 'name,weight\nmallard\n');
    await app.handlers.jobs.run({ name: 'ducks' });
    const { page, errors, screenshot } = await browser.open();
    await page.goto(`${server.url}/jobs`);
    await page.getByRole('link', { name: 'geese' }).first().waitFor();
    await screenshot('jobs');
    await page.goto(`${server.url}/alerts`);
    await page.getByText('could not read').waitFor();
    await screenshot('alerts');
    await page.getByLabel('What is done about it').fill('Asked the supplier.');
    await page.getByRole('button', { name: 'I look after it' }).click();
    await page.getByText('“Asked the supplier.”').waitFor();
    await writeFile(path, 'name,weight\nmallard,1.2\neider,2.2\n');
    await app.handlers.jobs.run({ name: 'ducks' });
    await page.reload();
    await page.getByText('Nothing needs you now.').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });
});
