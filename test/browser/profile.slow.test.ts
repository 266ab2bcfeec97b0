import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { renderProfile } from '../../packages/platform/src/reports/profile/render-profile.ts';
import {
  samplePairInput,
  sampleProfileInput,
} from '../../packages/platform/src/reports/profile/sample-profile-input.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

/** Bytes that a picture without anything on it stays below. */
const EMPTY_PICTURE = 20_000;

describe.skipIf(chromiumPath === undefined)(`profiles in a browser${skipReason}`, () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-profile-'));
    browser = await startChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const openFile = async (name: string, html: string, look?: (typeof LOOKS)[number]) => {
    const path = join(folder, `${name}.html`);
    await writeFile(path, html);
    const watched = await browser.open(look);
    await watched.page.goto(pathToFileURL(path).href);
    return watched;
  };

  it.each(LOOKS)(
    'opens the page of a profile as a file at $width pixels, $scheme',
    async (look) => {
      for (const [name, input] of [
        ['profile', sampleProfileInput(20)],
        ['profile-pair', samplePairInput(20)],
      ] as const) {
        const { page, errors, requests, screenshot } = await openFile(
          name,
          renderProfile(input),
          look,
        );
        expect(await page.locator('.column').count()).toBe(20);
        expect(await isScrollingSideways(page)).toBe(false);
        expect((await page.screenshot()).length).toBeGreaterThan(EMPTY_PICTURE);
        await screenshot(name);
        expect(errors).toEqual([]);
        expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([]);
        await page.close();
      }
    },
  );

  it('searches, filters and sorts by keyboard', async () => {
    const { page, errors } = await openFile('keys', renderProfile(sampleProfileInput(40)));
    await page.getByLabel('Search columns').focus();
    await page.keyboard.type('PLAN');
    await page.getByText('10 of 40 columns').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Most missing');
    await page.getByLabel('Search columns').fill('');
    expect(await firstCard(page)).toBe('plan');
    await page.getByLabel('Kind').selectOption('date');
    expect(await page.locator('.column:visible').count()).toBe(10);
    await page.getByLabel('Quantiles').focus();
    await page.keyboard.press('Space');
    expect(await page.locator('.by-width:visible').count()).toBe(0);
    await page.locator('summary:visible').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.more:visible').getByText('Most frequent values').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('runs nothing that names and values of the data say', async () => {
    const input = sampleProfileInput();
    const evil = `</script><script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">'"`;
    const columns = input.statistics.columns.map((column, i) => ({
      ...column,
      name: `${evil}${i}`,
      top: column.top.map((one) => ({ ...one, value: evil })),
    }));
    const html = renderProfile({
      ...input,
      name: evil,
      source: evil,
      statistics: { ...input.statistics, columns },
    });
    const { page, errors, requests } = await openFile('evil', html);
    await page.getByLabel('Search columns').fill('hurt');
    await page.getByLabel('Order').selectOption('name');
    expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
    expect(await page.locator('img').count()).toBe(0);
    expect(errors).toEqual([]);
    expect(requests).toHaveLength(1);
    await page.close();
  });

  it('opens a table of 1000 columns', async () => {
    const { page, errors } = await openFile('wide', renderProfile(sampleProfileInput(1000)));
    await page.getByLabel('Search columns').fill('_248');
    await page.getByText('4 of 1000 columns').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  describe('the page of a dataset', () => {
    let pages: BuiltPages;
    let app: App;
    let server: RunningServer;

    beforeAll(async () => {
      [pages, app] = await Promise.all([buildPages(), openApp({ home: join(folder, 'home') })]);
      for (const [file, shift] of [
        ['first.csv', 0],
        ['second.csv', 30],
      ] as const) {
        await writeFile(join(folder, file), customers(shift));
        await app.handlers.datasets.add({ path: join(folder, file), name: 'churn' });
      }
      server = await startServer(app, { port: 0, findWebFolder: () => pages.folder });
    }, 180_000);

    afterAll(async () => {
      await server?.close();
      await app?.close();
      await pages?.[Symbol.asyncDispose]();
    });

    it.each(LOOKS)('shows its profile and what changed at $width pixels, $scheme', async (look) => {
      const { page, errors, screenshot } = await browser.open(look);
      await page.goto(`${server.url}/datasets/churn`);
      await page.getByRole('heading', { name: 'Columns' }).waitFor();
      expect(await page.locator('.column').count()).toBe(3);
      await screenshot('dataset-profile');
      await page.getByRole('link', { name: 'Compare' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'churn@2 beside churn@1' }).waitFor();
      await page.locator('.column').first().waitFor();
      expect(await firstCard(page)).toBe('months');
      await page.getByLabel('Search columns').fill('plan');
      await page.getByText('1 of 3 columns').waitFor();
      expect(await isScrollingSideways(page)).toBe(false);
      await screenshot('dataset-changes');
      expect(errors).toEqual([]);
      await page.close();
    });
  });
});

function customers(shift: number): string {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const since = new Date(Date.UTC(2021, 0, 1 + i)).toISOString().slice(0, 10);
    return `${((i * 7) % 60) + shift},${i % 4 === 0 ? 'family' : 'basic'},${since}`;
  });
  return ['months,plan,since', ...rows, ''].join('\n');
}

function firstCard(page: Page): Promise<string | null> {
  return page.locator('.column:visible header > :first-child').first().textContent();
}

function isScrollingSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
