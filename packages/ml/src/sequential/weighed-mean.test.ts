import { describe, expect, it } from 'vitest';
import { log, type Random, seededRandom } from '../math/index.ts';
import { weighedDifference, weighedMeanOf } from './weighed-evidence.ts';
import { weighedMean } from './weighed-mean.ts';

/**
 * A world that gets better by the hour while the share of B grows, and one share that reacts to what came before.
 *
 * @param lift What B brings more than A.
 */
function play(random: Random, { n = 2000, lift = 0, state = weighedMean.empty() } = {}) {
  let share = 0.5;
  const plain = { a: { n: 0, sum: 0 }, b: { n: 0, sum: 0 } };
  for (let i = 0; i < n; i++) {
    const arm = random.next() < share ? 'b' : 'a';
    const value = (2 * i) / n + random.normal() + (arm === 'b' ? lift : 0);
    weighedMean.update(state, arm, { value, propensity: arm === 'b' ? share : 1 - share });
    plain[arm].n++;
    plain[arm].sum += value;
    // As a bandit that has fallen for B: up with every good value of it, and slowly anyway.
    if (arm === 'b') share = Math.min(0.95, share + (value > 0.5 ? 0.002 : 0));
  }
  return { state, plain };
}

describe('weighed-mean', () => {
  it('has no bias where shares move with the times, as the plain means have', () => {
    const n = 200;
    const found = Array.from({ length: n }, (_, seed) => {
      const { state, plain } = play(seededRandom(seed));
      const known = weighedDifference(state);
      return {
        weighed: known?.difference ?? Number.NaN,
        plain: plain.b.sum / plain.b.n - plain.a.sum / plain.a.n,
      };
    });
    const meanOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / n;
    const weighed = found.map((each) => each.weighed);
    const mean = meanOf(weighed);
    const sd = Math.sqrt(meanOf(weighed.map((v) => (v - mean) ** 2)));
    // Four standard errors of the mean over the runs.
    expect(Math.abs(mean)).toBeLessThan((4 * sd) / Math.sqrt(n));
    expect(meanOf(found.map((each) => each.plain))).toBeGreaterThan(0.3);
  });

  it('raises fewer false alarms than the level allows, looked at every 50 values while shares move', () => {
    const n = 200;
    let nAlarms = 0;
    for (let seed = 0; seed < n; seed++) {
      const random = seededRandom(1000 + seed);
      const { state } = play(random, { n: 200 });
      for (let look = 0; look < 16; look++) {
        const { harm } = weighedMean.judge(play(random, { n: 50, state }).state, {
          level: 0.05,
          margin: 0,
        });
        if (harm.p > 0.05) continue;
        nAlarms++;
        break;
      }
    }
    expect(nAlarms / n).toBeLessThanOrEqual(0.05);
  });

  it('sees a loss of half a standard deviation', () => {
    const { state } = play(seededRandom(5), { lift: 0.5 });
    const { outcome, interval } = weighedMean.judge(state, { level: 0.05, margin: 0 });
    expect(outcome).toBe('harm');
    expect(interval.low).toBeLessThan(0.5);
    expect(interval.high).toBeGreaterThan(0.5);
  });

  it('is the plain difference of means, with its standard error, where every request was dealt evenly', () => {
    const random = seededRandom(6);
    const state = weighedMean.empty();
    const values: { a: number[]; b: number[] } = { a: [], b: [] };
    for (let i = 0; i < 400; i++) {
      const arm = i % 2 === 0 ? 'a' : 'b';
      const value = random.normal();
      values[arm].push(value);
      weighedMean.update(state, arm, { value, propensity: 0.5 });
    }
    const meanOf = (of: readonly number[]) => of.reduce((sum, v) => sum + v, 0) / of.length;
    const [a, b] = [meanOf(values.a), meanOf(values.b)];
    expect(weighedDifference(state)?.difference).toBeCloseTo(b - a, 12);
    const spread = meanOf(values.b.map((v) => (v - b) ** 2));
    expect(weighedMeanOf(state.b, -log(0.05))?.error).toBeCloseTo(Math.sqrt(spread / 200), 12);
  });
});
