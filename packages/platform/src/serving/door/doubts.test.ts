import type { DoubtFile } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { fitNovelty } from '@kaizenml/ml/doubt';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel, sampleRow } from '../../testing/sample-model.ts';

const ROW = { months: 3, plan: 'basic', calls: 20 };
const WEAK = { column: 'plan', level: 'gold', nRows: 80, loss: 0.35, lossElsewhere: 0.1 };
const REST: DoubtFile = {
  classSets: { nRows: 500, thresholds: [{ level: 0.9, least: 0.2 }] },
  weakSegments: [{ ...WEAK, level: 'premium' }],
};

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app, {
    name: 'doubting',
    doubt: (rows) => {
      const novelty = fitNovelty(rows, seededRandom(1));
      return { ...REST, ...(novelty && { novelty }) };
    },
  });
});
afterAll(() => app.dispose());

const predict = (name: string, rows: readonly object[], asked: object = {}) =>
  app.handlers.models.predict({ name, rows: rows.map((row) => ({ ...row })), ...asked });

describe('doubts', () => {
  it('are told only when they are asked for', async () => {
    const answer = await predict('doubting', [ROW]);
    expect(Object.keys(answer).toSorted()).toEqual([
      'model',
      'predictions',
      'requestId',
      'version',
    ]);
    expect(Object.keys(answer.predictions[0] ?? {})).toEqual(['prediction', 'probabilities']);
  });

  it('are not known of an older artifact, which answers without', async () => {
    const answer = await predict('churn', [ROW], { flags: true, interval: 0.9 });
    expect(Object.keys(answer).toSorted()).toEqual([
      'model',
      'predictions',
      'requestId',
      'version',
    ]);
  });

  it('name an unusual row with its column, and rows where the card says that the model is weak', async () => {
    const rows = [ROW, { ...ROW, months: 9000 }, { ...ROW, plan: 'premium' }];
    const { flags, nFlags, alarmRate } = await predict('doubting', rows, { flags: true });
    expect(flags).toMatchObject([
      { row: 2, kind: 'unusual', columns: ['months'] },
      {
        ...{ row: 3, kind: 'weak', columns: ['plan'] },
        message:
          'In 80 held-out rows whose `plan` is "premium" it called 35 % wrongly, elsewhere 10 %.',
      },
    ]);
    expect([nFlags, alarmRate, (flags?.[0]?.share ?? 1) <= 0.01]).toEqual([2, 0.01, true]);
  });

  it('leave ordinary rows alone, but for the share that is asked for', async () => {
    const random = seededRandom(77);
    const rows = Array.from({ length: 2000 }, () => sampleRow(() => random.next()));
    const { flags = [], nFlags } = await predict('doubting', rows, { flags: true });
    const told = (nFlags ?? 0) - rows.filter(({ plan }) => plan === 'premium').length;
    // 300 rows calibrate and 2000 are judged: 1 % and four standard deviations.
    expect(told / 2000).toBeLessThan(0.01 + 4 * Math.sqrt(0.01 * 0.99 * (1 / 300 + 1 / 2000)));
    expect(flags).toHaveLength(100);
  });

  it('give the classes that hold the truth, the most probable first', async () => {
    const { predictions } = await predict('doubting', [ROW, { ...ROW, months: 60 }], {
      interval: 0.9,
    });
    for (const { classes, probabilities = {}, prediction } of predictions) {
      const wanted = Object.keys(probabilities)
        .filter((name) => (probabilities[name] ?? 0) >= 0.2)
        .toSorted((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
      expect(classes).toEqual({ level: 0.9, names: wanted });
      expect(wanted[0]).toBe(prediction);
    }
  });

  it('are given without being asked where the endpoint says so, but not for answers that a rule made', async () => {
    const assertions = [{ name: 'r', when: 'months > 50', action: 'override', value: 'yes' }];
    const settings = EndpointSettings.parse({ assertions, doubt: { flags: true, interval: 0.9 } });
    await app.handlers.endpoints.configure({ name: 'doubting', settings });
    const { predictions, flags } = await predict('doubting', [ROW, { ...ROW, months: 60 }]);
    expect(predictions.map(({ classes }) => classes?.level)).toEqual([0.9, undefined]);
    expect(flags).toEqual([]);
    const quiet = await predict('doubting', [{ ...ROW, months: 9000 }], { flags: false });
    expect(quiet).not.toHaveProperty('flags');
  });
});
