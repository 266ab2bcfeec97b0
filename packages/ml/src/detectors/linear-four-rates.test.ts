import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { ddm } from './ddm.ts';
import { changedRates, linearFourRates } from './linear-four-rates.ts';

describe('linear four rates', () => {
  it('see the recall of a rare class fall, which the error rate hides, and name it', () => {
    const random = seededRandom(2);
    const [rates, errors] = [linearFourRates.empty(), ddm.empty()];
    let [byRates, byErrors] = [-1, -1];
    for (let i = 0; i < 12_000 && byRates < 0; i++) {
      const truth = random.next() < 0.05;
      const answer = truth ? random.next() < (i < 6000 ? 0.9 : 0.4) : random.next() < 0.1;
      if (linearFourRates.update(rates, { truth, answer }) === 'drift') byRates = i;
      if (ddm.update(errors, truth !== answer) === 'drift' && i >= 6000) byErrors = i;
    }
    expect(byRates).toBeGreaterThan(6000);
    expect(changedRates(rates)).toContain('tpr');
    expect(byErrors).toBe(-1);
  });
});
