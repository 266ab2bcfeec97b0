import { asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  RetrainingChange,
  RetrainingRecord,
  RetrainingStep,
} from '../../packages/platform/src/retraining/store.ts';
import type { SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import { registerSampleModel } from '../../packages/platform/src/testing/sample-model.ts';
import { chromiumPath, skipReason } from './chromium.ts';
import { openSamplePages, type SamplePages } from './open-sample-pages.ts';

const TOKEN = 'the-token-of-a-server-0123456789';
const MINUTE_MS = 60_000;
const START_MS = Date.now() - 3 * 60 * MINUTE_MS;
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 400, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;
const SAID: Readonly<Record<RetrainingStep['name'], string>> = {
  gather:
    '12,400 rows became churn-history@3; both models are compared on the newest 600 rows, churn-newest@3.',
  train: 'Version 2 was trained and passed the gates of its project.',
  compare: 'The challenger is surely better by 0.031.',
  approve: 'No approval is asked for.',
  'roll-out': 'Version 2 takes over step by step.',
  understudies: 'No column asks for an understudy.',
};
const GAIN = { value: 0.031, low: 0.012, high: 0.05 };
const COMPARISON = {
  ...{ metric: 'roc_auc', champion: 0.812, challenger: 0.843, nRows: 600, level: 0.95, gain: GAIN },
  slices: [
    {
      ...{ column: 'plan', name: 'plan = premium', nRows: 140, isWorse: false },
      ...{ value: -0.01, low: -0.06, high: 0.03 },
    },
    {
      ...{ column: 'plan', name: 'plan = family', nRows: 210, isWorse: false },
      ...{ value: 0.02, low: null, high: null },
    },
  ],
};

describe.skipIf(chromiumPath === undefined)(`retrainings in a browser${skipReason}`, () => {
  let served: SamplePages;
  let [stopped, rolling, waiting, doomed]: string[] = [];
  beforeAll(async () => {
    served = await openSamplePages({ token: TOKEN });
    const { app } = served;
    for (const name of ['asked', 'doomed']) await registerSampleModel(app, { name, nTrees: 3 });
    for (const name of ['churn', 'asked', 'doomed']) await registerNext(app, name);
    await app.store.alerts.raise({
      ...{ key: 'drift', severity: 'error', subject: 'endpoint:churn' },
      ...{ message: 'The inputs of "churn" moved.', hint: 'Look at them.', details: {} },
    });
    const before = await begin(app, 'churn', { trigger: 'schedule', cause: 'It was Monday.' });
    ({ id: stopped } = await take(app, before, ['gather', 'train'], { status: 'failed' }));
    const now = await begin(app, 'churn', {
      ...{ trigger: 'drift', cause: 'months mean 36 → 12, since 3 hours.' },
    });
    const rollout = await app.handlers.rollouts.start(
      OPERATIONS.rollouts.start.input.parse({ endpoint: 'churn', to: 2, steps: '5%,25%,50%' }),
    );
    ({ id: rolling } = await take(app, now, ['gather', 'train', 'compare', 'approve', 'roll-out'], {
      ...{ status: 'running', facts: { rollout: rollout.id } },
    }));
    const asked = await begin(app, 'asked', { trigger: 'by-hand', cause: 'The winter began.' });
    ({ id: waiting } = await take(app, asked, ['gather', 'train', 'compare', 'approve'], {
      ...{ status: 'waiting' },
    }));
    const last = await begin(app, 'doomed', { trigger: 'by-hand', cause: 'Nobody knows.' });
    ({ id: doomed } = await take(app, last, ['gather', 'train'], { status: 'running' }));
    await app.store.incidents.note('endpoint:churn', {
      ...{ kind: 'retraining', key: `retraining:${rolling}:begun` },
      ...{ message: 'Its model is trained anew.', details: { retraining: rolling } },
    });
  }, 240_000);

  afterAll(() => served?.[Symbol.asyncDispose]());

  const open = async (path: string, look?: (typeof LOOKS)[number]) => {
    const watched = await served.browser.open(look);
    await watched.page.addInitScript(
      (token) => sessionStorage.setItem('kaizenml-token', token),
      TOKEN,
    );
    await watched.page.goto(served.server.url + path);
    return watched;
  };
  const isTooWide = (page: Awaited<ReturnType<typeof open>>['page']) =>
    page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

  describe.each(LOOKS)('at $width pixels, $scheme', (look) => {
    it('tells the newest on the page of the monitor, and those before', async () => {
      const { page, screenshot, errors } = await open('/monitors/churn', look);
      const section = page.getByRole('region', { name: 'Retraining', exact: true });
      await section.getByText('months mean 36 → 12').waitFor();
      await section.getByText('the challenger is better by 0.031').waitFor();
      await section.getByText('It was Monday.').waitFor();
      expect(await section.getByRole('button', { name: 'Train it anew' }).count()).toBe(0);
      await screenshot('monitor-retraining');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });

    it('tells one step by step, with its comparison and its canary', async () => {
      const { page, screenshot, errors } = await open(`/retrainings/${rolling}`, look);
      await page.getByRole('region', { name: 'Canary' }).getByText('champion, version 1').waitFor();
      await page.locator('.chart-place svg').waitFor();
      const moments = page.getByRole('list', { name: 'Timeline of steps' }).getByRole('listitem');
      expect(await moments.count()).toBe(5);
      await screenshot('retraining');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });

    it('lists them all', async () => {
      const { page, screenshot, errors } = await open('/retrainings', look);
      const rows = page.getByRole('region', { name: 'Retrainings' }).locator('tbody tr');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(4);
      await screenshot('retrainings');
      expect(await isTooWide(page)).toBe(false);
      expect(errors).toEqual([]);
      await page.close();
    });
  });

  it('lets a person approve the challenger that waits for it', async () => {
    const { page, screenshot } = await open(`/retrainings/${waiting}`);
    await page.getByRole('heading', { name: 'May version 2 answer?' }).waitFor();
    await screenshot('retraining-waits');
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('button', { name: 'Approve it' }).click();
    await page.getByText('Your word is kept').waitFor();
    const { verdicts } = await served.app.handlers.models.approvals({ name: 'asked', version: 2 });
    expect(verdicts).toMatchObject([{ isApproval: true, who: 'admin' }]);
    await page.close();
  });

  it('stops one with a note, and says so', async () => {
    const { page } = await open(`/retrainings/${doomed}`);
    await page.getByRole('button', { name: 'Stop the retraining' }).click();
    await page.getByLabel('Why, for the history').fill('The rows are wrong.');
    await page.getByRole('button', { name: 'Stop it', exact: true }).click();
    await page.getByRole('status').getByText('stopped it: "The rows are wrong."').waitFor();
    await page.getByRole('button', { name: 'Stop the retraining' }).waitFor({ state: 'detached' });
    await page.close();
  });

  it('is reached from the alert and from the incident', async () => {
    const { page, screenshot } = await open('/alerts');
    await screenshot('alerts-retraining');
    await page.getByRole('link', { name: 'Retraining since' }).click();
    await page.waitForURL(`**/retrainings/${rolling}`);
    await page.goto(`${served.server.url}/alerts`);
    await page.getByRole('link', { name: 'What was found and done' }).first().click();
    await page.getByRole('link', { name: 'the retraining' }).click();
    await page.waitForURL(`**/retrainings/${rolling}`);
    expect(stopped).not.toBe(rolling);
    await page.close();
  });
});

/** Registers the next version of a model, which is not its champion. */
async function registerNext({ store }: SampleApp, name: string): Promise<void> {
  const first = await store.models.findVersion(asId<ModelName>(name), 1);
  if (first === undefined) throw new Error(`"${name}" has no version 1.`);
  const { estimator, runId, artifact, metrics } = first;
  await store.models.register({
    ...{ name: first.name, task: 'binary', target: 'left', aliases: [] },
    ...{ estimator, runId, artifact, metrics },
  });
}

async function begin(
  { store }: SampleApp,
  endpoint: string,
  about: Pick<RetrainingRecord, 'trigger' | 'cause'>,
): Promise<RetrainingRecord> {
  const begun = await store.retrainings.begin({
    ...{ endpoint: asId<ModelName>(endpoint), key: `${endpoint} ${about.cause}`, ...about },
    asked: { champion: 1, since: null, without: [], dataset: null, who: null },
  });
  if (!('record' in begun)) throw new Error(`Another retraining of "${endpoint}" is under way.`);
  return begun.record;
}

/** Takes a retraining as far as the last of these steps. */
async function take(
  { store }: SampleApp,
  record: RetrainingRecord,
  names: readonly RetrainingStep['name'][],
  { status, facts = {} }: Pick<RetrainingRecord, 'status'> & Pick<RetrainingChange, 'facts'>,
): Promise<RetrainingRecord> {
  const isOpen = status === 'running' || status === 'waiting';
  const steps = names.map((name, i): RetrainingStep => {
    const isLast = i === names.length - 1;
    const at = (minutes: number) => new Date(START_MS + minutes * MINUTE_MS).toISOString();
    const last = status === 'waiting' ? 'waiting' : isOpen ? 'running' : 'failed';
    return {
      ...{ name, status: isLast ? last : 'done' },
      message: isLast && status === 'waiting' ? 'Version 2 waits to be approved.' : SAID[name],
      ...{ startedAt: at(9 * i), endedAt: isLast && isOpen ? null : at(9 * i + 7) },
    };
  });
  const isCompared = names.includes('compare');
  const changed = await store.retrainings.change(record, {
    ...{ status, steps, reason: steps.at(-1)?.message ?? '' },
    facts: {
      ...{ history: 'churn-history@3', newest: 'churn-newest@3', ...facts },
      ...(isCompared && { challenger: 2, comparison: COMPARISON }),
    },
  });
  if (changed === undefined) throw new Error('Somebody else changed the retraining.');
  return changed;
}
