import { describe, expect, it } from 'vitest';
import { sigmoid } from '../../math/index.ts';
import { type ClassificationOutcome, getMetric } from '../../metrics/index.ts';
import { statedRows } from '../testing/stated-rows.ts';
import { type Calibration, calibrate, fitCalibration } from './calibration.ts';
import { chooseCalibration } from './choose-calibration.ts';

describe('a chosen correction, on rows to come', () => {
  const logLoss = getMetric('log_loss');
  /** By how much the log loss of 4000 new rows rises when a correction is learned from n rows: one figure per seed. */
  const rises = (
    nRows: number,
    { sureness, spread }: { readonly sureness: number; readonly spread: number },
    learn: (known: ClassificationOutcome) => Calibration,
  ): number[] => {
    const stated = (z: number) => sigmoid(sureness * z);
    const made = (n: number, seed: number) => statedRows(n, stated, { seed, spread, middle: 0 });
    const fresh = made(4000, 999);
    const before = logLoss.compute(fresh);
    return Array.from({ length: 20 }, (_, seed) => {
      const probabilities = calibrate(learn(made(nRows, seed + 1)), fresh.probabilities);
      return logLoss.compute({ ...fresh, probabilities }) - before;
    });
  };
  const chosen = (known: ClassificationOutcome) =>
    chooseCalibration(
      known,
      known.truth.map((_, i) => i % 5),
    ).calibration;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

  // Of 100 rows about 2 are called wrong, in some draws none.
  it.each([0.5, 1, 3])(
    'harms none where nearly all were called right, though the best temperature would (sureness %d)',
    (sureness) => {
      const world = { sureness, spread: 20 };
      expect(Math.max(...rises(100, world, chosen))).toBe(0);
      const tempted = rises(100, world, (known) => fitCalibration('temperature', known));
      expect(Math.max(...tempted)).toBeGreaterThan(0.1);
    },
  );

  it.each([0.5, 3])(
    'helps every time where many were called wrong and sureness is off (%d)',
    (sureness) => {
      expect(Math.max(...rises(400, { sureness, spread: 2 }, chosen))).toBeLessThan(-0.02);
    },
  );

  it('costs next to nothing where probabilities were right all along', () => {
    const world = { sureness: 1, spread: 2 };
    const found = [150, 400].flatMap((n) => rises(n, world, chosen));
    expect(Math.max(...found)).toBeLessThan(0.05);
    expect(mean(found)).toBeLessThan(0.005);
  });
});
