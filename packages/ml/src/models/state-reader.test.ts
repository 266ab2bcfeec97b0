import { describe, expect, it } from 'vitest';
import { type StateReader, stateCheck, stateReader } from './state-reader.ts';

const STATE = {
  n: 2.5,
  kind: 'oak',
  parts: [1, 2],
  values: Float64Array.of(1, Number.NaN),
  codes: Int32Array.of(0, 3),
  cuts: Float64Array.of(1, 1),
};

const REFUSALS: readonly (readonly [(state: StateReader) => unknown, string])[] = [
  [
    (s) => s.field('m').count(),
    'Field `m` of oaks must be a whole number of at least 0, got nothing.',
  ],
  [(s) => s.field('n').count(), 'Field `n` of oaks must be a whole number of at least 0, got 2.5.'],
  [
    (s) => s.field('n').count(1, 2),
    'Field `n` of oaks must be a whole number of at least 1 and at most 2, got 2.5.',
  ],
  [(s) => s.field('kind').finite(), 'Field `kind` of oaks must be a finite number, got "oak".'],
  [(s) => s.field('kind').flag(), 'Field `kind` of oaks must be true or false, got "oak".'],
  [
    (s) => s.field('kind').text(['elm', 'ash']),
    'Field `kind` of oaks must be one of elm, ash, got "oak".',
  ],
  [(s) => s.field('kind').field('n'), 'Field `kind` of oaks must be an object, got "oak".'],
  [(s) => s.field('values').list(), 'Field `values` of oaks must be a list, got a Float64Array.'],
  [(s) => s.field('parts').list(3), 'Field `parts` of oaks must have length 3, got 2.'],
  [
    (s) => s.field('parts').list()[1].flag(),
    'Field `parts[1]` of oaks must be true or false, got 2.',
  ],
  [
    (s) => s.field('parts').numbers(Float64Array),
    'Field `parts` of oaks must be a Float64Array, got a list.',
  ],
  [
    (s) => s.field('codes').numbers(Float32Array),
    'Field `codes` of oaks must be a Float32Array, got a Int32Array.',
  ],
  [
    (s) => s.field('values').tensor(Float64Array, 3),
    'Field `values` of oaks must have length 3, got 2.',
  ],
  [
    (s) => s.field('values').numbers(Float64Array),
    'Field `values[1]` of oaks must be finite, got NaN.',
  ],
  [
    (s) => s.field('codes').codes(Int32Array, 3),
    'Field `codes[1]` of oaks must be at least 0 and below 3, got 3.',
  ],
  [(s) => s.field('cuts').rising(), 'Field `cuts[1]` of oaks must be above 1, got 1.'],
  [(s) => s.field('toString').record(), 'Field `toString` of oaks must be an object, got nothing.'],
  [() => stateReader('oaks', null).field('n'), 'The state of oaks must be an object, got null.'],
];

describe('a reader of states', () => {
  it.each(REFUSALS)('refuses what is not there: %s', (read, message) => {
    expect(() => read(stateReader('oaks', STATE))).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message,
        details: expect.objectContaining({ part: 'state', estimator: 'oaks' }),
      }),
    );
  });

  it('gives what is there', () => {
    const state = stateReader('oaks', STATE);
    expect(state.field('n').finite()).toBe(2.5);
    expect(state.field('kind').text(['elm', 'oak'])).toBe('oak');
    expect(
      state
        .field('parts')
        .list(2)
        .map((part) => part.count(1, 2)),
    ).toEqual([1, 2]);
    expect(state.field('codes').codes(Int32Array, 4, 2)).toBe(STATE.codes);
    expect(state.field('values').tensor(Float64Array)).toBe(STATE.values);
    expect(state.record()).toBe(STATE);
  });

  it('reads a state that it found sound once, and a damaged one every time', () => {
    let nReads = 0;
    const check = stateCheck<object>((state) => {
      nReads++;
      state.field('n').count();
    });
    const sound = { n: 1 };
    for (let i = 0; i < 3; i++) check('oaks', sound);
    expect(nReads).toBe(1);
    for (let i = 0; i < 2; i++) expect(() => check('oaks', STATE)).toThrow('got 2.5');
    expect(nReads).toBe(3);
  });
});
