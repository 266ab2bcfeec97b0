import { AppError, illegalValue, invariant } from '@kaizenml/contracts';
import type { AnyDetector } from '../detectors/index.ts';
import { type Random, seededRandom } from '../math/index.ts';
import type { Check } from './estimator-checks.ts';

/** How to feed a detector: a value as before, or after a clear change. */
export interface DetectorValues {
  value(random: Random, hasChanged: boolean): unknown;
  /** Settings under which the values as before are quiet. */
  readonly settings?: object;
  /** No values that the detector counts. */
  readonly refused: readonly unknown[];
}

const N_BEFORE = 1000;
const N_AFTER = 600;

/**
 * What every detector promises, on seeded streams.
 *
 * @example
 * for (const { promise, run } of detectorChecks(ddm, values)) it(promise, run);
 */
export function detectorChecks(
  detector: AnyDetector,
  { value, refused, settings = {} }: DetectorValues,
): readonly Check[] {
  const stream = (seed: number, n = N_BEFORE + N_AFTER) => {
    const random = seededRandom(seed);
    return Array.from({ length: n }, (_, i) => value(random, i >= N_BEFORE));
  };
  return [
    {
      promise: 'knows nothing before the first value',
      run: () => {
        const { level, n, mean, before, nChanged } = detector.estimate(detector.empty(settings));
        expect(level === 'none' && n === 0, 'there is no value and no change');
        expect(mean === null && before === null && nChanged === null, 'there is no estimate');
      },
    },
    {
      promise: 'is quiet before a clear change, and calls it with an estimate of both sides',
      run: () => {
        const state = detector.empty(settings);
        const calledAt = stream(1).findIndex((each) => detector.update(state, each) === 'drift');
        expect(calledAt >= N_BEFORE, `the first drift, at ${calledAt}, is after the change`);
        const { level, mean, before, nChanged } = detector.estimate(state);
        expect(level === 'drift' && nChanged !== null && nChanged >= 1, 'it says since when');
        expect(
          mean !== null && before !== null && mean > before,
          `the mean rose from ${before} to ${mean}`,
        );
      },
    },
    {
      promise:
        'goes on exactly where it was when its state is written down and read after any value',
      run: () => {
        const whole = detector.empty(settings);
        let killed = detector.empty(settings);
        for (const [i, each] of stream(2).entries()) {
          const said = detector.update(killed, each);
          expect(said === detector.update(whole, each), `value ${i} has the same level`);
          killed = JSON.parse(JSON.stringify(killed));
        }
        expect(JSON.stringify(killed) === JSON.stringify(whole), 'the states are the same');
        expect(allFinite(whole), 'a state holds no number that JSON cannot say');
      },
    },
    {
      promise: 'tells in its state what it said',
      run: () => {
        const state = detector.empty(settings);
        for (const each of stream(3))
          expect(detector.update(state, each) === state.level, 'the level is in the state');
      },
    },
    {
      promise: 'refuses a value that it does not count, and stays as it was',
      run: () => {
        const state = detector.empty(settings);
        for (const each of stream(4, 100)) detector.update(state, each);
        const before = JSON.stringify(state);
        for (const each of [...refused, Number.NaN, undefined, null, 'one'])
          expectCode('ARGUMENT_INVALID', () => detector.update(state, each));
        expect(JSON.stringify(state) === before, 'a refused value is not counted');
      },
    },
    {
      promise: 'refuses settings out of range',
      run: () => {
        for (const [name, spec] of Object.entries(detector.params))
          expectCode('PARAM_OUT_OF_RANGE', () =>
            detector.empty({ [name]: illegalValue(spec as never) }),
          );
        expectCode('PARAM_UNKNOWN', () => detector.empty({ nonesuch: 1 }));
      },
    },
    {
      promise: 'says what it is in plain words, with a source',
      run: () => {
        expect(/\.$/.test(detector.doc), 'the doc is a sentence');
        expect(/\(\d{4}\)/.test(detector.source), 'the source has a year');
      },
    },
  ];
}

function allFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(allFinite);
}

function expectCode(code: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    const received = error instanceof AppError ? error.code : String(error);
    expect(received === code, `the error is ${code}, not ${received}`);
    return;
  }
  expect(false, `${code} is thrown`);
}

function expect(condition: boolean, what: string): void {
  invariant(condition, what);
}
