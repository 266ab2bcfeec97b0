import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { type BeginFacts, whyNot } from './may-begin.ts';

const NOW = Date.parse('2026-05-10T12:00:00Z');
const policy = RetrainingSettings.parse({
  triggers: { drift: true, newLabels: 100, schedule: '0 3 * * 1' },
  coolDownHours: 24,
  mostPerWeek: 2,
});
const asked = (over: Partial<BeginFacts>): string | undefined =>
  whyNot({ policy, trigger: 'drift', before: [], nowMs: NOW, ...over });
const ended = (endedAt: string, trigger: 'drift' | 'by-hand' = 'drift') =>
  ({ trigger, status: 'rejected', startedAt: endedAt, endedAt }) as const;

describe('whyNot', () => {
  it('lets a person begin one whatever was before', () => {
    const before = [ended('2026-05-10T11:59:00Z'), ended('2026-05-10T11:58:00Z')];
    expect(asked({ trigger: 'by-hand', before })).toBeUndefined();
  });

  it('refuses causes that the endpoint does not ask for', () => {
    expect(asked({ trigger: 'degradation' })).toBe(
      'The endpoint does not ask for retrainings by degradation.',
    );
    for (const trigger of ['drift', 'new-data', 'schedule'] as const)
      expect(asked({ trigger })).toBeUndefined();
    const none = RetrainingSettings.parse({});
    for (const trigger of ['drift', 'new-data', 'schedule', 'degradation'] as const)
      expect(asked({ trigger, policy: none })).toMatch(/^The endpoint does not ask for/);
  });

  it('rests after a retraining, whoever began it', () => {
    expect(asked({ before: [ended('2026-05-09T12:00:01Z', 'by-hand')] })).toBe(
      'It rests for 24 hours after a retraining, until 2026-05-10T12:00:01.000Z.',
    );
    expect(asked({ before: [ended('2026-05-09T12:00:00Z')] })).toBeUndefined();
  });

  it('holds a limit per week, in which those of persons do not count', () => {
    const [one, two, three] = [
      ended('2026-05-09T11:00:00Z'),
      ended('2026-05-04T11:00:00Z', 'by-hand'),
      ended('2026-05-03T12:00:01Z'),
    ];
    expect(asked({ before: [one, two] })).toBeUndefined();
    expect(asked({ before: [one, two, three] })).toBe(
      'It was retrained 2 times in seven days, and may be 2 times.',
    );
    expect(asked({ before: [one, two, ended('2026-05-03T12:00:00Z')] })).toBeUndefined();
  });
});
