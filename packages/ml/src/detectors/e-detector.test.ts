import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { eDetector, evidenceOf } from './e-detector.ts';
import { findChanges } from './find-changes.ts';

describe('e-detector', () => {
  it.each([
    ['errors at the rate', (u: number) => Number(u < 0.1)],
    ['shares with the rate for their mean', (u: number) => 0.2 * u],
    ['errors in bursts of the same mean', (u: number) => (u < 0.2 ? 0.5 : 0)],
  ])('has as many values to a false drift as asked for, of %s', (_, drawn) => {
    const random = seededRandom(3);
    const values = Array.from({ length: 100_000 }, () => drawn(random.next()));
    const falseAlarmEvery = 1000;
    const changes = findChanges(eDetector, values, { rate: 0.1, falseAlarmEvery });
    // The mean of so many waiting times is within a third of what is true.
    expect(changes.length).toBeLessThan(1.33 * (values.length / falseAlarmEvery));
  });

  it('holds the number of values on average while the mean is the rate', () => {
    let total = 0;
    const nStreams = 4000;
    for (let seed = 0; seed < nStreams; seed++) {
      const random = seededRandom(seed);
      const state = eDetector.empty({ rate: 0.3, falseAlarmEvery: 1e12 });
      for (let i = 0; i < 10; i++) eDetector.update(state, random.next() < 0.3);
      total += evidenceOf(state);
    }
    expect(total / nStreams).toBeGreaterThan(9);
    expect(total / nStreams).toBeLessThan(11);
  });

  it('says where the rise began', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 3000 }, (_, i) => random.next() < (i < 2500 ? 0.1 : 0.4));
    const [first] = findChanges(eDetector, values, { rate: 0.11 });
    expect(first.calledAt).toBeGreaterThan(2500);
    expect(Math.abs(first.beganAt - 2500)).toBeLessThan(40);
  });
});
