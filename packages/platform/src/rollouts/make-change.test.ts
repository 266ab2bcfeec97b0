import { asId, type ModelName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel } from '../testing/sample-model.ts';
import { makeChange } from './make-change.ts';
import type { RolloutChange } from './store.ts';

const CHURN = asId<ModelName>('churn');

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app);
  await app.store.models.setAlias(CHURN, 'champion', 1);
});
afterAll(() => app.dispose());

const promotion = (who: string): RolloutChange => ({
  ...({ status: 'promoted', step: 0, promotes: true } as const),
  event: { kind: 'promoted', by: 'person', who, message: 'Good.', details: {} },
});

it('rolls back what may not be promoted, and the reason is in the history', async () => {
  const { approvals, rollouts, models } = app.store;
  const reason = { by: 'person', who: 'bob' } as const;
  await approvals.judge({ name: CHURN, version: 2 }, { isApproval: true, reason });
  const rules = { nApprovals: 1, isDescribed: false };
  await approvals.setRules(CHURN, { rules, reason });
  const asked = OPERATIONS.rollouts.start.input.parse({ endpoint: 'churn', to: 2 });
  const { id } = await app.handlers.rollouts.start(asked);
  const rollout = await rollouts.find(id);
  if (rollout === undefined) return expect.unreachable('it was started');
  const made = await makeChange(rollouts, rollout, promotion('bob'));
  expect([made?.kind, made?.changed.status]).toEqual(['rolled-back', 'rolled-back']);
  expect((await rollouts.events(id)).at(-1)).toMatchObject({
    ...{ kind: 'rolled-back', by: 'controller' },
    message:
      'Version 2 of "churn" must have what the rules of its model ask for before it is released, but it has 0 of 1 approvals of people other than the one who releases it. Version 1 answers everything.',
    details: { version: 2, nApproved: 0, nApprovals: 1 },
  });
  expect((await models.find(CHURN))?.aliases.champion).toBe(1);
  expect(await makeChange(rollouts, rollout, promotion('carl'))).toBeUndefined();
});
