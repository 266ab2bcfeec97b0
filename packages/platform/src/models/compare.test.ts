import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel, sampleRow } from '../testing/sample-model.ts';
import { modelTitle, teamTitle } from './index.ts';

let app: SampleApp;
let folder: string;
let data: string;

beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app, { seed: 8 });
  folder = await mkdtemp(join(tmpdir(), 'kaizen-compare-'));
  data = join(folder, 'rows.csv');
  const random = seededRandom(5);
  const lines = Array.from({ length: 300 }, (_, i) => {
    const { months, plan, calls } = sampleRow(() => random.next());
    const left = Number(months) < 24 && plan !== 'premium' ? 'yes' : 'no';
    return [months, plan, calls ?? '', i % 10 === 0 ? '' : left].join(',');
  });
  await writeFile(data, ['months,plan,calls,left', ...lines, ''].join('\n'));
});
afterAll(async () => {
  await app.dispose();
  await rm(folder, { recursive: true });
});

const compare = (inputs: { readonly data?: string } = {}) =>
  app.handlers.models.compare({ name: 'churn/1', against: 'churn/2' }, { inputs });

describe('models.compare', () => {
  it('sets the figures of both side by side, as its schema says', async () => {
    const found = await compare();
    expect(OPERATIONS.models.compare.output.parse(found)).toEqual(found);
    expect(found).toMatchObject({
      task: 'binary',
      target: 'left',
      one: { model: 'churn/1', title: 'Random forest', estimator: 'random-forest' },
      other: { model: 'churn/2' },
      paired: null,
    });
    expect(found.metrics.map(({ name }) => name)).toContain('roc_auc');
  });

  it('answers rows with both and gives their difference an interval; rows without a truth do not count', async () => {
    const { paired, sentence } = await compare({ data });
    expect(paired).toMatchObject({ nRows: 270, learnedFrom: [] });
    for (const { one, other, gain, better } of paired?.metrics ?? []) {
      const sign = better === 'higher' ? 1 : -1;
      expect(gain?.value).toBeCloseTo(sign * ((other?.value ?? 0) - (one?.value ?? 0)), 10);
      if (gain?.low !== null) expect(gain?.low).toBeLessThanOrEqual(gain?.value ?? 0);
    }
    expect(sentence).toMatch(/^On the same 270 rows /);
  });

  it('finds no difference of a model from itself', async () => {
    const found = await app.handlers.models.compare(
      { name: 'churn/1', against: 'churn/1' },
      { inputs: { data } },
    );
    expect(found.differs).toEqual({ data: [], params: [], columns: [] });
    expect(found.paired?.metrics.every(({ gain }) => gain?.value === 0)).toBe(true);
    expect(found.sentence).toMatch(/^On the same 270 rows their .* is equal\.$/);
  });

  it('opens no path for another machine', async () => {
    const found = await app.handlers.models.compare({ name: 'churn/1', against: 'churn/2' });
    expect(found.paired).toBeNull();
  });

  it('says which column of the truth is missing', async () => {
    const bare = join(folder, 'bare.csv');
    await writeFile(bare, 'months,plan,calls\n1,basic,2\n2,family,3\n');
    await expect(compare({ data: bare })).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      message: 'The rows to compare on must hold the target "left", got none of this name.',
    });
  });
});

describe('titles of models', () => {
  it('says what a team is made of, the most frequent first', () => {
    expect(
      teamTitle('ensemble', ['Ridge regression', 'Boosted trees', 'k-NN', 'Boosted trees']),
    ).toBe('Ensemble of 4 models (2 boosted trees, ridge regression, k-NN)');
  });

  it('reads them from a manifest', () => {
    const member = (name: string) => ({ graph: 0, estimator: { name, params: {} }, states: [] });
    expect(modelTitle({ members: [member('ridge')] })).toBe('Ridge regression');
    expect(
      modelTitle({ members: [member('ridge'), member('ridge')], combination: { kind: 'stack' } }),
    ).toBe('Stack of 2 models (2 ridge regression)');
    const tuned = (base: object) => ({ kind: 'tuned', base });
    expect(
      modelTitle({ members: ['ridge', 'boosted-trees'].map(member), combination: tuned({}) }),
    ).toBe('Ridge regression, fine-tuned');
    expect(
      modelTitle({
        members: ['ridge', 'random-forest', 'boosted-trees'].map(member),
        combination: tuned({ combination: { kind: 'stack' } }),
      }),
    ).toBe('Stack of 2 models (ridge regression, random forest), fine-tuned');
  });
});
