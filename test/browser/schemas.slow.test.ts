import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { sharedData } from '../shared-data.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

const TAXI = sharedData('chicago_taxi/simple_data.csv');
const TITANIC = sharedData('titanic/kaggle_train.csv');

describe.skipIf(chromiumPath === undefined)(`schemas in a browser${skipReason}`, () => {
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
    await add('rides', rides());
    await add('rides', faultyRides());
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.close();
    await pages?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const add = async (name: string, text: string) => {
    const path = join(folder, `${name}.csv`);
    await writeFile(path, text);
    await app.handlers.datasets.add({ path, name });
  };
  const versionOf = async (name: string) =>
    (await app.handlers.schemas.show({ name }).catch(() => ({ version: 0 }))).version;
  /** Opens the page of a schema with its text to edit. */
  const openText = async (name: string) => {
    const watched = await browser.open();
    await watched.page.goto(`${server.url}/datasets/${name}/schema`);
    await watched.page.getByText('Read or edit the text').click();
    const area = watched.page.locator('textarea.yaml');
    return { ...watched, area };
  };

  it('are inferred, looked through and stored', async () => {
    const { page, errors, screenshot } = await browser.open();
    await page.goto(`${server.url}/datasets/rides?version=1`);
    await page.getByRole('link', { name: 'Schema' }).click();
    await page.getByRole('button', { name: 'Infer a schema' }).click();
    await page.getByText('Nothing is stored yet.').waitFor();
    await screenshot('schema-inferred');
    expect(await versionOf('rides')).toBe(0);
    await page.getByRole('button', { name: 'Save as version 1' }).click();
    await page.getByText('Stored as version 1.').waitFor();
    await page.getByRole('button', { name: 'Edit fare' }).waitFor();
    expect(await versionOf('rides')).toBe(1);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('propose changes, which are accepted and rejected with a reason', async () => {
    const { page, errors, screenshot } = await browser.open();
    await page.goto(`${server.url}/datasets/rides/schema`);
    await page.getByRole('button', { name: 'Check version 2' }).click();
    await page.getByTestId('verdict').getByText('does not keep').waitFor();
    await page.getByRole('heading', { name: 'changes wait for you' }).waitFor();
    const { open } = await app.handlers.schemas.show({ name: 'rides' });
    expect(open.map(({ column }) => column).sort()).toEqual(['city', 'fare', 'payment']);
    await page.getByLabel('Your name, for the history').fill('Ann');
    const card = (words: string) => page.locator('li.card').filter({ hasText: words });
    expect(await card('payment: unexpected values').textContent()).toContain('Crypto');
    await card('payment: unexpected values').getByPlaceholder('Why').fill('a new way to pay');
    await card('payment: unexpected values').getByRole('button', { name: 'Accept' }).click();
    await page.getByText('The schema is at version 2.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Accepted');
    await card('fare: number too large').getByRole('button', { name: 'Reject' }).click();
    await page.getByText('The schema is at version 3.').waitFor();
    await page.getByRole('heading', { name: '1 change waits for you' }).waitFor();
    const decisions = page.getByRole('region', { name: 'Decisions' });
    await decisions.getByText('a new way to pay').waitFor();
    await screenshot('schema-decided');
    const { schema } = await app.handlers.schemas.show({ name: 'rides' });
    expect(schema.columns.payment?.values).toContain('Crypto');
    expect(schema.history).toMatchObject([
      { decision: 'accepted', by: 'Ann', why: 'a new way to pay' },
      { decision: 'rejected', by: 'Ann', column: 'fare' },
    ]);
    await page.getByRole('button', { name: 'Check version 2' }).click();
    await page.getByText('Found, with nothing to decide').waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('tells a bad text by its lines, and stores nothing of it', async () => {
    const { page, area, screenshot } = await openText('rides');
    const before = await versionOf('rides');
    const text = await area.inputValue();
    const line = text.split('\n').findIndex((one) => one.includes('type: number')) + 1;
    await area.fill(text.replace('type: number', 'type: numbr'));
    await page.getByRole('button', { name: `Save as version ${before + 1}` }).click();
    await page.getByRole('button', { name: `Line ${line}`, exact: true }).click();
    expect(await selectedText(page)).toContain('type: numbr');
    await screenshot('schema-bad-yaml');
    await area.fill('columns: {\n  a: [\n');
    await page.getByRole('button', { name: `Save as version ${before + 1}` }).click();
    await page.getByText('must be YAML').first().waitFor();
    expect(await versionOf('rides')).toBe(before);
    await page.close();
  });

  it('tells that another version was stored meanwhile', async () => {
    const { page, area } = await openText('rides');
    const before = await versionOf('rides');
    const text = await area.inputValue();
    await app.handlers.schemas.put({ name: 'rides', yaml: `# theirs\n${text}` });
    await area.fill(`# mine\n${text}`);
    await page.getByRole('button', { name: `Save as version ${before + 1}` }).click();
    await page.getByText('got another version meanwhile').waitFor();
    expect(await versionOf('rides')).toBe(before + 1);
    await page.getByRole('button', { name: 'Store mine as the newest' }).click();
    await page.getByText(`Stored as version ${before + 2}.`).waitFor();
    expect((await app.handlers.schemas.show({ name: 'rides' })).yaml).toContain('# mine');
    await page.close();
  });

  it('are edited column by column, with the keyboard', async () => {
    const { page, errors, screenshot } = await browser.open();
    await page.goto(`${server.url}/datasets/rides/schema`);
    const before = await versionOf('rides');
    await page.getByRole('button', { name: 'Edit fare' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'fare' }).waitFor();
    await screenshot('schema-column');
    await page.keyboard.press('Escape');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Edit fare',
    );
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'fare' });
    await dialog.getByLabel('Unit').fill('USD');
    await dialog.getByLabel('Share of rows').fill('often');
    await page.keyboard.press('Enter');
    await dialog.getByText('presence.minShare').waitFor();
    await dialog.getByLabel('Share of rows').fill('0.9');
    await page.keyboard.press('Enter');
    await page.getByText(`The schema is at version ${before + 1}.`).waitFor();
    const { yaml, schema } = await app.handlers.schemas.show({ name: 'rides' });
    expect(schema.columns.fare).toMatchObject({ unit: 'USD', presence: { minShare: 0.9 } });
    expect(yaml).toContain('# mine');
    expect(errors.filter((one) => !one.includes('status of 4'))).toEqual([]);
    await page.close();
  });

  it('wait on the home page', async () => {
    const { page, errors } = await browser.open();
    await page.goto(server.url);
    await page.getByRole('link', { name: /changes? of the schema rides/ }).click();
    await page.getByRole('heading', { name: /waits? for you/ }).waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });

  it('stand beside what the guardrails find', async () => {
    const { page, errors } = await browser.open();
    await page.goto(`${server.url}/datasets/rides/findings`);
    await page.getByLabel('Column to predict').selectOption('paid');
    await page.getByRole('button', { name: 'Run the guardrails' }).click();
    await page.getByTestId('verdict').waitFor();
    const { findings } = await app.handlers.datasets.check({
      ...{ source: 'rides@2', target: 'paid', ignore: [], strict: false, seed: 1 },
    });
    expect(findings.length).toBeGreaterThan(0);
    for (const { code } of findings)
      expect(await page.getByText(code, { exact: true }).count(), code).toBeGreaterThan(0);
    expect(errors).toEqual([]);
    await page.close();
  });

  describe.skipIf(TAXI === undefined || TITANIC === undefined)('of real tables', () => {
    beforeAll(async () => {
      const { datasets, schemas } = app.handlers;
      for (const [name, source] of [
        ['taxi', TAXI],
        ['titanic', TITANIC],
      ] as const) {
        const text = await readFile(source ?? '', 'utf8');
        await add(name, text);
        const { yaml } = await schemas.infer({ name, maxDomain: 400 });
        await schemas.put({ name, yaml });
        await add(name, plantFaults(text));
        await datasets.validate({ data: `${name}@2`, against: `${name}@1`, strict: false });
      }
    }, 60_000);

    it.each(LOOKS)('can be read and used at $width pixels, $scheme', async (look) => {
      for (const name of ['taxi', 'titanic'])
        for (const [view, ready] of [
          ['schema', 'Decisions'],
          ['findings', 'Noticed'],
          ['versions', 'Compare'],
        ] as const) {
          const { page, errors, screenshot } = await browser.open(look);
          await page.goto(`${server.url}/datasets/${name}/${view}`);
          if (view === 'schema') {
            await page.getByRole('button', { name: 'Check version 2' }).click();
            await page.getByTestId('verdict').waitFor();
          } else if (view === 'findings') {
            const target = name === 'taxi' ? 'tips' : 'Survived';
            await page.getByLabel('Column to predict').selectOption(target);
            await page.getByRole('button', { name: 'Run the guardrails' }).click();
            await page.getByTestId('verdict').waitFor();
            await expect
              .poll(() => page.getByText('Asking the server').count(), { timeout: 15_000 })
              .toBe(0);
          } else await page.getByText(ready).first().waitFor();
          await screenshot(`${name}-${view}`);
          expect(await isScrollingSideways(page), `${name} ${view}`).toBe(false);
          expect(await unnamedControls(page)).toEqual([]);
          expect(errors).toEqual([]);
          await page.close();
        }
    });
  });
});

function rides(): string {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const fare = 5 + ((i * 37) % 300) / 10;
    const payment = ['Cash', 'Card', 'Voucher'][i % 3];
    return [i + 1, fare, payment, ['Bern', 'Basel'][i % 2], fare > 20 ? 'yes' : 'no'].join(',');
  });
  return ['id,fare,payment,city,paid', ...rows, ''].join('\n');
}

/** A way to pay that is new, fares beyond any range, and a city that is often missing. */
function faultyRides(): string {
  const [header = '', ...rows] = rides().trim().split('\n');
  const faulty = rows.map((row, i) => {
    const [id, fare, payment, city, paid] = row.split(',');
    return [
      id,
      i % 50 === 7 ? 99999 : fare,
      i % 5 === 0 ? 'Crypto' : payment,
      i % 3 === 0 ? '' : city,
      paid,
    ].join(',');
  });
  return [header, ...faulty, ''].join('\n');
}

/** Faults in the rows of a real table: numbers beyond their range, words among numbers, new words, values gone. */
function plantFaults(text: string): string {
  const [header = '', ...rows] = text.trim().split('\n');
  const planted = rows.map((row, i) => {
    if (i % 97 === 3) return row.replace(/(Cash|Credit Card)/, 'Prcard');
    if (i % 101 === 5) return row.replace(/,(male|female),/, ',m,');
    if (i % 89 === 11) return row.replace(/,(\d+\.\d+),/, ',9$1e6,');
    if (i % 499 === 20) return row.replace(/,(\d+\.\d+),/, ',unknown,');
    return row;
  });
  return [header, ...planted, ''].join('\n');
}

function selectedText(page: Page): Promise<string> {
  return page.locator('textarea.yaml').evaluate((area) => {
    const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
    return value.slice(selectionStart, selectionEnd);
  });
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
