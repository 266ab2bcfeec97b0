import { describe, expect, it } from 'vitest';
import { aBandit } from '../../testing/played-bandit.ts';
import type { Learned } from './learn.ts';
import { nextBanditStep, type SeenArms } from './next-bandit-step.ts';

const START_MS = Date.parse('2026-01-01T00:00:00Z');
const HARM = { name: 'errors', outcome: 'harm', sentence: 'It fails.' } as const;
const SURE = { guards: [{ ...HARM, difference: 0.1, low: 0.05, high: 0.2, p: 0.001 }] };

/** What rewards say of three versions: few of them, or that one is the best. */
function learned(best?: number, { isSure = true, n = 400 } = {}): Learned {
  const arms = [1, 2, 3].map((version) => ({
    ...{ version, nRewards: best === undefined ? version : n },
    reward: best === undefined ? null : { mean: 0.1 * version, low: 0, high: 1 },
    probabilityBest: best === undefined ? null : version === best ? 0.98 : 0.01,
  }));
  const shares = [1, 2, 3].map((version) => ({
    version,
    share: best === undefined ? 1 / 3 : version === best ? 0.9 : 0.05,
  }));
  return { arms, surelyBest: isSure ? best : undefined, standing: { shares, model: null } };
}

function seen(changes: Partial<SeenArms> = {}): SeenArms {
  return {
    ...{ nowMs: START_MS + 5000, champion: 1, ofArms: new Map(), learned: learned() },
    ...changes,
  };
}

const bandit = aBandit(3);

describe('nextBanditStep', () => {
  it('waits for rewards of every version', () => {
    expect(nextBanditStep(bandit, seen())).toEqual({
      action: 'hold',
      reason: 'Shares stay until every version has 10 rewards; version 1 has 1.',
    });
  });

  it('moves shares that are off, with the figures, and leaves those that are not', () => {
    const unsure = learned(2, { isSure: false });
    const moved = nextBanditStep(bandit, seen({ learned: unsure }));
    expect(moved.action).toBe('share');
    expect(moved.reason).toBe(
      'So far version 1 brings 0.1 on average (400 rewards), the best with 1 %; version 2 brings 0.2 on average (400 rewards), the best with 98 %; version 3 brings 0.3 on average (400 rewards), the best with 1 %. From now on version 1 answers 5 %, version 2 answers 90 %, version 3 answers 5 %.',
    );
    const after = { ...bandit, standing: { ...bandit.standing, ...moved.standing } };
    const nowMs = START_MS + 9000;
    expect(nextBanditStep(after, seen({ learned: unsure, nowMs })).action).toBe('hold');
    const early = seen({ learned: unsure, nowMs: START_MS + 100 });
    expect(nextBanditStep(bandit, early).action).toBe('hold');
  });

  it('promotes the best where asked to, ends where it is the champion, and else names the command', () => {
    expect(nextBanditStep(bandit, seen({ learned: learned(3) }))).toMatchObject({
      ...{ action: 'promote', to: 3 },
      reason: expect.stringMatching(
        /^Version 3 brings most with a probability of 98 %, and surely/,
      ),
    });
    expect(nextBanditStep(bandit, seen({ learned: learned(1) })).action).toBe('end');
    const told = nextBanditStep(aBandit(3, { promotes: false }), seen({ learned: learned(3) }));
    expect(told.action).toBe('share');
    const few = nextBanditStep(bandit, seen({ learned: learned(3, { n: 100 }) }));
    expect(few.action).toBe('share');
    const settled = { ...bandit.standing, shares: learned(3).standing.shares };
    const patient = { ...aBandit(3, { promotes: false }), standing: settled };
    expect(nextBanditStep(patient, seen({ learned: learned(3) })).reason).toContain(
      `Make it the champion with \`kaizen rollouts promote ${bandit.id} --to 3\`.`,
    );
  });

  it('takes out what does harm, also when paused, and gives its share to the others', () => {
    for (const status of ['running', 'paused'] as const) {
      const found = nextBanditStep(
        { ...bandit, status },
        seen({ ofArms: new Map([[2, SURE as never]]) }),
      );
      expect(found).toMatchObject({
        action: 'take-out',
        reason:
          'Version 2 does harm: It fails. It gets no requests any more; version 1 answers 50 %, version 3 answers 50 %.',
        standing: {
          shares: [
            { version: 1, share: 0.5 },
            { version: 3, share: 0.5 },
          ],
          out: [{ version: 2, reason: 'Version 2 does harm: It fails.' }],
        },
      });
    }
    const last = nextBanditStep(aBandit(2), seen({ ofArms: new Map([[2, SURE as never]]) }));
    expect(last).toMatchObject({
      action: 'roll-back',
      standing: { shares: [{ version: 1, share: 1 }] },
    });
  });

  it('keeps the shares while a person paused it, and ends when somebody moved the champion', () => {
    const paused = nextBanditStep({ ...bandit, status: 'paused' }, seen({ learned: learned(3) }));
    expect(paused.action).toBe('hold');
    expect(paused.reason).toMatch(/^A person paused it at version 1 answers 33/);
    expect(nextBanditStep(bandit, seen({ champion: 4 })).action).toBe('end');
  });
});
