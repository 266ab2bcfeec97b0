import { type AppError, asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';

const NAME = asId<ModelName>('theirs');
const WHY = { by: 'person' } as const;
const DAY_MS = 86_400_000;

let app: SampleApp;
let nowMs = 1_700_000_000_000;
beforeAll(async () => {
  app = await openSampleApp({ clock: { now: () => nowMs } });
  const { registry } = app;
  await registry.createModel({ name: NAME }, WHY);
  for (let i = 1; i <= 8; i++) {
    nowMs += DAY_MS;
    await registry.createVersion({ name: NAME, source: `s3://b/${i}`, runId: `r${i}` }, WHY);
  }
  await registry.setAlias(NAME, { alias: 'best', version: 2, reason: WHY });
  const stage = { stage: 'Staging', archivesOthers: false, reason: WHY } as const;
  await registry.setStage({ name: NAME, version: 3 }, stage);
});
afterAll(() => app.dispose());

const retain = (more: object) =>
  app.handlers.models.retain(
    OPERATIONS.models.retain.input.parse({ name: NAME, keepLast: 2, ...more }),
  );
const numbersOf = (list: readonly { readonly version: number }[]) =>
  list.map(({ version }) => version);

it('says what would go and keeps it, then takes it away and says the same', async () => {
  const told = await retain({ olderThan: '3d', dryRun: true });
  expect(OPERATIONS.models.retain.output.parse(told)).toEqual(told);
  expect(numbersOf(told.removed)).toEqual([5, 4, 1]);
  expect(told.kept).toEqual([
    { version: 8, why: ['newest', 'young'] },
    { version: 7, why: ['newest', 'young'] },
    { version: 6, why: ['young'] },
    { version: 3, why: ['stage Staging'] },
    { version: 2, why: ['alias best'] },
  ]);
  expect(told.removed[2]).toEqual({
    ...{ version: 1, runId: 'r1', artifact: null, source: 's3://b/1' },
    createdAt: new Date(1_700_000_000_000 + DAY_MS).toISOString(),
  });
  const before = await app.handlers.models.versions({ name: NAME, limit: 20 });
  expect(before.items).toHaveLength(8);
  expect(await retain({ olderThan: '3d' })).toEqual({ ...told, dryRun: false });
  const after = await app.handlers.models.versions({ name: NAME, limit: 20 });
  expect(numbersOf(after.items)).toEqual([8, 7, 6, 3, 2]);
  const [newest] = await app.store.audit.list({ name: NAME, limit: 1 });
  expect(newest).toMatchObject({ action: 'version.delete', part: '/1', why: 'retention' });
  expect((await retain({ olderThan: '3d' })).removed).toEqual([]);
});

it('refuses a model that nobody registered', async () => {
  const refused = await app.handlers.models
    .retain({ name: 'thiers', keepLast: 1, withRuns: false, dryRun: false })
    .then(
      () => expect.unreachable('must be refused'),
      (thrown: AppError) => thrown,
    );
  expect(refused.code).toBe('MODEL_NOT_FOUND');
  expect(refused.hint).toBe('Did you mean "theirs"?');
});
