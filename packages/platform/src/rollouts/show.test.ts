import { asId, type ModelName, type RunId } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { overruleRollout } from './overrule.ts';
import { showRollout } from './show.ts';
import type { RolloutSettings } from './store.ts';

const SETTINGS: RolloutSettings = {
  ...{ strategy: 'canary', steps: [0.05, 0.5], stepSeconds: 60, stepRequests: 100 },
  ...{ by: null, group: null, labels: 0, level: 0.05, errorMargin: 0.01, latencyFactor: 1.5 },
  ...{ groups: [], answers: 'scores', nBins: 10, lossScale: 1 },
};

it('a rollout that waits is shown with what it waits for now, and a paused one with what the person said', async () => {
  await using temp = await tempHome();
  const clock = { now: () => Date.parse('2026-01-01T00:00:00Z') };
  const store = await openSqliteStore(temp.home.databasePath, { clock });
  try {
    const endpoint = asId<ModelName>('churn');
    for (const aliases of [['champion'], []])
      await store.models.register({
        ...{ name: endpoint, task: 'regression', target: 'y', estimator: 'ridge', metrics: {} },
        ...{ runId: asId<RunId>('r'), artifact: asId('0'.repeat(64)), aliases },
      });
    const started = await store.rollouts.start({
      ...{ endpoint, from: 1, to: 2, settings: SETTINGS },
      event: { kind: 'started', by: 'person', message: 'It began.', details: {} },
    });
    const id = started?.id ?? '';
    const show = showRollout({ ...store, clock });
    const shown = OPERATIONS.rollouts.show.output.parse(await show({ id }));
    expect(shown.reason).toBe(
      'At 5 %, version 2 has answered 0 of the 100 requests that the step asks for.',
    );
    const candidate = { nAnswered: 120, nFailed: 0 };
    const champion = { nAnswered: 2000, nFailed: 0 };
    await store.rollouts.putEvidence(id, 0, 'a', { champion, candidate, nLabels: 0, states: {} });
    expect((await show({ id })).reason).toBe('At 5 % for 0 of 60 seconds.');
    clock.now = () => Date.parse('2026-01-01T00:01:00Z');
    expect((await show({ id })).reason).toMatch(
      /^Due at the next look: 120 requests in this step.* Version 2 answers 50 % from now on\.$/,
    );
    const pause = overruleRollout('pause', { ...store, clock }, () => undefined);
    expect((await pause({ id, note: 'Fridays.' })).reason).toBe('A person paused it. "Fridays."');
    const promote = overruleRollout('promote', { ...store, clock }, () => undefined);
    const caller = {
      ...{ id: 'jwt:anna', scopes: new Set(['admin'] as const) },
      ...{ endpoints: undefined, rights: undefined },
    };
    const asked = { signal: new AbortController().signal, headers: {}, caller };
    await promote({ id, note: 'Agreed.' }, undefined, asked);
    const { events } = await show({ id });
    expect(events.map(({ kind, who }) => [kind, who])).toEqual([
      ['started', null],
      ['paused', null],
      ['promoted', 'jwt:anna'],
    ]);
    const why = 'A person made version 2 the champion. "Agreed."';
    expect(await store.models.aliasMoves(endpoint, 1)).toMatchObject([
      { alias: 'champion', from: 1, to: 2, by: 'rollout', source: id, who: 'jwt:anna', why },
    ]);
  } finally {
    await store.close();
  }
});
