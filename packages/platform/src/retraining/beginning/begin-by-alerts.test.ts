import { asId, type ModelName } from '@kaizenml/contracts';
import { EndpointSettings, RetrainingSettings } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewAlert } from '../../alerts/store.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import type { Gathered } from '../store.ts';
import { beginByAlerts } from './begin-by-alerts.ts';

const CHURN = asId<ModelName>('churn');
const SINCE = '2026-01-01T12:00:00.000Z';
const POLICY = RetrainingSettings.parse({ triggers: { drift: true }, coolDownHours: 0 });

const ALERT: NewAlert = {
  ...{ key: 'monitor:endpoint:churn:inputs', severity: 'error', subject: 'endpoint:churn' },
  ...{ message: 'Inputs are not what they were.', hint: 'Look.', details: { since: SINCE } },
};

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
  const retraining = { ...POLICY, triggers: { drift: true, degradation: true } };
  const settings = EndpointSettings.parse({ retraining });
  await app.handlers.endpoints.configure({ name: CHURN, settings });
  await app.store.alerts.raise(ALERT);
});
afterAll(() => app.dispose());

const untouched = () => expect.unreachable('nothing is trained or rolled out yet');

/** Whether a retraining is about to begin: the sample model was trained elsewhere, which is found out then. */
async function begins(
  nLabels: number | undefined,
  { since = SINCE, policy = POLICY } = {},
): Promise<boolean> {
  const asked: unknown[] = [];
  const deps = {
    ...{ ...app, launch: untouched, startRollout: untouched },
    countNewLabels: async (endpoint: ModelName, _until: string, from?: string) => {
      asked.push([endpoint, from]);
      return nLabels === undefined ? undefined : { nLabels, champion: 1 };
    },
  };
  const begun = await beginByAlerts(deps, CHURN, policy).catch((thrown: unknown) => thrown);
  expect(asked).toEqual([[CHURN, since]]);
  if (begun === undefined) return false;
  expect(begun).toMatchObject({ code: 'RETRAINING_IMPOSSIBLE' });
  return true;
}

describe('beginByAlerts', () => {
  it('waits for labels of the changed world: 50 of 30 % of them, and then for twice as many', async () => {
    expect(await begins(undefined)).toBe(false);
    expect(await begins(166)).toBe(false);
    expect(await begins(167)).toBe(true);

    const raisedAgain = { ...ALERT, details: { since: '2999-01-01T00:00:00.000Z' } };
    await app.store.alerts.raise(raisedAgain);
    const [{ firstAt = '' } = {}] = (await app.store.alerts.list(['open'], { limit: 1 })).items;
    expect(await begins(167, { since: firstAt })).toBe(true);
    await app.store.alerts.raise(ALERT);

    const [alert] = (await app.store.alerts.list(['open'], { limit: 1 })).items;
    const begun = await app.store.retrainings.begin({
      ...{ endpoint: CHURN, key: `alert:${alert?.id}:1`, trigger: 'drift', cause: 'Drift.' },
      asked: { champion: 1, since: SINCE, without: [], dataset: null, who: null },
    });
    if (!('record' in begun)) return expect.unreachable('nothing is in the way');
    const gathered = { newest: { nRows: 144 } } as Gathered;
    const change = { status: 'rejected', facts: { gathered } } as const;
    await app.store.retrainings.change(begun.record, change);
    expect(await begins(959)).toBe(false);
    expect(await begins(960)).toBe(true);
  });

  it.each(['performance', 'estimated', 'calibration'])(
    'counts an alert of %s among bad answers, which have a trigger of their own',
    async (check) => {
      const open = await app.store.alerts.list(['open'], { limit: 50 });
      for (const { key } of open.items) await app.store.alerts.resolve(key);
      await app.store.alerts.raise({ ...ALERT, key: `monitor:endpoint:churn:${check}` });
      const triggers = { ...POLICY.triggers, drift: false, degradation: true };
      expect(await begins(1000, { policy: { ...POLICY, triggers } })).toBe(true);
      const deps = { ...app, launch: untouched, startRollout: untouched };
      const countNewLabels = () => expect.unreachable('drift alone begins nothing for it');
      await beginByAlerts({ ...deps, countNewLabels }, CHURN, POLICY);
    },
  );
});
