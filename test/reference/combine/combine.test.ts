import {
  type CalibrationKind,
  calibrate,
  calibrationError,
  fitCalibration,
  mixtureWeights,
  reliabilityCurve,
} from '@kaizenml/ml/combine';
import { type ClassificationOutcome, getMetric } from '@kaizenml/ml/metrics';
import { describe, expect, it } from 'vitest';
import { risingCurve } from '../../../packages/ml/src/combine/calibrate/maps/isotonic.ts';
import expected from './expected.json' with { type: 'json' };

const library = `scikit-learn ${expected.versions['scikit-learn']}`;
const { p, truth } = expected.binary;

function binary(codes: readonly number[], stated: readonly number[] = p): ClassificationOutcome {
  return {
    kind: 'classification',
    truth: Int32Array.from(codes),
    probabilities: Float64Array.from(stated.flatMap((each) => [1 - each, each])),
    nClasses: 2,
  };
}

const many: ClassificationOutcome = {
  kind: 'classification',
  truth: Int32Array.from(expected.many.truth),
  probabilities: Float64Array.from(expected.many.probabilities),
  nClasses: 3,
};

function fitted<K extends CalibrationKind>(kind: K, outcome: ClassificationOutcome) {
  const calibration = fitCalibration(kind, outcome);
  if (calibration.kind !== kind) throw new TypeError(`got ${calibration.kind}`);
  return calibration as Extract<typeof calibration, { kind: K }>;
}

describe('calibration', () => {
  it(`by Platt agrees with ${library} to 1e-5, its solver's own tolerance`, () => {
    const { slope, offset } = fitted('platt', binary(truth));
    expect(slope).toBeCloseTo(expected.platt.slope, 5);
    expect(offset).toBeCloseTo(expected.platt.offset, 5);
  });

  it(`by isotonic regression agrees with ${library} to 1e-12`, () => {
    const { x, y } = risingCurve(Float64Array.from(p), Float64Array.from(truth));
    expect([...x]).toEqual(expected.isotonic.x);
    expect([...y]).toEqual(expected.isotonic.y.map((each) => expect.closeTo(each, 12)));
  });

  it('by isotonic regression is that curve drawn in from 0 and 1', () => {
    const nTrue = truth.filter((each) => each === 1).length;
    const [yes, no] = [(nTrue + 1) / (nTrue + 2), 1 / (truth.length - nTrue + 2)];
    const answers = calibrate(
      fitted('isotonic', binary(truth)),
      binary([], expected.binary.at).probabilities,
    );
    expect([...answers].filter((_, i) => i % 2 === 1)).toEqual(
      expected.isotonic.answers.map((each) => expect.closeTo(no + (yes - no) * each, 12)),
    );
  });

  it(`by a temperature agrees with ${library} to 1e-7`, () => {
    expect(fitted('temperature', binary(truth)).temperature).toBeCloseTo(
      expected.temperature.binary,
      7,
    );
    expect(fitted('temperature', many).temperature).toBeCloseTo(expected.temperature.many, 7);
  });

  it.each(expected.beta)('by a beta map of $parameters agrees with scipy to 1e-4', (given) => {
    const { a, b, c } = fitted('beta', binary(given.truth));
    expect([a, b, c]).toEqual(given.parameters.map((each) => expect.closeTo(each, 4)));
  });

  it('by a vector agrees with scipy to 1e-4', () => {
    const { slopes, offsets } = fitted('vector', many);
    expect([...slopes]).toEqual(expected.vector.slopes.map((each) => expect.closeTo(each, 4)));
    expect([...offsets]).toEqual(expected.vector.offsets.map((each) => expect.closeTo(each, 4)));
  });
});

describe('reliabilityCurve', () => {
  it(`agrees with ${library} in bins of equal width to 1e-12`, () => {
    const bins = reliabilityCurve(binary(truth), { nBins: 5 });
    expect(bins.map(({ stated }) => stated)).toEqual(
      expected.curve.stated.map((each) => expect.closeTo(each, 12)),
    );
    expect(bins.map(({ observed }) => observed.value)).toEqual(
      expected.curve.observed.map((each) => expect.closeTo(each, 12)),
    );
  });

  it('gives the metric in ten bins of equal width', () => {
    for (const outcome of [binary(truth), many])
      expect(calibrationError(outcome)).toBeCloseTo(
        getMetric('expected_calibration_error').compute(outcome),
        12,
      );
  });
});

describe('mixtureWeights', () => {
  it('agree with scipy on the least log loss to 1e-9, and on the weights to 1e-4', () => {
    const { ofTruth, weights, loss } = expected.mixtures.logLoss;
    const codes = new Int32Array(truth.length).fill(1);
    const members = ofTruth.map((each, m) => ({
      id: `m${m}`,
      answers: binary(codes as unknown as number[], each).probabilities,
      microsPerRow: 1,
    }));
    const found = mixtureWeights({ kind: 'classification', codes, nClasses: 2 }, members);
    expect(found.value).toBeCloseTo(loss, 9);
    expect(found.value).toBeLessThanOrEqual(loss + 1e-10);
    expect(found.gap).toBeLessThan(1e-9);
    expect([...found.weights]).toEqual(weights.map((each) => expect.closeTo(each, 4)));
  });

  it('agree with scipy on the least squared error to 1e-9, and on the weights to 1e-4', () => {
    const { answers, weights, loss, truth: values } = expected.mixtures.squared;
    const members = answers.map((each, m) => ({
      id: `m${m}`,
      answers: Float64Array.from(each),
      microsPerRow: 1,
    }));
    const found = mixtureWeights(
      { kind: 'regression', values: Float64Array.from(values) },
      members,
    );
    expect(found.value).toBeCloseTo(loss, 9);
    expect(found.value).toBeLessThanOrEqual(loss + 1e-10);
    expect([...found.weights]).toEqual(weights.map((each) => expect.closeTo(each, 4)));
  });
});
