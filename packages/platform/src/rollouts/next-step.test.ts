import { asId } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { nextStep, type Seen } from './next-step.ts';
import type { RolloutRecord, RolloutSettings } from './rollout.ts';

const START = '2026-01-01T00:00:00.000Z';

function rollout(
  changes: Partial<RolloutRecord> = {},
  settings: Partial<RolloutSettings> = {},
): RolloutRecord {
  return {
    id: '01JD0000000000000000000000',
    endpoint: asId('churn'),
    ...{ from: 1, to: 2, status: 'running', step: 0, revision: 0 },
    ...{ startedAt: START, stepStartedAt: START, endedAt: null, reason: 'It began.' },
    ...changes,
    settings: {
      ...{ strategy: 'canary', steps: [0.05, 0.5], stepSeconds: 60, stepRequests: 100 },
      ...{ by: null, group: null, labels: 0, level: 0.05, errorMargin: 0.01, latencyFactor: 1.5 },
      ...{ groups: [], answers: 'scores', nBins: 10, lossScale: 1 },
      ...settings,
    },
  };
}

function seen(changes: Partial<Seen> = {}): Seen {
  const guards = [{ name: 'errors', outcome: 'no-harm', sentence: 'Fine.' }] as const;
  const nowMs = Date.parse(START) + 61_000;
  return { nowMs, champion: 1, nRequests: 100, nLabels: 0, guards, ...changes };
}

const HARM = [{ name: 'errors', outcome: 'harm', sentence: 'It fails.' }] as const;

describe('nextStep', () => {
  it('advances when a step lasted long enough, and promotes after the last', () => {
    expect(nextStep(rollout(), seen())).toEqual({
      action: 'advance',
      reason:
        '100 requests in this step and no sign of harm; 1 of 1 guards exclude it. Version 2 answers 50 % from now on.',
    });
    expect(nextStep(rollout({ step: 1 }), seen()).action).toBe('promote');
  });

  it('waits for requests, then for time, then for labels', () => {
    expect(nextStep(rollout(), seen({ nRequests: 99 }))).toEqual({
      action: 'hold',
      reason: 'At 5 %, version 2 has answered 99 of the 100 requests that the step asks for.',
    });
    const early = seen({ nowMs: Date.parse(START) + 59_900 });
    expect(nextStep(rollout(), early)).toEqual({
      action: 'hold',
      reason: 'At 5 % for 59 of 60 seconds.',
    });
    const patient = rollout({ step: 1 }, { labels: 50 });
    expect(nextStep(patient, seen({ nLabels: 49 }))).toEqual({
      action: 'hold',
      reason: 'At 50 %, 49 of the 50 labels have come that it waits for.',
    });
    expect(nextStep(patient, seen({ nLabels: 50 })).action).toBe('promote');
    expect(nextStep(rollout({}, { labels: 50 }), seen()).action).toBe('advance');
  });

  it('rolls back on harm at any time, also when paused', () => {
    for (const status of ['running', 'paused'] as const)
      expect(nextStep(rollout({ status }), seen({ guards: HARM, nRequests: 3 }))).toEqual({
        action: 'roll-back',
        reason: 'Version 2 does harm: It fails.',
      });
  });

  it('ends a shadow with a verdict, since nobody saw its answers', () => {
    const shadow = rollout({}, { strategy: 'shadow', steps: [1] });
    expect(nextStep(shadow, seen({ guards: HARM })).action).toBe('end');
    expect(nextStep(shadow, seen()).reason).toContain('start a canary of it');
  });

  it('promotes the better version of a test, ends one that makes no difference, and waits otherwise', () => {
    const test = rollout({}, { strategy: 'ab', steps: [0.5] });
    const decided = (outcome: 'better' | 'no-harm' | 'undecided') =>
      nextStep(test, seen({ guards: [{ name: 'labels', outcome, sentence: 'Numbers.' }] }));
    expect(decided('better')).toEqual({
      action: 'promote',
      reason: 'Version 2 is better: Numbers.',
    });
    expect(decided('no-harm').action).toBe('end');
    expect(decided('undecided')).toEqual({
      action: 'hold',
      reason: 'Not decided yet. Numbers.',
    });
  });

  it('ends when somebody moved the champion', () => {
    expect(nextStep(rollout(), seen({ champion: 3 }))).toEqual({
      action: 'end',
      reason:
        'The champion is version 3 now, not 1 as when it began: it compares with something else, and ends.',
    });
  });

  it('keeps a paused rollout, and one that is over', () => {
    expect(nextStep(rollout({ status: 'paused' }), seen())).toEqual({
      action: 'hold',
      reason: 'A person paused it at 5 %.',
    });
    expect(nextStep(rollout({ status: 'promoted' }), seen({ guards: HARM })).action).toBe('hold');
  });
});
