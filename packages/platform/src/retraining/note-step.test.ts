import { asId, type ModelName } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { noteStep } from './note-step.ts';
import { failed } from './outcome.ts';
import { withOutcome } from './steps.ts';
import type { RetrainingRecord } from './store.ts';

const CHURN = asId<ModelName>('churn');
const SUBJECT = 'endpoint:churn';
const AT = '2026-01-01T00:00:00.000Z';

let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp();
});
afterAll(() => app.dispose());

async function begun(): Promise<RetrainingRecord> {
  const answer = await app.store.retrainings.begin({
    ...{ endpoint: CHURN, key: 'k', trigger: 'drift', cause: 'The world changed.' },
    asked: { champion: 1, since: null, without: [], dataset: null, who: null },
  });
  if (!('record' in answer)) return expect.unreachable('nothing is in the way');
  const gather = { name: 'gather', status: 'running', startedAt: AT, endedAt: null, message: '' };
  return { ...answer.record, steps: [gather as RetrainingRecord['steps'][number]] };
}

describe('noteStep', () => {
  it('tells the incident of the endpoint once of each step, and keeps it open until the end', async () => {
    const { alerts, incidents } = app.store;
    const record = await begun();
    await noteStep(app, record, 'begun');
    expect((await incidents.list({ subject: SUBJECT }, { limit: 9 })).items).toEqual([]);
    const alert = {
      key: 'a',
      severity: 'error',
      subject: SUBJECT,
      message: 'Worse.',
      hint: 'Look.',
    };
    await alerts.raise({ ...alert, severity: 'error', details: {} });
    const [incident] = (await incidents.list({ subject: SUBJECT }, { limit: 9 })).items;
    const done = withOutcome(record, { kind: 'done', message: 'Gathered.' }, AT);
    const ended = withOutcome({ ...record, ...done }, failed('No disk.'), AT);
    for (let twice = 0; twice < 2; twice++) {
      await noteStep(app, record, 'begun');
      await noteStep(app, record, withOutcome(record, { kind: 'wait', message: 'Soon.' }, AT));
      await noteStep(app, record, done);
    }
    await alerts.resolve('a');
    const statusOf = async () => (await incidents.find(incident?.id ?? ''))?.status;
    expect(await statusOf()).toBe('open');
    for (let twice = 0; twice < 2; twice++) await noteStep(app, record, ended);
    expect(await statusOf()).toBe('closed');
    const told = await incidents.events(incident?.id ?? '');
    expect(told.filter(({ kind }) => kind === 'retraining').map(({ message }) => message)).toEqual([
      'Its model is trained anew: The world changed.',
      'Gathered.',
      'No disk.',
    ]);
  });
});
