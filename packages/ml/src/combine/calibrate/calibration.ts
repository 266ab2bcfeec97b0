import { AppError } from '@kaizenml/contracts';
import type { ClassificationOutcome } from '../../metrics/index.ts';
import { type StateReader, stateCheck } from '../../models/state-reader.ts';
import { assertFiniteAnswers, assertLength, assertTruth } from '../library/library.ts';
import { applyBeta, type BetaMap, fitBeta } from './maps/beta.ts';
import { applyIsotonic, fitIsotonic, type IsotonicMap } from './maps/isotonic.ts';
import { applyPlatt, fitPlatt, type PlattMap } from './maps/platt.ts';
import { applyTemperature, fitTemperature, type TemperatureMap } from './maps/temperature.ts';
import { applyVector, fitVector, type VectorMap } from './maps/vector.ts';

/** Leaves probabilities as they are. */
export interface NoMap {
  readonly kind: 'none';
  readonly nClasses: number;
}

/** How stated probabilities become calibrated ones. JSON and typed arrays. */
export type Calibration = NoMap | PlattMap | TemperatureMap | BetaMap | VectorMap | IsotonicMap;
export type CalibrationKind = Calibration['kind'];

interface KindOfMap {
  readonly kind: CalibrationKind;
  readonly title: string;
  /** What it learns grows with the classes, so that many of them leave it too few rows for each. */
  readonly suits: (nClasses: number) => boolean;
  readonly fit: (outcome: ClassificationOutcome) => Calibration;
}

/** From the fewest numbers learned to the most. */
export const CALIBRATIONS: readonly KindOfMap[] = [
  {
    kind: 'none',
    title: 'no calibration',
    suits: () => true,
    fit: ({ nClasses }) => ({ kind: 'none', nClasses }),
  },
  { kind: 'temperature', title: 'a temperature', suits: () => true, fit: fitTemperature },
  { kind: 'platt', title: "Platt's sigmoid", suits: (k) => k === 2, fit: fitPlatt },
  { kind: 'beta', title: 'beta calibration', suits: (k) => k === 2, fit: fitBeta },
  { kind: 'vector', title: 'vector scaling', suits: (k) => k > 2 && k <= 100, fit: fitVector },
  { kind: 'isotonic', title: 'isotonic regression', suits: (k) => k <= 20, fit: fitIsotonic },
];

const checkCalibration = stateCheck<Calibration>((state) => {
  const kind = state.field('kind').text(CALIBRATIONS.map((each) => each.kind));
  const nClasses = state.field('nClasses').count(2);
  if (kind === 'platt' || kind === 'beta') state.field('nClasses').count(2, 2);
  for (const name of NUMBERS_OF[kind]) state.field(name).finite();
  if (kind === 'temperature' && !(state.field('temperature').finite() > 0))
    state.field('temperature').refuse('be above 0');
  if (kind === 'vector')
    for (const name of ['slopes', 'offsets']) state.field(name).numbers(Float64Array, nClasses);
  if (kind === 'isotonic')
    for (const curve of state.field('curves').list(nClasses === 2 ? 1 : nClasses)) readCurve(curve);
});

const NUMBERS_OF: Readonly<Record<CalibrationKind, readonly string[]>> = {
  none: [],
  platt: ['slope', 'offset'],
  temperature: ['temperature'],
  beta: ['a', 'b', 'c'],
  vector: [],
  isotonic: [],
};

function readCurve(curve: StateReader): void {
  const x = curve.field('x').rising();
  if (x.length === 0) curve.field('x').refuse('have a knot', 'none');
  const y = curve.field('y').numbers(Float64Array, x.length);
  const fallsAt = y.findIndex((each, i) => each < 0 || each > 1 || (i > 0 && each < y[i - 1]));
  if (fallsAt >= 0) curve.field('y').refuse('rise from 0 to 1', y[fallsAt]);
}

/**
 * Learns one kind of calibration from probabilities that a model has stated of rows that it had not learned from.
 *
 * @throws TABLE_EMPTY, SHAPE_MISMATCH, TARGET_UNUSABLE, ARGUMENT_INVALID for what cannot be read, and for a kind that
 * does not suit the number of classes.
 */
export function fitCalibration(kind: CalibrationKind, outcome: ClassificationOutcome): Calibration {
  assertStated('fitCalibration', outcome);
  const map = CALIBRATIONS.find((each) => each.kind === kind && each.suits(outcome.nClasses));
  if (map) return map.fit(outcome);
  const suited = CALIBRATIONS.filter(({ suits }) => suits(outcome.nClasses)).map(
    (each) => each.kind,
  );
  throw new AppError('ARGUMENT_INVALID', {
    message: `A calibration of ${outcome.nClasses} classes must be one of ${suited.join(', ')}, got ${kind}.`,
    hint: 'Leave the kind out: `chooseCalibration` finds the one that suits.',
    details: { kind, nClasses: outcome.nClasses, suited },
  });
}

/**
 * Calibrated probabilities.
 *
 * Uses only arithmetic that the language defines to the last bit; a row alone and among others gets the same bits.
 *
 * @shape probabilities: n * nClasses, row-major; as the result.
 * @throws MODEL_ARTIFACT_INVALID for a damaged state, SHAPE_MISMATCH for another number of classes.
 */
export function calibrate(calibration: Calibration, probabilities: Float64Array): Float64Array {
  checkCalibration('calibration', calibration);
  const rest = probabilities.length % calibration.nClasses;
  assertLength('calibrate', 'probabilities', probabilities.length - rest, probabilities.length);
  switch (calibration.kind) {
    case 'none':
      return probabilities.slice();
    case 'platt':
      return applyPlatt(calibration, probabilities);
    case 'temperature':
      return applyTemperature(calibration, probabilities);
    case 'beta':
      return applyBeta(calibration, probabilities);
    case 'vector':
      return applyVector(calibration, probabilities);
    case 'isotonic':
      return applyIsotonic(calibration, probabilities);
  }
}

/** @throws TABLE_EMPTY, SHAPE_MISMATCH, TARGET_UNUSABLE, ARGUMENT_INVALID */
export function assertStated(reader: string, outcome: ClassificationOutcome): void {
  const { truth, probabilities, nClasses } = outcome;
  assertTruth(reader, { kind: 'classification', codes: truth, nClasses }, truth.length);
  assertLength(reader, 'probabilities', truth.length * nClasses, probabilities.length);
  assertFiniteAnswers(reader, 'the model', probabilities, nClasses);
}
