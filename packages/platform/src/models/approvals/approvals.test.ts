import { type AppError, asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rights } from '../../access/index.ts';
import type { Asked } from '../../at-machine.ts';
import { verifyTrail } from '../../audit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';

const CHURN = asId<ModelName>('churn');

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app);
  await app.store.models.setAlias(CHURN, 'champion', 1);
  await app.handlers.models.rules({ name: CHURN, approvals: 2, description: 'required' });
});
afterAll(() => app.dispose());

/** A request of somebody, by a key of no account or by one of the keys of an account. */
const by = (id: string, account?: string): Asked => ({
  ...{ signal: new AbortController().signal, headers: {} },
  caller: {
    ...{ id, scopes: new Set(['admin']), endpoints: undefined },
    rights: account === undefined ? undefined : rightsOf(account),
  },
});
const rightsOf = (account: string): Rights => ({
  ...{ account, has: () => true, readable: () => undefined },
});
const refusalOf = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => expect.unreachable('must be refused'),
    (thrown: AppError) => thrown,
  );
const release = (who: string) =>
  app.handlers.models.alias({ name: CHURN, alias: 'champion', version: 2 }, undefined, by(who));
const approve = (who: string) =>
  app.handlers.models.approve({ name: CHURN, version: 2 }, undefined, by(who));

describe('rules of a model', () => {
  it('keep a version from release until everything is there, and say what is missing', async () => {
    const refused = await refusalOf(release('ada'));
    expect(refused.code).toBe('RELEASE_UNAPPROVED');
    expect(refused.message).toBe(
      'Version 2 of "churn" must have what the rules of its model ask for before it is released, but it has 0 of 2 approvals of people other than the one who releases it, and its model has no description, and it has no description.',
    );
    expect(refused.details).toMatchObject({
      ...{ name: 'churn', version: 2, nApproved: 0, nApprovals: 2, isDescribed: true },
      missing: { length: 3 },
    });
    await app.handlers.models.describe({ name: 'churn', description: 'Who leaves.' });
    await app.handlers.models.describe({ name: 'churn/2', description: 'With calls.' });
    for (const who of ['ada', 'bob', 'bob']) await approve(who);
    const state = await app.handlers.models.approvals(
      { name: CHURN, version: 2 },
      undefined,
      by('ada'),
    );
    expect(OPERATIONS.models.approvals.output.parse(state)).toEqual(state);
    expect(state).toMatchObject({ nApproved: 1, isReleasable: false, missing: { length: 1 } });
    expect((await refusalOf(release('ada'))).details).toMatchObject({ nApproved: 1 });
    await release('carl');
    const [entry] = await app.store.audit.list({ name: CHURN, limit: 1 });
    expect(entry).toMatchObject({ action: 'alias.set', from: '1', to: '2', who: 'carl' });
  });

  it('hold for Production and rollouts too; a rejection stands until it is taken back', async () => {
    await app.handlers.models.alias(
      { name: CHURN, alias: 'held', version: 1 },
      ...([undefined, by('ada')] as const),
    );
    const stage = () =>
      app.handlers.models.stage(
        { name: CHURN, version: 2, stage: 'Production', archive: false },
        ...([undefined, by('carl')] as const),
      );
    await app.handlers.models.reject(
      { name: CHURN, version: 2, note: 'odd' },
      undefined,
      by('bob'),
    );
    expect((await refusalOf(stage())).details.missing).toEqual([
      'bob rejected it: "odd"',
      'it has 1 of 2 approvals of people other than the one who releases it',
    ]);
    const rollout = OPERATIONS.rollouts.start.input.parse({ endpoint: 'churn', to: 1 });
    expect(
      (await refusalOf(app.handlers.rollouts.start(rollout, undefined, by('carl')))).code,
    ).toBe('RELEASE_UNAPPROVED');
    await approve('bob');
    expect(await stage()).toMatchObject({ stage: 'Production' });
  });

  it('take no approval of somebody whom nobody knows', async () => {
    const refused = await refusalOf(app.handlers.models.approve({ name: CHURN, version: 2 }));
    expect([refused.code, refused.details]).toEqual(['APPROVER_UNKNOWN', {}]);
    expect(refused.message).toBe(
      'Who judges a version must be known, but this server asks nobody for a key.',
    );
  });

  it('count people and not keys', async () => {
    await app.handlers.models.rules({ name: CHURN, approvals: 3 });
    const approveBy = (key: string, account: string) =>
      app.handlers.models.approve({ name: CHURN, version: 1 }, undefined, by(key, account));
    await approveBy('key-1', 'maria');
    expect(await approveBy('key-2', 'maria')).toMatchObject({
      ...{ nApproved: 1, verdicts: [{ who: 'maria' }] },
    });
    const seen = (key: string) =>
      app.handlers.models.approvals(
        { name: CHURN, version: 1 },
        ...([undefined, by(key, 'maria')] as const),
      );
    expect(await seen('key-3')).toMatchObject({ nApproved: 0 });
    await app.handlers.models.rules({ name: CHURN, approvals: 2 });
  });

  it('are in the trail with every verdict, follow the name and go with the model', async () => {
    const actions = (await app.store.audit.list({ name: CHURN, limit: 99 })).map(
      ({ action, part, who }) => `${action} ${part} ${who}`,
    );
    expect(actions).toContain('version.approve /2 ada');
    expect(actions).toContain('version.reject /2 bob');
    expect(actions).toContain('model.rules  null');
    const to = asId<ModelName>('leave');
    await app.store.registry.renameModel(CHURN, { to, reason: { by: 'person' } });
    expect(await app.store.approvals.rulesOf(to)).toEqual({ nApprovals: 2, isDescribed: true });
    expect(await app.store.approvals.verdictsOf({ name: to, version: 2 })).toHaveLength(2);
    await app.store.registry.deleteModel(to, { by: 'person' });
    expect(await app.store.approvals.rulesOf(to)).toEqual({ nApprovals: 0, isDescribed: false });
    expect((await verifyTrail(app.store.audit)).problems).toEqual([]);
  });
});
