import {
  type ArtifactHash,
  asId,
  type ExperimentName,
  type GateCheck,
  type GateVerdict,
  type ModelName,
} from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adviseVersion } from '../../packages/platform/src/models/index.ts';
import { GATES_OF_RUN } from '../../packages/platform/src/runs/index.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import { registerSampleModel } from '../../packages/platform/src/testing/sample-model.ts';
import { type BuiltPages, buildPages } from './build-pages.ts';
import { type Browser, chromiumPath, skipReason, startChromium } from './chromium.ts';

const CHURN = asId<ModelName>('churn');
const JUDGED = asId<ModelName>('judged');
const THEIRS = asId<ModelName>('fraud');
const N_MODELS = 2000;
const TOKEN = 'the-token-of-a-server-0123456789';
const WHY = { by: 'person', who: 'ada', why: 'for the audit' } as const;
const held = (check: Partial<GateCheck> & Pick<GateCheck, 'gate' | 'subject' | 'reason'>) => ({
  ...{ status: 'passed' as const, refuses: false, limit: null, measured: null, unit: null },
  ...check,
});
const GATES_HELD: GateVerdict = {
  passed: true,
  reasons: [],
  checks: [
    held({
      ...{ gate: 'metric', subject: 'ROC AUC', limit: { side: 'at-least', value: 0.8 } },
      measured: { value: 0.843, low: 0.81, high: 0.87 },
      reason: 'ROC AUC must be at least 0.8, got 0.843.',
    }),
    held({
      ...{ gate: 'champion', subject: 'ROC AUC beside the champion', status: 'not-measured' },
      reason: 'There is no champion to compare it with, so it passes.',
    }),
    held({
      ...{ gate: 'size', subject: 'Size of the artifact', unit: 'MB' },
      ...{ limit: { side: 'at-most', value: 5 }, measured: { value: 0.4, low: null, high: null } },
      reason: 'The artifact must have at most 5 MB, got 0.4 MB.',
    }),
  ],
};
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
] as const;

describe.skipIf(chromiumPath === undefined)(`the registry in a browser${skipReason}`, () => {
  let pages: BuiltPages;
  let app: SampleApp;
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    [pages, app, browser] = await Promise.all([buildPages(), openSampleApp(), startChromium()]);
    const { artifact } = await registerSampleModel(app, { seed: 8 });
    await registerJudged(artifact);
    const { registry } = app;
    await app.store.models.setAlias(CHURN, 'champion', 1);
    await registry.describeModel(CHURN, { description: 'Who leaves soon.', reason: WHY });
    await registry.tagVersion(
      { name: CHURN, version: 2 },
      { tags: { rows: '2026-10' }, reason: WHY },
    );
    await registry.setStage(
      { name: CHURN, version: 1 },
      { stage: 'Production', archivesOthers: false, reason: WHY },
    );
    const rules = { nApprovals: 1, isDescribed: false };
    await app.store.approvals.setRules(CHURN, { rules, reason: WHY });
    await registry.createModel({ name: THEIRS, tags: { team: 'risk' } }, WHY);
    const source = 'mlflow-artifacts:/0/4f1/artifacts/model';
    await registry.createVersion({ name: THEIRS, source, user: 'noor' }, WHY);
    for (let i = 0; i < N_MODELS; i++)
      await registry.createModel(
        {
          name: asId<ModelName>(`demand-of-shop-${String(i).padStart(4, '0')}`),
          description: i % 3 === 0 ? `Sales of shop ${i}, a week ahead.` : undefined,
          tags: { region: i % 4 === 0 ? 'north' : 'south', team: 'stores' },
          user: i % 2 === 0 ? 'noor' : undefined,
        },
        WHY,
      );
    await registry.tagModel(CHURN, { tags: { team: 'growth' }, reason: WHY });
    await registry.tagModel(THEIRS, { tags: { team: 'risk' }, reason: WHY });
    const findWebFolder = () => pages.folder;
    server = await startServer(app, { port: 0, token: TOKEN, findWebFolder });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.dispose();
    await pages?.[Symbol.asyncDispose]();
  });

  /** A model whose second version came of a run that kept what was held against it. */
  const registerJudged = async (artifact: ArtifactHash) => {
    await registerSampleModel(app, { name: JUDGED, nTrees: 5 });
    const experiment = asId<ExperimentName>(JUDGED);
    await app.store.experiments.ensure(experiment);
    const runId = await app.store.runs.start({
      ...{ experiment, name: 'judged', params: {}, pid: process.pid },
    });
    const advice = await adviseVersion(
      { models: app.store.models, artifacts: app.artifacts },
      { name: JUDGED, artifact },
    );
    await app.store.models.register({
      ...{ name: JUDGED, task: 'binary', target: 'left', estimator: 'forest' },
      ...{ runId, artifact, metrics: {}, advice },
    });
    const kept = await app.artifacts.putFolder({
      [GATES_OF_RUN.file]: JSON.stringify(GATES_HELD),
    });
    await app.store.runs.addArtifact(runId, { name: GATES_OF_RUN.artifact, ...kept });
  };

  const open = async (path: string, look?: (typeof LOOKS)[number]) => {
    const watched = await browser.open(look);
    await watched.page.goto(server.url);
    await watched.page.evaluate((token) => sessionStorage.setItem('kaizenml-token', token), TOKEN);
    await watched.page.goto(server.url + path);
    return watched;
  };

  it.each(LOOKS)(
    'says gate by gate what a version was held against, and what it means for callers, at $width pixels, $scheme',
    async (look) => {
      const { page, screenshot, errors } = await open('/models/judged?version=2', look);
      const gates = page.getByRole('region', { name: 'Gates' }).last();
      await gates.waitFor();
      expect(await gates.locator('tbody tr').count()).toBe(GATES_HELD.checks.length);
      for (const { reason } of GATES_HELD.checks) await gates.getByText(reason).waitFor();
      await page.getByText('1.1.0, minor:').waitFor();
      await page.getByText('It is asked and answers as version 1, and').first().waitFor();
      await screenshot('gates');
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
      expect(errors.filter((error) => !/ 401 /.test(error))).toEqual([]);
      await page.close();
    },
  );

  it('tells what a version lacks, and takes an approval with its reason', async () => {
    const { page, screenshot } = await open('/models/churn?version=2');
    await page.getByText('It may not be released yet').waitFor();
    await page.getByText('It has 0 of 1 approvals of people other than').waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why, for the history').fill('right on the rows of October');
    await screenshot('registry-confirm');
    await dialog.getByRole('button', { name: 'Approve it' }).click();
    await page.getByText('right on the rows of October').waitFor();
    await screenshot('registry-approved');
    const [entry] = await app.store.audit.list({ name: CHURN, limit: 1 });
    expect(entry).toMatchObject({
      ...{ action: 'version.approve', part: '/2', who: 'admin' },
      why: 'right on the rows of October',
    });
    await page.close();
  });

  it.each(LOOKS)(
    'lists all models and finds them by words or a filter, at $width pixels, $scheme',
    async (look) => {
      const { page, screenshot, errors } = await open('/models', look);
      const rows = page.getByRole('region', { name: 'Models' }).locator('tbody tr');
      await page
        .getByText(`${(N_MODELS + 3).toLocaleString('en')} models, 50 on this page`)
        .waitFor();
      await screenshot('catalogue');
      await page.getByLabel('Search').fill('GROWTH leaves');
      await page.keyboard.press('Enter');
      await page.getByText('1 model found').waitFor();
      expect(await rows.locator('a').allTextContents()).toEqual(['churn']);
      await page.getByLabel('Search').fill("tags.region = 'north' AND name LIKE '%-000%'");
      await page.keyboard.press('Enter');
      await page.getByText('3 models found').waitFor();
      await page.getByLabel('Search').fill('tags.region = north');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
      expect(errors.filter((error) => !/ 40[01] /.test(error))).toEqual([]);
      await page.close();
    },
  );

  it.each(LOOKS)(
    'shows a model with one table of its versions, at $width pixels, $scheme',
    async (look) => {
      const { page, screenshot } = await open('/models/churn', look);
      const versions = page.getByRole('region', { name: 'Versions' });
      await versions.getByText('rows=2026-10').waitFor();
      expect(await versions.locator('tbody tr').count()).toBe(2);
      await screenshot('model-versions');
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
      await page.close();
    },
  );

  it('shows the versions of other programs where none answers here', async () => {
    const { page, screenshot } = await open('/models/fraud');
    await page.getByText('mlflow-artifacts:/0/4f1/artifacts/model').last().waitFor();
    await page.getByText('does not answer here').waitFor();
    await screenshot('registry-elsewhere');
    await page.close();
  });

  it.each(LOOKS)(
    'shows the trail and whether it is whole, at $width pixels, $scheme',
    async (look) => {
      const { page, screenshot } = await open('/audit', look);
      await page.getByText('The trail is whole:').waitFor();
      await page.locator('tbody tr').first().waitFor();
      await screenshot('audit');
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
      ).toBe(false);
      await page.getByRole('link', { name: 'fraud', exact: true }).first().click();
      await page.getByRole('heading', { name: 'Changes of fraud' }).waitFor();
      await page.getByText('version.create').waitFor();
      await screenshot('audit-of-one');
      await page.close();
    },
  );
});
