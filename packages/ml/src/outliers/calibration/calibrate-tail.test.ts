import { expect, it } from 'vitest';
import { log, seededRandom } from '../../math/index.ts';
import { calibrateTail, falseAlarmShare, scoreAt } from './calibrate-tail.ts';

const random = seededRandom(6);
const draw = (n: number, of: () => number): Float64Array => new Float64Array(n).map(of);
const exponential = (): number => -log(1 - random.next());

it('knows the tail of exponential scores', () => {
  const calibration = calibrateTail(draw(20_000, exponential));
  expect(calibration.shape).toBeCloseTo(1, 1);
  expect(falseAlarmShare(calibration, -log(0.01))).toBeCloseTo(0.01, 2);
  expect(Math.abs(scoreAt(calibration, 0.001) + log(0.001))).toBeLessThan(0.6);
});

it('gives normal scores shares that are a little too high, never far', () => {
  const calibration = calibrateTail(draw(20_000, () => random.normal()));
  for (const [z, share] of [
    [1.6449, 0.05],
    [2.3263, 0.01],
    [3.0902, 0.001],
  ] as const) {
    const found = falseAlarmShare(calibration, z);
    expect(found).toBeGreaterThan(0.8 * share);
    expect(found).toBeLessThan(4 * share);
  }
});

it('is hardly moved by a twentieth of outliers', () => {
  const scores = draw(10_000, exponential);
  const clean = scoreAt(calibrateTail(scores), 0.01);
  scores.fill(1e6, 0, 500);
  expect(scoreAt(calibrateTail(scores), 0.01) / clean).toBeLessThan(1.1);
});

it('turns shares into scores and back, falling all the way', () => {
  const calibration = calibrateTail(draw(500, exponential));
  let before = Number.POSITIVE_INFINITY;
  for (const share of [1e-6, 1e-3, 0.01, 0.2, 0.49]) {
    const score = scoreAt(calibration, share);
    expect(falseAlarmShare(calibration, score)).toBeCloseTo(share, 9);
    expect(score).toBeLessThan(before);
    before = score;
  }
  expect(falseAlarmShare(calibration, -1)).toBe(0.5);
});

it('goes by ranks where most scores are equal', () => {
  const scores = new Float64Array(1000).fill(2);
  scores[7] = 3;
  const calibration = calibrateTail(scores);
  expect(calibration).toMatchObject({ scale: 0, shareAbove: 0.001 });
  expect(falseAlarmShare(calibration, 3)).toBe(0.001);
  expect(scoreAt(calibration, 0.005)).toBe(2);
  expect(scoreAt(calibration, 0.0001)).toBe(Number.POSITIVE_INFINITY);
  expect(scoreAt(calibrateTail(new Float64Array(3)), 0.005)).toBe(0);
});
