import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';

describe('endpoints.apply', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
    for (const name of ['churn', 'other']) await registerSampleModel(app, { name });
  });
  afterAll(async () => {
    await app.dispose();
    await rm(app.home, { recursive: true, force: true });
  });

  const apply = async (yaml: string) => {
    const path = join(app.home, 'kaizen.yaml');
    await writeFile(path, yaml);
    return await app.handlers.endpoints.apply({ path });
  };
  const history = async (name: string) =>
    (await app.handlers.endpoints.history({ name, limit: 9 })).items;

  it('gives endpoints their door and log, once, and the next answers keep to them', async () => {
    const yaml = `
endpoints:
  churn:
    door: { category: refuse, columns: { months: { range: default, value: 12 } } }
    log: { redact: { plan: drop }, retentionDays: 30 }
  other:
    log: { sample: 0.5 }
`;
    const { items } = await apply(yaml);
    expect(items).toMatchObject([
      {
        ...{ name: 'churn', changed: true },
        settings: {
          door: { category: 'refuse', type: 'refuse', columns: { months: { value: 12 } } },
          log: { redact: { plan: 'drop' }, retentionDays: 30, sample: 1 },
        },
      },
      { name: 'other', changed: true },
    ]);
    expect((await app.handlers.endpoints.show({ name: 'churn' })).settings).toEqual(
      items[0]?.settings,
    );
    expect(await history('churn')).toMatchObject([{ note: 'kaizen.yaml' }]);
    expect((await apply(yaml)).items.map(({ changed }) => changed)).toEqual([false, false]);
    expect(await history('churn')).toHaveLength(1);
    const rows = [{ months: 3, plan: 'basic', calls: 20 }];
    await app.handlers.models.predict({ name: 'churn', rows });
    const logged = await app.handlers.predictions.list({ name: 'churn', kind: 'answer', limit: 1 });
    expect(logged.items[0]?.rows).toEqual([{ months: 3, calls: 20 }]);
    const unseen = [{ ...rows[0], plan: 'never seen' }];
    expect(
      await rejectionOf(app.handlers.models.predict({ name: 'churn', rows: unseen })),
    ).toMatchObject({ code: 'INPUT_SCHEMA_MISMATCH' });
  });

  it('tells every problem of every endpoint, and then changes none', async () => {
    const before = await history('other');
    const refused = await rejectionOf(
      apply(`
endpoints:
  other: { log: { sample: 1 } }
  churm: {}
  churn:
    assertions:
      - { name: a, when: "nothing > 1", action: flag }
      - { name: b, action: override, value: maybe }
    door: { columns: { mnths: {}, months: { value: many } } }
    routes: [{ name: r, to: 1 }]
`),
    );
    expect(refused).toMatchObject({
      code: 'PROJECT_INVALID',
      details: {
        place: 'endpoints of kaizen.yaml',
        problems: [
          {
            path: 'churm',
            problem: 'must be an endpoint, got none of this name (Did you mean "churn"?)',
          },
          { path: 'churn.assertions[0]' },
          { path: 'churn.assertions[1]' },
          { path: 'churn.door.columns.mnths' },
          { path: 'churn.door.columns.months' },
          { path: 'churn.routes[0]' },
        ],
      },
    });
    expect(await history('other')).toEqual(before);
  });

  it('tells what is no setting by its path, and a file without endpoints', async () => {
    expect(
      await rejectionOf(apply('endpoints: { churn: { log: { sample: 2, keep: 1 }, dor: {} } }')),
    ).toMatchObject({
      code: 'PROJECT_INVALID',
      message:
        'endpoints of kaizen.yaml has 3 problems: `churn.log.sample` must be at most 1, got 2; `churn.log.keep` is not known; `churn.dor` is not known, did you mean `door`.',
    });
    expect(await rejectionOf(apply('data: churn.csv'))).toMatchObject({
      code: 'PROJECT_INVALID',
      message:
        'kaizen.yaml has a problem: `endpoints` must declare settings by the names of endpoints, got nothing.',
    });
  });
});
