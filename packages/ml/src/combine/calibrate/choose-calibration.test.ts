import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { sigmoid } from '../../math/index.ts';
import type { ClassificationOutcome } from '../../metrics/index.ts';
import { sampleLibrary } from '../testing/sample-library.ts';
import { statedRows } from '../testing/stated-rows.ts';
import { CALIBRATIONS, type Calibration, calibrate, fitCalibration } from './calibration.ts';
import { chooseCalibration } from './choose-calibration.ts';
import { calibrationError, reliabilityCurve } from './reliability-curve.ts';

const foldsFor = (n: number) => Int32Array.from({ length: n }, (_, i) => i % 5);

const multiclass = (() => {
  const { truth, members } = sampleLibrary({ seed: 4, nRows: 400, nMembers: 1, nClasses: 3 });
  if (truth.kind !== 'classification') throw new TypeError(truth.kind);
  const probabilities = members[0].answers;
  return { kind: 'classification', truth: truth.codes, probabilities, nClasses: 3 } as const;
})();

describe('chooseCalibration', () => {
  it('learns no sureness from rows that are nearly all called right', () => {
    const codes = Int32Array.from({ length: 200 }, (_, i) => i % 2);
    const probabilities = Float64Array.from({ length: 400 }, (_, at) =>
      at % 2 === codes[at >> 1] ? 0.9 : 0.1,
    );
    const outcome = { kind: 'classification', truth: codes, probabilities, nClasses: 2 } as const;
    const { calibration, sentence } = chooseCalibration(
      outcome,
      codes.map((_, i) => i % 5),
    );
    expect(calibration.kind).toBe('none');
    expect(sentence).toContain('0 of 200 rows are called wrong');
    // The temperature of least loss is as sure as it may be: a wrong call among 20 new rows would cost far more than it won.
    const tempted = calibrate(fitCalibration('temperature', outcome), probabilities);
    const lossOf = (p = 0) => -0.95 * Math.log(p) - 0.05 * Math.log(1 - p);
    expect(lossOf(tempted[0])).toBeGreaterThan(2 * lossOf(0.9));
  });

  it('leaves calibrated probabilities as they are', () => {
    const outcome = statedRows(1000, sigmoid);
    const { calibration, probabilities, sentence } = chooseCalibration(outcome, foldsFor(1000));
    expect(calibration).toEqual({ kind: 'none', nClasses: 2 });
    expect(probabilities).toEqual(outcome.probabilities);
    expect(sentence).toMatch(/^Probabilities are left as they are/);
  });

  it('finds the temperature of probabilities that are too sure', () => {
    const outcome = statedRows(2000, (z) => sigmoid(3 * z));
    const { results, probabilities } = chooseCalibration(outcome, foldsFor(2000));
    const after = calibrationError({ ...outcome, probabilities });
    expect(calibrationError(outcome)).toBeGreaterThan(0.07);
    // Ten shares of 200 rows wander by about 0.02 of themselves.
    expect(after).toBeLessThan(0.03);
    const gainOf = (kind: string) => results.find((each) => each.kind === kind)?.gain.value;
    expect(gainOf('temperature')).toBeGreaterThan(0.2);
    const fitted = fitCalibration('temperature', outcome);
    expect(fitted).toMatchObject({ kind: 'temperature', temperature: expect.closeTo(3, 0) });
  });

  it('takes a curve where no sigmoid fits', () => {
    const outcome = statedRows(2500, (z) => 0.3 + 0.1 * sigmoid(z) ** 4);
    const { calibration, probabilities, sentence } = chooseCalibration(outcome, foldsFor(2500));
    expect(['isotonic', 'beta', 'platt']).toContain(calibration.kind);
    expect(calibrationError({ ...outcome, probabilities })).toBeLessThan(0.03);
    expect(sentence).toMatch(/^Probabilities are corrected by .* the calibration error from/);
  });

  it('answers a fold by nothing that its truth says', () => {
    const outcome = statedRows(300, (z) => sigmoid(4 * z - 3));
    const folds = foldsFor(300);
    const truth = outcome.truth.map((code, i) => (folds[i] === 0 && i < 50 ? 1 - code : code));
    const [before, after] = [outcome, { ...outcome, truth }].map((given) => {
      const { calibration, probabilities } = chooseCalibration(given, folds);
      return {
        kind: calibration.kind,
        held: probabilities.filter((_, at) => folds[at >> 1] === 0),
      };
    });
    expect(before.kind).not.toBe('none');
    expect(after).toEqual(before);
  });

  it('calibrates more than two classes', () => {
    const { results, probabilities } = chooseCalibration(multiclass, foldsFor(400));
    expect(results.map(({ kind }) => kind)).toEqual(['none', 'temperature', 'vector', 'isotonic']);
    const least = Math.min(...results.map(({ logLoss }) => logLoss));
    expect(least).toBeLessThan(results[0].logLoss);
    for (let i = 0; i < 1200; i += 3)
      expect(probabilities[i] + probabilities[i + 1] + probabilities[i + 2]).toBeCloseTo(1, 12);
  });

  it('answers three rows, certain and constant probabilities, and one class', () => {
    const hard: readonly (readonly [number[], number[]])[] = [
      [
        [0, 1, 0],
        [0.2, 0.9, 0.4],
      ],
      [
        [0, 1, 0, 1, 1],
        [0, 1, 1, 0, 1],
      ],
      [
        [0, 1, 0, 1, 1],
        [0.5, 0.5, 0.5, 0.5, 0.5],
      ],
      [
        [1, 1, 1, 1],
        [0.1, 0.9, 0.3, 0.5],
      ],
    ];
    for (const [truth, p] of hard) {
      const outcome: ClassificationOutcome = {
        kind: 'classification',
        truth: Int32Array.from(truth),
        probabilities: Float64Array.from(p.flatMap((each) => [1 - each, each])),
        nClasses: 2,
      };
      const { probabilities } = chooseCalibration(outcome, foldsFor(truth.length));
      expect(probabilities.every((each) => each >= 0 && each <= 1)).toBe(true);
      for (const { kind, suits } of CALIBRATIONS.filter((each) => each.suits(2))) {
        const answers = calibrate(fitCalibration(kind, outcome), Float64Array.of(0, 1, 1, 0));
        expect([suits(2), answers.every((each) => each >= 0 && each <= 1)]).toEqual([true, true]);
      }
    }
  });

  it('refuses what is not a probability of each row, and the wrong kind, with a sentence', () => {
    const broken = multiclass.probabilities.slice();
    broken[5] = Number.NaN;
    const refused = [
      () => chooseCalibration({ ...multiclass, probabilities: broken }, foldsFor(400)),
      () => chooseCalibration(multiclass, foldsFor(399)),
      () => fitCalibration('platt', multiclass),
      () => chooseCalibration({ ...multiclass, truth: new Int32Array() }, foldsFor(0)),
    ].map((call) => thrownBy(call).message);
    expect(refused).toEqual([
      'chooseCalibration must get finite answers, got NaN from the model in row 2.',
      'chooseCalibration must get 400 folds, got 399.',
      'A calibration of 3 classes must be one of none, temperature, vector, isotonic, got platt.',
      'chooseCalibration must get at least one row, got 0.',
    ]);
  });
});

describe('calibrate', () => {
  const outcome = statedRows(300, (z) => sigmoid(2 * z));

  it.each(['temperature', 'platt', 'beta', 'isotonic'] as const)(
    'never turns the order around, and answers a row alone with the same bits: %s',
    (kind) => {
      const calibration = fitCalibration(kind, outcome);
      const rising = Float64Array.from({ length: 202 }, (_, i) =>
        i % 2 === 0 ? 1 - (i >> 1) / 100 : (i >> 1) / 100,
      );
      const answers = calibrate(calibration, rising);
      for (let i = 3; i < answers.length; i += 2)
        expect(answers[i]).toBeGreaterThanOrEqual(answers[i - 2]);
      expect(calibrate(calibration, rising.slice(50, 52))).toEqual(answers.slice(50, 52));
      expect(calibrate(JSON.parse(JSON.stringify({ kind: 'none', nClasses: 2 })), rising)).toEqual(
        rising,
      );
    },
  );

  it('refuses damaged states', () => {
    const damages: unknown[] = [
      { kind: 'magic', nClasses: 2 },
      { kind: 'platt', nClasses: 3, slope: 1, offset: 0 },
      { kind: 'platt', nClasses: 2, slope: null, offset: 0 },
      { kind: 'temperature', nClasses: 2, temperature: 0 },
      { kind: 'vector', nClasses: 3, slopes: Float64Array.of(1, 1), offsets: new Float64Array(3) },
      { kind: 'isotonic', nClasses: 2, curves: [] },
      {
        kind: 'isotonic',
        nClasses: 2,
        curves: [{ x: Float64Array.of(0.1, 0.2), y: Float64Array.of(0.9, 0.1) }],
      },
    ];
    for (const damage of damages)
      expect(thrownBy(() => calibrate(damage as Calibration, Float64Array.of(0.5, 0.5))).code).toBe(
        'MODEL_ARTIFACT_INVALID',
      );
  });
});

describe('reliabilityCurve', () => {
  it('fills bins of equal rows alike, keeps equal statements together and covers the truth', () => {
    const outcome = statedRows(1000, sigmoid);
    const bins = reliabilityCurve(outcome, { bins: 'rows' });
    expect(bins.map(({ nRows }) => nRows)).toEqual(new Array(10).fill(100));
    const covered = bins.filter(
      ({ stated, observed }) =>
        stated >= (observed.low ?? Number.NaN) && stated <= (observed.high ?? Number.NaN),
    );
    expect(covered.length).toBeGreaterThanOrEqual(8);
    const coarse = reliabilityCurve(
      { ...outcome, probabilities: outcome.probabilities.map((p) => Math.round(p * 2) / 2) },
      { bins: 'rows' },
    );
    expect(coarse.map(({ low, high }) => [low, high])).toEqual([
      [0, 0],
      [0.5, 0.5],
      [1, 1],
    ]);
  });
});
