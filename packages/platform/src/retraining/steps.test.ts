import { RETRAINING_STEPS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { failed, rejected } from './outcome.ts';
import { stepAfter, withOutcome } from './steps.ts';
import type { RetrainingStep } from './store.ts';

const [AT, LATER] = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:05.000Z'];
const step = (name: RetrainingStep['name'], endedAt: string | null = null): RetrainingStep => ({
  ...{ name, status: endedAt === null ? 'running' : 'done', startedAt: AT, endedAt },
  message: name,
});
const on = (...steps: readonly RetrainingStep[]) =>
  ({ steps, facts: { challenger: 2 }, status: 'running' }) as const;

describe('stepAfter', () => {
  it('goes through the steps in their order, and stays on one until it is over', () => {
    const steps: RetrainingStep[] = [];
    for (const name of RETRAINING_STEPS) {
      expect(stepAfter(steps)).toBe(name);
      expect(stepAfter([...steps, step(name)])).toBe(name);
      steps.push(step(name, AT));
    }
  });
});

describe('withOutcome', () => {
  it('ends a step that is done, and keeps what it found beside what was known', () => {
    const facts = { rollout: 'r' };
    expect(
      withOutcome(
        on(step('train', AT), step('compare')),
        { kind: 'done', message: 'Better.', facts },
        LATER,
      ),
    ).toEqual({
      steps: [step('train', AT), { ...step('compare', LATER), message: 'Better.' }],
      facts: { challenger: 2, rollout: 'r' },
      reason: 'Better.',
    });
  });

  it('waits for persons as `waiting`, for anything else as `running`', () => {
    const wait = { kind: 'wait', message: 'Nobody has approved it.' } as const;
    const changed = withOutcome(on(step('approve')), { ...wait, isForPerson: true }, LATER);
    expect(changed).toMatchObject({ status: 'waiting', reason: wait.message });
    expect(changed.steps).toEqual([
      { ...step('approve'), status: 'waiting', message: wait.message },
    ]);
    expect(withOutcome(on(step('train')), wait, LATER).status).toBeUndefined();
    const waiting = { ...on(step('approve')), status: 'waiting' } as const;
    expect(withOutcome(waiting, { kind: 'done', message: 'Yes.' }, LATER).status).toBe('running');
  });

  it('ends a retraining with its step, and says why', () => {
    const ends = [
      [rejected('It is worse.'), 'rejected', 'refused'],
      [failed('No disk.'), 'failed', 'failed'],
    ] as const;
    for (const [outcome, status, of] of ends) {
      const changed = withOutcome(on(step('compare')), outcome, LATER);
      expect(changed).toMatchObject({ status, reason: outcome.message });
      expect(changed.steps?.at(-1)).toMatchObject({ status: of, endedAt: LATER });
    }
  });

  it('is promoted by its rollout once the understudies are ready', () => {
    const changed = withOutcome(
      on(step('roll-out', AT), step('understudies')),
      { kind: 'done', message: 'No understudies are kept.' },
      LATER,
    );
    expect(changed).toMatchObject({ status: 'promoted', reason: 'roll-out' });
  });
});
