import { describe, expect, it } from 'vitest';
import { byTimeHeld } from './former-champions.ts';

const move = (to: number, day: number) => ({ to, at: new Date(day * 86_400_000).toISOString() });

describe('byTimeHeld', () => {
  it('puts the version first that was the champion for longest, all its times together', () => {
    const moves = [move(1, 0), move(2, 5), move(3, 8), move(2, 10), move(4, 14), move(5, 15)];
    // Days: version 1 five, 2 three and four, 3 two, 4 one; 5 is the champion.
    expect(byTimeHeld(moves.toReversed())).toEqual([2, 1, 3, 4]);
  });

  it('has none where the champion is the first', () => {
    expect(byTimeHeld([move(1, 0)])).toEqual([]);
    expect(byTimeHeld([])).toEqual([]);
  });
});
