import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '@kaizenml/contracts';
import { DatasetMonitorSettings } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../packages/platform/src/monitors/finding.ts';
import { startState } from '../../packages/platform/src/monitors/state.ts';
import type { SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import {
  registerSampleModel,
  sampleRow,
} from '../../packages/platform/src/testing/sample-model.ts';
import { tempHome } from '../../packages/platform/src/testing/temp-home.ts';
import { chromiumPath, skipReason } from './chromium.ts';
import { openSamplePages, type SamplePages } from './open-sample-pages.ts';

const HOUR_MS = 3_600_000;
const START_MS = Math.floor((Date.now() - 40 * HOUR_MS) / HOUR_MS) * HOUR_MS;
const HOURS = 36;
/** From this hour on nobody has another plan, some have a new one, and calls are counted in minutes. */
const CHANGED_FROM = 30;
const N_COLUMNS = 1000;
const N_VERDICTS = 200;
let nowMs = START_MS;
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 400, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

describe.skipIf(chromiumPath === undefined)(`monitors in a browser${skipReason}`, () => {
  let served: SamplePages;
  beforeAll(async () => {
    served = await openSamplePages({ clock: { now: () => nowMs } });
    const { app } = served;
    await registerSampleModel(app, { name: 'quiet' });
    await registerSampleModel(app, { name: 'unasked', nTrees: 3 });
    for (let hour = 0; hour < HOURS; hour++) {
      const change = hour < CHANGED_FROM ? (row: Row) => row : changed;
      await logHour(app, { endpoint: 'churn', hour, change });
      await logHour(app, { endpoint: 'quiet', hour, change: (row) => row });
    }
    nowMs = START_MS + HOURS * HOUR_MS + 60_000;
    for (const endpoint of ['churn', 'quiet']) await app.handlers.monitors.look({ endpoint });
    await registerSampleModel(app, { name: 'wide', nTrees: 3 });
    await judgeWide(app);
  }, 240_000);

  afterAll(() => served?.[Symbol.asyncDispose]());

  const open = async (path: string, look?: (typeof LOOKS)[number]) => {
    const watched = await served.browser.open(look);
    await watched.page.goto(served.server.url + path);
    return watched;
  };

  describe.each(LOOKS)('at $width pixels, $scheme', (look) => {
    it('lists what needs a person on top', async () => {
      const { page, screenshot, errors } = await open('/monitors', look);
      const rows = page.getByRole('region', { name: 'Monitors' }).locator('tbody tr');
      await rows.first().waitFor();
      const names = await rows.locator('td:first-child').allTextContents();
      expect(names).toEqual(['wide', 'churn', 'quiet']);
      await page.getByText('2 endpoints need a look').waitFor();
      await page.getByText('Has not answered yet: unasked').waitFor();
      await screenshot('monitors');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });

    it('shows the columns that moved, the first of them then and now', async () => {
      const { page, screenshot, errors } = await open('/monitors/churn', look);
      await page.locator('.shift-place svg').waitFor();
      await page.getByText(/columns have moved/).waitFor();
      await page.getByRole('region', { name: 'What comes next' }).waitFor();
      const strips = await page.locator('.strip-name').allTextContents();
      expect(strips.slice(0, 4).map((name) => name.split(' ')[0])).toEqual(
        expect.arrayContaining(['calls', 'plan']),
      );
      await screenshot('monitor');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });

    it('shows a level that the model never saw', async () => {
      const { page, screenshot } = await open('/monitors/churn?column=plan', look);
      await page.getByText('New levels:').waitFor();
      await screenshot('monitor-levels');
      await page.close();
    });
  });

  it.each(LOOKS)(
    'says of an alert what comes next, and who looks after it, at $width pixels, $scheme',
    async (look) => {
      const { page, screenshot, errors } = await open('/alerts', look);
      const card = page.locator('.alert', { hasText: 'endpoint churn' }).first();
      await card.getByRole('link', { name: 'endpoint churn' }).waitFor();
      await screenshot('alerts-monitor');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it.each(LOOKS)(
    'says who hears of alerts, and what came of a test, at $width pixels, $scheme',
    async (look) => {
      const { alerts } = served.app.handlers;
      const { notices } = served.app.store;
      await alerts.route({
        ...{ name: 'on-call', channel: 'email', to: 'ops@example.org,ml@example.org' },
        ...{ match: 'endpoint:*', severity: 'error', after: '30m' },
      });
      await alerts.route({
        ...{ name: 'team', channel: 'slack', to: 'https://hooks.example.org/secret-part' },
        ...{ match: '*', severity: 'warning' },
      });
      const { page, screenshot, errors } = await open('/alerts', look);
      const rows = page.getByRole('region', { name: 'Who hears of it' }).locator('tbody tr');
      const onCall = rows.filter({ hasText: 'on-call' });
      await onCall.getByText('ops@example.org').waitFor();
      await page.getByRole('button', { name: 'Try on-call' }).click();
      await onCall.getByText('a test is on its way').waitFor();
      const due = await notices.claim({ limit: 50, leaseMs: 60_000 });
      for (const { id } of due) await notices.settle(id, { status: 250 });
      await onCall.getByText('told', { exact: false }).first().waitFor();
      await onCall.getByText('test,').waitFor();
      await screenshot('alerts-routes');
      expect(await page.content()).not.toContain('secret-part');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    },
  );

  it('takes an alert over with a note, which stays when the page asks again', async () => {
    const { page } = await open('/alerts');
    const card = page.locator('.alert', { hasText: 'endpoint churn' }).first();
    await card.getByLabel('What is done about it').fill('Asked the supplier.');
    await page.keyboard.press('Enter');
    await card.getByText('looks after it since').waitFor();
    await card.getByText('Asked the supplier.').waitFor();
    await page.getByLabel('Subject').fill('endpoint:quiet*');
    await page.getByLabel('Why', { exact: true }).fill('The table is loaded anew.');
    await page.getByRole('button', { name: 'Be silent about it' }).click();
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByRole('button', { name: 'End it now' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Resolved' }).click();
    await page.waitForURL('**/alerts?status=resolved');
    await card.waitFor({ state: 'detached' });
    await page.close();
  });

  it.each(LOOKS)('tells an incident in order, at $width pixels, $scheme', async (look) => {
    const { page, screenshot, errors } = await open('/alerts', look);
    await page.getByRole('link', { name: 'What was found and done' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Incident' }).waitFor();
    const said = `Looked at ${look.width} ${look.scheme}.`;
    await page.getByLabel('What was found or done').fill(said);
    await page.keyboard.press('Enter');
    await page.locator('.moment', { hasText: said }).waitFor();
    expect(await page.locator('.moment').count()).toBeGreaterThan(1);
    await screenshot('incident');
    expect(await isTooWide(page)).toBe(false);
    expect(errors).toEqual([]);
    await page.close();
  });

  it('goes back in time with the keyboard, and says in the address what it shows', async () => {
    const { page } = await open('/monitors/churn?column=plan');
    await page.getByText(/It drifted/).waitFor();
    await page.getByRole('button', { name: 'Verdict before' }).focus();
    for (let i = 0; i < HOURS - CHANGED_FROM; i++) await page.keyboard.press('Enter');
    await page.getByText(/It is as it was|less than matters/).waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe(
      new Date(START_MS + CHANGED_FROM * HOUR_MS).toISOString(),
    );
    const link = page.locator('.strip-row[aria-current]');
    await link.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('column') !== 'plan');
    await page.close();
  });

  it('shows the verdict of the cell that is pressed, where it stands', async () => {
    const { page } = await open('/monitors/wide');
    const strip = page.locator('.strip-row svg').nth(2);
    await strip.waitFor();
    const box = await strip.boundingBox();
    if (box === null) throw new Error('The strip is not to be seen.');
    await page.mouse.click(box.x + (box.width * 99.5) / N_VERDICTS, box.y + 8);
    await page.waitForURL(/at=/);
    expect(new URL(page.url()).searchParams.get('at')).toBe(endOf(99));
    expect((await strip.boundingBox())?.y).toBe(box.y);
    await page.close();
  });

  it('keeps a thousand columns over two hundred verdicts readable, and finds one by its name', async () => {
    const { page, screenshot, errors } = await open('/monitors/wide');
    await page.locator('.strip-row').first().waitFor();
    expect(await page.locator('.strip-row').count()).toBe(N_COLUMNS);
    const first = await page.locator('.strip-name').first().textContent();
    expect(first).toMatch(/^column 00\d\d$/);
    await screenshot('monitor-wide');
    await page.getByLabel('Find a column').fill('column 0777');
    expect(await page.locator('.strip-row').count()).toBe(1);
    const box = await page.locator('.strip-row svg').boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 5);
    await page.locator('.readout', { hasText: 'column 0777' }).waitFor();
    // Its windows were never counted, so that nothing can be shown then and now.
    expect(errors.filter((error) => !/ 400 /.test(error))).toEqual([]);
    await page.close();
  });

  it('shows a dataset that is watched, with nothing of what only endpoints have', async () => {
    const { app } = served;
    await using temp = await tempHome();
    const path = join(temp.folder, 'rides.csv');
    const random = seededRandom(8);
    for (let version = 1; version <= 4; version++) {
      const scale = version === 4 ? 100 : 1;
      const rows = Array.from({ length: 400 }, () => {
        const miles = 1 + 9 * random.next();
        return `${miles.toFixed(2)},${(scale * (3 + 2 * miles)).toFixed(2)}`;
      });
      await writeFile(path, ['miles,fare', ...rows].join('\n'));
      await app.handlers.datasets.add({ path, name: 'rides' });
    }
    const settings = DatasetMonitorSettings.parse({});
    await app.handlers.monitors.watch({ dataset: 'rides', settings });
    for (const look of LOOKS) {
      const { page, screenshot, errors } = await open('/monitors', look);
      await page.getByRole('link', { name: 'dataset rides' }).click();
      await page.getByRole('heading', { level: 1, name: 'Monitor of dataset rides' }).waitFor();
      await page.locator('.shift-place svg').waitFor();
      await page.getByText('each version').waitFor();
      await page.getByRole('link', { name: 'version 4' }).waitFor();
      await screenshot('monitor-dataset');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    }
  });

  it('shows a new verdict without being loaded again', async () => {
    const { page } = await open('/monitors/quiet');
    await page.getByText(/None of \d+ columns/).waitFor();
    await logHour(served.app, { endpoint: 'quiet', hour: HOURS, change: changed });
    nowMs = START_MS + (HOURS + 1) * HOUR_MS + 60_000;
    await served.app.handlers.monitors.look({ endpoint: 'quiet' });
    await page.getByText(/columns have moved/).waitFor({ timeout: 20_000 });
    await page.close();
  });

  it('teaches before there is a verdict, and links from the endpoint', async () => {
    const { page, screenshot } = await open('/endpoints/unasked');
    await page.getByRole('link', { name: 'its monitor' }).click();
    await page.getByText('A verdict needs 300 rows').waitFor();
    await screenshot('monitor-empty');
    await page.close();
  });
});

const isTooWide = (page: Awaited<ReturnType<SamplePages['browser']['open']>>['page']) =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

function changed(row: Row): Row {
  const plan = Number(row.months) % 4 === 0 ? 'student' : 'premium';
  return { ...row, plan, calls: row.calls === null ? null : Number(row.calls) * 60 };
}

/** Asks for an hour of rows, as customers do. */
async function logHour(
  app: SampleApp,
  { endpoint, hour, change }: { endpoint: string; hour: number; change: (row: Row) => Row },
): Promise<void> {
  const random = seededRandom(1000 + hour);
  for (let i = 0; i < 6; i++) {
    nowMs = START_MS + hour * HOUR_MS + i * 60_000;
    const rows = Array.from({ length: 100 }, () => change(sampleRow(() => random.next())));
    await app.handlers.models.predict({ name: endpoint, rows });
  }
}

function endOf(i: number): string {
  return new Date(START_MS - (N_VERDICTS - 1 - i) * HOUR_MS).toISOString();
}

/** Verdicts of a model of a thousand columns, a few of which move at some time. */
async function judgeWide({ store: { monitors } }: SampleApp): Promise<void> {
  const random = seededRandom(3);
  const subject = 'endpoint:wide';
  const starts = Array.from({ length: N_COLUMNS }, (_, j) =>
    j < 30 ? 60 + 4 * j : j % 50 === 0 ? 100 : N_VERDICTS,
  );
  let monitor = await monitors.ensure(subject, { settings: null, state: startState(0.05) });
  for (let i = 0; i < N_VERDICTS; i++) {
    const findings = starts.map((start, j): Finding => {
      const isDrift = i >= start && !(j >= 30 && i > 130);
      const effect = isDrift
        ? Math.min(0.9, 0.1 + (0.004 + 0.0002 * j) * (i - start))
        : 0.05 * random.next();
      return {
        ...{ check: 'inputs', column: `column ${String(j).padStart(4, '0')}`, measure: 'ks' },
        ...{ effect, pValue: isDrift ? 1e-6 : 0.5, verdict: isDrift ? 'drift' : 'calm' },
        why: isDrift ? `mean 10 → ${(10 + 10 * effect).toFixed(1)}` : null,
      };
    });
    const state = { ...startState(0.05), version: 1, judgedTo: endOf(i) };
    const start = new Date(Date.parse(endOf(i)) - HOUR_MS).toISOString();
    const verdict = { start, end: endOf(i), version: i < 120 ? 1 : 2, nRows: 5000, findings };
    const alarms = { '["inputs","column 0029"]': { isRaised: true, latest: [true, true, true] } };
    await monitors.keepVerdict(monitor, {
      verdict: { ...verdict, status: i < 60 ? 'calm' : 'alarm' },
      state: { ...state, rules: i < 60 ? {} : (alarms as never) },
      ...{ raise: [], resolve: [] },
    });
    monitor = (await monitors.find(subject)) ?? monitor;
  }
}
