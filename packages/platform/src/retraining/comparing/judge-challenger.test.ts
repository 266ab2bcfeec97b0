import { describe, expect, it } from 'vitest';
import { type ChallengerFacts, judgeChallenger } from './judge-challenger.ts';

const facts = (
  gain: readonly [low: number, value: number, high: number],
  over: Partial<ChallengerFacts> & {
    readonly slices?: ChallengerFacts['comparison']['slices'];
  } = {},
): ChallengerFacts => ({
  ...{ title: 'AUC', margin: 0.02, whenEqual: 'keep', without: [] },
  ...over,
  comparison: {
    ...{ metric: 'roc_auc', champion: 0.8, challenger: 0.8 + gain[1], nRows: 400, level: 0.95 },
    gain: { low: gain[0], value: gain[1], high: gain[2] },
    slices: over.slices ?? [],
  },
});
const slice = (value: number, isWorse: boolean) => ({
  ...{ column: 'region', name: 'north', nRows: 90, isWorse },
  ...{ value, low: value - 0.01, high: value + 0.01 },
});

describe('judgeChallenger', () => {
  it('lets one go on whose interval lies above 0, and says by how much', () => {
    expect(judgeChallenger(facts([0.01, 0.03, 0.05]))).toEqual({
      goesOn: true,
      sentence:
        'The challenger is surely better: on the newest 400 rows its AUC is 0.83 against 0.8, a gain of 0.03 (0.01 to 0.05).',
    });
  });

  it('keeps the champion where nothing is sure', () => {
    const { goesOn, sentence } = judgeChallenger(facts([-0.05, 0.03, 0.09]));
    expect(goesOn).toBe(false);
    expect(sentence).toMatch(/^The challenger is not surely better, so the champion stays:/);
    expect(judgeChallenger(facts([0, 0.01, 0.02])).goesOn).toBe(false);
  });

  it('lets an equal one go on only for a reason', () => {
    const equal = [-0.015, 0, 0.015] as const;
    expect(judgeChallenger(facts(equal)).sentence).toMatch(/as good and no better/);
    expect(judgeChallenger(facts(equal, { whenEqual: 'replace' })).goesOn).toBe(true);
    expect(judgeChallenger(facts(equal, { without: ['age'] })).sentence).toMatch(
      /^The challenger is as good without "age":/,
    );
    const lower = [-0.017, 0, 0.015] as const;
    for (const over of [{ whenEqual: 'replace' }, { without: ['age'] }] as const)
      expect(judgeChallenger(facts(lower, over)).goesOn).toBe(false);
  });

  it('calls one that was the champion before by its version, and does not take it back for being as good', () => {
    expect(judgeChallenger(facts([0.01, 0.03, 0.05], { former: 3 })).sentence).toMatch(
      /^Version 3, which was the champion before, is surely better:/,
    );
    const equal = facts([-0.015, 0, 0.015], { former: 3, whenEqual: 'replace' });
    expect(judgeChallenger(equal)).toMatchObject({
      goesOn: false,
      sentence: expect.stringMatching(/^Version 3, .* is as good and no better/),
    });
  });

  it('refuses one that is surely worse somewhere by more than the margin', () => {
    const better = [0.01, 0.03, 0.05] as const;
    expect(judgeChallenger(facts(better, { slices: [slice(-0.03, true)] }))).toEqual({
      goesOn: false,
      sentence:
        'The challenger is surely worse where "region" is north, by 0.03 on 90 rows, although on the newest 400 rows its AUC is 0.83 against 0.8, a gain of 0.03 (0.01 to 0.05).',
    });
    for (const slices of [[slice(-0.03, false)], [slice(-0.015, true)]])
      expect(judgeChallenger(facts(better, { slices })).goesOn).toBe(true);
  });
});
