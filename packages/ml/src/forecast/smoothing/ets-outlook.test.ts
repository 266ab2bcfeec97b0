import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type EtsForm, etsForms } from './ets-form.ts';
import { etsOutlook } from './ets-outlook.ts';
import type { EtsState } from './fit-ets.ts';

const HORIZON = 9;
const PATHS = 4000;
const SEASON = [1.2, 0.9, 0.7, 1.2];

/** A state whose next steps are known but for chance. */
function stateOf(form: EtsForm): EtsState {
  const isTimes = form.season === 'multiplicative';
  const season = form.season === 'none' ? [] : SEASON.map((s) => (isTimes ? s : 20 * (s - 1)));
  const states = {
    level: 100,
    slope: form.trend === 'none' ? 0 : 1.5,
    season: Float64Array.from(season),
  };
  const parameters = {
    alpha: 0.5,
    beta: form.trend === 'none' ? 0 : 0.1,
    gamma: form.season === 'none' ? 0 : 0.2,
    phi: form.trend === 'damped' ? 0.9 : 1,
  };
  const variance = form.error === 'additive' ? 9 : 0.0025;
  return { form, parameters, first: states, states, variance, logLikelihood: 0, aicc: 0 };
}

/** Mean and standard deviation of each step over many drawn futures, by the equations of the model. */
function drawn({ form, parameters, states, variance }: EtsState) {
  const random = seededRandom(3);
  const { alpha, beta, gamma, phi } = parameters;
  const sums = new Float64Array(HORIZON);
  const squares = new Float64Array(HORIZON);
  for (let path = 0; path < PATHS; path++) {
    let { level, slope } = states;
    const season = [...states.season];
    for (let h = 0; h < HORIZON; h++) {
      const calm = level + phi * slope;
      const s = season[h % 4] ?? 0;
      const expected = form.season === 'multiplicative' ? calm * s : calm + s;
      const noise = Math.sqrt(variance) * random.normal();
      const miss = form.error === 'additive' ? noise : expected * noise;
      const toLevel = form.season === 'multiplicative' ? miss / s : miss;
      sums[h] += expected + miss;
      squares[h] += (expected + miss) ** 2;
      level = calm + alpha * toLevel;
      slope = phi * slope + beta * toLevel;
      season[h % 4] = s + gamma * (form.season === 'multiplicative' ? miss / calm : miss);
    }
  }
  return {
    mean: sums.map((sum) => sum / PATHS),
    deviation: squares.map((sum, h) => Math.sqrt(sum / PATHS - (sums[h] / PATHS) ** 2)),
  };
}

describe('etsOutlook', () => {
  it.each(
    etsForms({ isPositive: true, hasSeason: true }).map(
      (form) => [Object.values(form).join(', '), form] as const,
    ),
  )('has the mean and the deviation of drawn futures: %s', (_name, form) => {
    const state = stateOf(form);
    const outlook = etsOutlook(state, HORIZON);
    const { mean, deviation } = drawn(state);
    for (let h = 0; h < HORIZON; h++) {
      expect(Math.abs(outlook.mean[h] - mean[h])).toBeLessThan(
        (4 * deviation[h]) / Math.sqrt(PATHS),
      );
      // A standard deviation of 4000 draws is within 5 % in all but one of a million cases.
      expect(Math.abs(outlook.deviation[h] / deviation[h] - 1)).toBeLessThan(0.05);
    }
  });
});
