import { type ArtifactHash, asId, type ExperimentName, type ModelName } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric, type Outcome, rowWeights } from '@kaizenml/ml/metrics';
import { makeTable } from '@kaizenml/ml/table';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAMPION, inProcess, type ModelVersionRecord } from '../../models/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import { CHALLENGER, ensureChampion } from '../ensure-champion.ts';
import type { Validated } from '../steps/validate.ts';
import { tightenRules } from '../tighten-rules.ts';
import { findRival } from './find-rival.ts';
import { judgeSuccession } from './judge-succession.ts';
import { hashTestRows, keepTestAnswers } from './test-answers.ts';

const N_ROWS = 1500;
const NO_HASH = asId<ArtifactHash>('0'.repeat(64));
const PLACES = Int32Array.from({ length: N_ROWS }, (_, i) => i);
const ROWS = hashTestRows({
  datasetHash: 'd',
  target: 'left',
  classes: ['no', 'yes'],
  test: PLACES,
});

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());

/** Answers whose scores follow the truth, blurred; the same blur for the same seed. */
function answers(blur: number): Outcome {
  const random = seededRandom(3);
  const truth = Int32Array.from({ length: N_ROWS }, () => Number(random.next() < 0.4));
  const scores = Array.from(truth, (code) => code + 1.1 * (random.next() + random.next() - 1));
  const blurred = scores.map((score) => score + blur * (random.next() - 0.5));
  const probabilities = blurred.flatMap((score) => {
    const p = 1 / (1 + Math.exp(2 - 4 * score));
    return [1 - p, p];
  });
  const nClasses = 2;
  return {
    kind: 'classification',
    truth,
    nClasses,
    probabilities: Float64Array.from(probabilities),
  };
}

const areaUnder = (outcome: Outcome) => getMetric('roc_auc').prepare(outcome)(rowWeights(outcome));

/** A champion that answered the test rows so. */
async function championOf(outcome: Outcome | undefined): Promise<ModelVersionRecord> {
  const name = asId<ModelName>('succession');
  const experiment = asId<ExperimentName>(name);
  await app.store.experiments.ensure(experiment);
  const runId = await app.store.runs.start({
    ...{ experiment, name: 'one', params: {}, pid: process.pid },
  });
  if (outcome !== undefined) await keepTestAnswers(app, runId, { rows: ROWS, outcome });
  const version = await app.store.models.register({
    ...{ name, task: 'binary', target: 'left', estimator: 'random-forest', runId },
    ...{ artifact: NO_HASH, metrics: { roc_auc: { value: 0.918, low: 0.9, high: 0.93 } } },
  });
  return version;
}

/** What is decided of a new model that answered so, beside a champion. */
async function decide(champion: ModelVersionRecord, outcome: Outcome, value = areaUnder(outcome)) {
  const table = makeTable([]);
  const rival = await findRival(app, champion, {
    artifact: asId('1'.repeat(64)),
    answers: { rows: ROWS, outcome },
    tested: async () => ({
      ...{ table, validated: { aim: 'mean' } as Validated, test: PLACES, datasetHash: 'd' },
    }),
  });
  return judgeSuccession(rival, champion, {
    metric: getMetric('roc_auc'),
    metrics: { roc_auc: { value, low: null, high: null } },
  });
}

describe('judgeSuccession', () => {
  it('keeps a champion of AUC 0.918 when the new one is surely worse on the same rows', async () => {
    const [good, worse] = [answers(0), answers(0.9)];
    expect(areaUnder(good) - areaUnder(worse)).toBeGreaterThan(0.01);
    const champion = await championOf(good);
    const judged = await decide(champion, worse);
    expect(judged).toMatchObject({ takesOver: false, champion: champion.version, nRows: N_ROWS });
    expect(judged.gain?.value).toBeCloseTo(areaUnder(worse) - areaUnder(good), 12);
    expect(judged.gain?.high).toBeLessThan(0);
    expect(judged.sentence).toMatch(
      /^Version \d+ stays the champion: on the same 1500 test rows the new one's ROC AUC is worse by 0\.\d+ \(90 % interval 0\.\d+ to 0\.\d+\)\.$/,
    );
  });

  it('lets a better one take over, and one that cannot be told apart, and an equal one', async () => {
    const judge = async (old: Outcome, fresh: Outcome) => decide(await championOf(old), fresh);
    const better = await judge(answers(0.9), answers(0));
    expect(better.takesOver).toBe(true);
    expect(better.sentence).toMatch(/its ROC AUC is better by 0\.\d+/);
    const alike = await judge(answers(0.05), answers(0.02));
    expect(alike.takesOver).toBe(true);
    const equal = await judge(answers(0), answers(0));
    expect(equal).toMatchObject({ takesOver: true, gain: { value: 0 } });
    expect(equal.sentence).toMatch(/cannot be told apart, \+0\.$/);
  });

  it('holds figures against the interval of the champion where rows cannot be paired', async () => {
    const judge = async (value: number) => decide(await championOf(undefined), answers(0), value);
    expect(await judge(0.903)).toMatchObject({ takesOver: true, gain: null, nRows: null });
    const below = await judge(0.88);
    expect(below.takesOver).toBe(false);
    expect(below.sentence).toMatch(
      /^Version \d+ stays the champion: ROC AUC 0\.88 against 0\.918 \[0\.9 – 0\.93\], each on test rows of its own\.$/,
    );
  });
});

describe('ensureChampion', () => {
  it('registers a challenger beside a champion that stays, and a champion where there is none', async () => {
    const { artifact } = (await app.store.models.versions(asId('churn')))[0] as ModelVersionRecord;
    const other = await registerSampleModel(app, { seed: 8 });
    const deps = { store: app.store, artifacts: app.artifacts, sandbox: inProcess };
    const name = asId<ModelName>('ensured');
    const model = { ...other, name, task: 'binary', target: 'left' } as const;
    const first = await ensureChampion(deps, { ...model, artifact }, () => expect.unreachable());
    expect(first).toMatchObject({ version: { version: 1, aliases: [CHAMPION] } });
    const succession = {
      ...{ takesOver: false, champion: 1, gain: null, nRows: null, sentence: 'It stays.' },
    };
    const second = await ensureChampion(deps, model, async ({ version }) => {
      expect(version).toBe(1);
      return succession;
    });
    expect(second).toMatchObject({
      ...{ version: { version: 2, aliases: [CHALLENGER] }, succession },
    });
    expect((await app.store.models.find(name))?.aliases).toEqual({ champion: 1, challenger: 2 });
    const again = await ensureChampion(deps, model, async () => succession);
    expect(again.version.version).toBe(2);
  });

  it('makes no champion of a version that waits for what the rules of its model ask for', async () => {
    const other = await registerSampleModel(app, { seed: 9 });
    const deps = { store: app.store, artifacts: app.artifacts, sandbox: inProcess };
    const name = asId<ModelName>('ruled');
    const { runId } = other;
    const release = { approvals: 1, description: 'required' } as const;
    await tightenRules(app.store, name, { runId, release });
    const loose = { approvals: 0, description: 'optional' } as const;
    await tightenRules(app.store, name, { runId, release: loose });
    expect(await app.store.approvals.rulesOf(name)).toEqual({ nApprovals: 1, isDescribed: true });
    const model = { ...other, name, task: 'binary', target: 'left' } as const;
    expect(await ensureChampion(deps, model)).toMatchObject({
      version: { version: 1, aliases: [CHALLENGER] },
      succession: {
        ...{ takesOver: false, champion: null },
        sentence: 'It waits for an approval and a description before it can become the champion.',
      },
    });
  });
});
