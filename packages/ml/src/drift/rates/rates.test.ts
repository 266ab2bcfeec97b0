import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  emptyLord,
  type LordState,
  stepLord,
} from './index.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
const RATE = 0.05;
const N_COLUMNS = 1000;
const N_WINDOWS = 50;

/** P-values of one window: uniform where nothing drifts, tiny for the first `nDrifting` columns. */
function windowOf(random: () => number, nDrifting: number): Float64Array {
  return Float64Array.from({ length: N_COLUMNS }, (_, c) => random() * (c < nDrifting ? 1e-5 : 1));
}

describe('benjaminiHochberg and benjaminiYekutieli', () => {
  const given = [0.01, 0.04, 0.03, 0.005, 0.5, 0.9, 0.03, 0.2];

  it('agree with statsmodels 0.14', () => {
    const bh = [0.04, 0.064, 0.06, 0.04, 0.5714285714285714, 0.9, 0.06, 0.26666666666666666];
    benjaminiHochberg(given).forEach((p, i) => {
      expect(p).toBeCloseTo(bh[i], 12);
    });
    const harmonic = 761 / 280;
    benjaminiYekutieli(given).forEach((p, i) => {
      expect(p).toBeCloseTo(Math.min(1, bh[i] * harmonic), 12);
    });
  });

  it('find at every rate what the step-up rule finds: the most k with p(k) at most k rate / m', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (ps, rate) => {
        const sorted = ps.toSorted((a, b) => a - b);
        const k = sorted.findLastIndex((p, i) => (ps.length * p) / (i + 1) <= rate) + 1;
        expect(benjaminiHochberg(ps).filter((p) => p <= rate)).toHaveLength(k);
      }),
    );
  });

  it('alarm for nothing in 95 % of 1000 null windows or more', () => {
    const random = seededRandom(1);
    const nAlarmed = Array.from({ length: N_COLUMNS }, () =>
      benjaminiHochberg(Float64Array.from({ length: 50 }, () => random.next())),
    ).filter((adjusted) => adjusted.some((p) => p <= RATE)).length;
    // 50 expected; 75 or more have a chance of 4e-4.
    expect(nAlarmed).toBeLessThan(75);
    expect(nAlarmed).toBeGreaterThan(25);
  });

  it('keep the share of false alarms at the rate where a tenth of 1000 columns drifts, and miss nothing', () => {
    const random = seededRandom(2);
    let shares = 0;
    for (let window = 0; window < N_WINDOWS; window++) {
      const adjusted = benjaminiHochberg(windowOf(() => random.next(), 100));
      const alarmed = Array.from(adjusted.keys()).filter((c) => adjusted[c] <= RATE);
      const nFalse = alarmed.filter((c) => c >= 100).length;
      expect(alarmed.length - nFalse).toBe(100);
      shares += nFalse / alarmed.length / N_WINDOWS;
    }
    // The rate times the share of null columns, 0.045; its standard error is 0.003.
    expect(shares).toBeLessThan(0.055);
    expect(shares).toBeGreaterThan(0.03);
  });

  it('know what to say of no columns and of one', () => {
    expect([...benjaminiHochberg([])]).toEqual([]);
    expect([...benjaminiYekutieli([0.3])]).toEqual([0.3]);
  });
});

describe('stepLord', () => {
  it('spends half of the rate at most where nothing is found, and ever less', () => {
    let state = emptyLord(RATE);
    let spent = 0;
    let last = 1;
    for (let t = 1; t <= 3000; t++) {
      const step = stepLord(state, 1);
      spent += step.level;
      if (t > 3) expect(step.level).toBeLessThan(last);
      last = step.level;
      state = step.state;
    }
    expect(spent).toBeLessThan(RATE / 2);
    expect(spent).toBeGreaterThan(0.3 * (RATE / 2));
  });

  it('follows its formula: the second test after a discovery in the first', () => {
    const gamma = (j: number) =>
      (0.07908 * Math.log(Math.max(j, 2))) / (j * Math.exp(Math.sqrt(Math.log(j))));
    const first = stepLord(emptyLord(0.1), 0);
    expect(first.level).toBeCloseTo(0.05 * gamma(1), 12);
    const second = stepLord(first.state, 1);
    expect(second.level).toBeCloseTo(0.05 * gamma(2) + 0.05 * gamma(1), 12);
    expect(second.isDiscovery).toBe(false);
  });

  it('falsely alarms at most the rate of 1000 null columns over 50 windows', () => {
    const random = seededRandom(3);
    const nAlarmed = Array.from({ length: N_COLUMNS }, () => {
      let state = emptyLord(RATE);
      for (let window = 0; window < N_WINDOWS; window++)
        state = stepLord(state, random.next()).state;
      return state.discoveries.length;
    }).filter((n) => n > 0).length;
    expect(nAlarmed / N_COLUMNS).toBeLessThanOrEqual(RATE);
    expect(nAlarmed).toBeGreaterThan(0);
  });

  it('keeps the share of false discoveries at the rate over 500 tests, a third of which drift', () => {
    const shares = Array.from({ length: 20 }, (_, seed) => {
      const random = seededRandom(seed);
      let state: LordState = emptyLord(RATE);
      let [nFalse, nFound] = [0, 0];
      for (let t = 0; t < 500; t++) {
        const isDrifting = random.next() < 1 / 3;
        const step = stepLord(state, random.next() * (isDrifting ? 1e-4 : 1));
        if (step.isDiscovery) nFound++;
        if (step.isDiscovery && !isDrifting) nFalse++;
        state = step.state;
      }
      expect(nFound).toBeGreaterThan(100);
      return nFalse / nFound;
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeLessThanOrEqual(RATE);
  });

  it('goes on from a state that was kept as JSON', () => {
    const { state } = stepLord(emptyLord(RATE), 0);
    const kept = JSON.parse(JSON.stringify(state)) as LordState;
    expect(stepLord(kept, 0.01)).toEqual(stepLord(state, 0.01));
  });
});
