import { type ArtifactHash, asId, type DatasetHash, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import { registerSampleModel } from '../../packages/platform/src/testing/sample-model.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const CUSTOMERS = asId<DatasetHash>('d'.repeat(64));
const REDACTED = asId<DatasetHash>('e'.repeat(64));
const RAW = 'f'.repeat(64);
/** Runs that read the table beside the one that is registered. */
const N_OTHERS = 222;
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
] as const;

describe.skipIf(chromiumPath === undefined)(`lineage in a browser${skipReason}`, () => {
  let pages: BuiltPages;
  let app: SampleApp;
  let server: RunningServer;
  let browser: Browser;
  let runId: string;
  let requestId: string;

  beforeAll(async () => {
    [pages, app, browser] = await Promise.all([buildPages(), openSampleApp(), startChromium()]);
    ({ runId, requestId } = await drawSpend(app));
    server = await startServer(app, { port: 0, findWebFolder: () => pages.folder });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.dispose();
    await pages?.[Symbol.asyncDispose]();
  });

  describe.each(LOOKS)('at $width pixels, $scheme', (look) => {
    const open = async (of: string, name: string) => {
      const watched = await browser.open(look);
      await watched.page.goto(`${server.url}/lineage?of=${encodeURIComponent(of)}`);
      await watched.page.locator('.lineage-graph a').first().waitFor();
      await watched.screenshot(name);
      expect(watched.errors).toEqual([]);
      expect(
        await watched.page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
      ).toBe(false);
      return watched;
    };

    it('draws a run with what made it and where its model answers, each a link to its page', async () => {
      const { page } = await open(`run:${runId}`, 'lineage-run');
      const hrefs = await page
        .locator('.lineage-graph a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(hrefs.sort()).toEqual([
        '/datasets/customers/schema',
        '/datasets/customers?version=1',
        '/datasets/customers?version=1',
        '/endpoints/spend',
        '/models/spend?version=1',
        '/models/spend?version=1',
        `/runs/${runId}`,
      ]);
      await page.getByText('The same as a table').click();
      const rows = page.getByRole('region', { name: 'Arrows of the graph' }).locator('tbody tr');
      expect(await rows.count()).toBe(6);
      await page.locator('.lineage-graph a', { hasText: 'customers@1' }).first().focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/datasets\/customers/);
      await page.close();
    });

    it('folds what does not fit, and says how much it is', async () => {
      const { page } = await open('customers@1', 'lineage-dataset');
      await page.getByRole('link', { name: `and ${N_OTHERS + 1 - 8} more runs` }).click();
      await page.getByRole('link', { name: `and ${N_OTHERS + 1 - 100} more runs` }).waitFor();
      await page.close();
    });

    it('goes from the answer to a request back to its rows and code', async () => {
      const { page, screenshot } = await open(`request:${requestId}`, 'lineage-request-graph');
      await page.getByRole('heading', { name: 'What made spend version 1' }).waitFor();
      await page.getByText('c0ffee').waitFor();
      await screenshot('lineage-request');
      await page.close();
    });
  });

  it('follows a column, and says what it is not called', async () => {
    const { page } = await browser.open();
    await page.goto(`${server.url}/lineage`);
    await page.getByLabel('Of', { exact: true }).fill('customers');
    await page.getByLabel('Column').fill('email');
    await page.keyboard.press('Enter');
    await page.waitForURL(/column=email/);
    await page.locator('.lineage-graph').waitFor();
    expect(await page.getByText('redacted@1').count()).toBe(0);
    await page.getByLabel('Column').fill('plam');
    await page.keyboard.press('Enter');
    await page.getByText('has no column "plam"').waitFor();
    await page.close();
  });
});

/** A table with a schema, one run of many that became a model, and a request that it answered. */
async function drawSpend(app: SampleApp): Promise<{ runId: string; requestId: string }> {
  const { store, artifacts, handlers } = app;
  const dataset = {
    ...{ name: 'customers', hash: CUSTOMERS, nRows: 600, source: 'customers.csv' },
    artifact: asId<ArtifactHash>('a'.repeat(64)),
    columns: [
      { name: 'months', kind: 'number' },
      { name: 'plan', kind: 'category' },
      { name: 'email', kind: 'text' },
    ],
    raw: { manifest: 'm', sha256: RAW, sizeBytes: 10 },
  } as const;
  await store.datasets.add(dataset);
  const { raw: _, ...table } = dataset;
  const columns = dataset.columns.slice(0, 2);
  await store.datasets.add({ ...table, name: 'redacted', hash: REDACTED, columns });
  await store.schemas.add({ name: 'customers', text: 'columns: {}\n' });
  const { hash: derivation } = await artifacts.putFile(
    JSON.stringify({ command: 'datasets.redact', by: 'ada', at: '2026-11-23', kit: '0.1.0' }),
  );
  const create = async (name: string) =>
    (
      await handlers.runs.create(
        OPERATIONS.runs.create.input.parse({
          ...{ experiment: 'spend', name },
          tags: {
            ...{ 'mlflow.source.git.commit': 'c0ffee', 'kaizen.git.dirty': 'true' },
            'kaizen.node': '24.21.0',
          },
        }),
      )
    ).id;
  const runId = await create('customers → spend');
  await handlers.runs.log(
    OPERATIONS.runs.log.input.parse({ id: runId, params: { seed: '7', testShare: '0.2' } }),
  );
  const others = [];
  for (let i = 0; i < N_OTHERS; i++) others.push(await create(`try ${i}`));
  const { artifact } = await registerSampleModel(app, { name: 'sample' });
  await store.models.register({
    ...{ name: asId<ModelName>('spend'), task: 'binary', target: 'left' },
    ...{ estimator: 'random-forest', runId: asId(runId), artifact, metrics: {} },
    aliases: ['champion'],
  });
  await store.lineage.add([
    { from: `raw:${RAW}`, to: `dataset:${CUSTOMERS}`, role: 'read-as' },
    { from: `dataset:${CUSTOMERS}`, to: `derivation:${derivation}`, role: 'derived-by' },
    { from: `derivation:${derivation}`, to: `dataset:${REDACTED}`, role: 'wrote' },
    ...[runId, ...others].map((id) => ({
      ...{ from: `dataset:${CUSTOMERS}`, to: `run:${id}`, role: 'trained-on' },
    })),
    { from: `run:${runId}`, to: `artifact:${artifact}`, role: 'produced' },
    { from: `artifact:${artifact}`, to: 'model:spend/1', role: 'registered-as' },
  ]);
  const rows = [{ months: 3, plan: 'basic', calls: 20 }];
  const { requestId } = await handlers.models.predict(
    OPERATIONS.models.predict.input.parse({ name: 'spend', rows }),
  );
  return { runId, requestId };
}
