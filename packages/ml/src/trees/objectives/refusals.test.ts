import { describe, expect, it } from 'vitest';
import { createObjective, getObjective, OBJECTIVES, type ObjectiveInput } from './index.ts';

describe('a target that an objective cannot learn', () => {
  const wrong: [name: string, value: number, sentence: string][] = [
    ['squared', Number.NaN, 'squared must get a target of finite numbers, got NaN in row 2.'],
    ['poisson', -1, 'poisson must get a target of finite numbers of at least 0, got -1 in row 2.'],
    ['tweedie', -2, 'tweedie must get a target of finite numbers of at least 0, got -2 in row 2.'],
    ['gamma', 0, 'gamma must get a target of finite numbers above 0, got 0 in row 2.'],
    [
      'lambdarank',
      1.5,
      'lambdarank must get a target of whole grades of relevance from 0 to 30, got 1.5 in row 2.',
    ],
  ];
  it.each(wrong)('%s refuses %d', (name, value, message) => {
    const input: ObjectiveInput = {
      target: { kind: 'regression', values: Float64Array.of(1, value) },
      groups: Int32Array.of(0, 0),
    };
    expect(() => createObjective(getObjective(name), input)).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message,
        details: { objective: name, row: 2, value: String(value) },
      }),
    );
  });

  it.each(['poisson', 'tweedie'])('%s has no first score for zeros', (name) => {
    const input: ObjectiveInput = {
      target: { kind: 'regression', values: Float64Array.of(0, 0, 5) },
      weights: Float64Array.of(1, 1, 0),
    };
    const objective = createObjective(getObjective(name), input);
    expect(() => objective.initialScores()).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message: `${name} must get a target with a number above 0, got only 0 in 3 rows.`,
        details: { objective: name, nRows: 3, value: '0' },
      }),
    );
  });

  it.each(OBJECTIVES)('$name refuses the other kind', (description) => {
    const isOfClasses = ['classes', 'two-classes'].includes(description.target);
    const input: ObjectiveInput = {
      target: isOfClasses
        ? { kind: 'regression', values: Float64Array.of(1) }
        : { kind: 'classification', codes: Int32Array.of(1), nClasses: 2 },
    };
    expect(() => createObjective(description, input)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        details: expect.objectContaining({ objective: description.name }),
      }),
    );
  });

  it('logistic refuses three classes, softmax one', () => {
    const target = (nClasses: number) =>
      ({ target: { kind: 'classification', codes: Int32Array.of(0), nClasses } }) as const;
    expect(() => createObjective(getObjective('logistic'), target(3))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'logistic must get a target of 2 classes, got 3.',
        details: { objective: 'logistic', expected: '2 classes', received: '3' },
      }),
    );
    expect(() => createObjective(getObjective('softmax'), target(1))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'softmax must get a target of at least 2 classes, got 1.',
        details: { objective: 'softmax', expected: 'at least 2 classes', received: '1' },
      }),
    );
  });

  it('comes with groups when it is ranked', () => {
    const target = { kind: 'regression', values: Float64Array.of(1, 2, 1) } as const;
    const lambdarank = getObjective('lambdarank');
    expect(() => createObjective(lambdarank, { target })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'lambdarank must get the groups to rank in, got none.',
        details: { objective: 'lambdarank' },
      }),
    );
    expect(() => createObjective(lambdarank, { target, groups: Int32Array.of(4, 5, 4) })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The rows of a group must stand side by side, got group 4 again in row 3.',
        details: { group: 4, row: 3 },
      }),
    );
    expect(() => createObjective(lambdarank, { target, groups: Int32Array.of(4) })).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'lambdarank must get one of groups per row, got 3 rows and 1 groups.',
        details: { objective: 'lambdarank', what: 'groups', expected: 3, received: 1 },
      }),
    );
  });

  it('comes with one weight per row', () => {
    const input: ObjectiveInput = {
      target: { kind: 'regression', values: Float64Array.of(1, 2) },
      weights: Float64Array.of(1),
    };
    expect(() => createObjective(getObjective('squared'), input)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'squared must get one of weights per row, got 2 rows and 1 weights.',
        details: { objective: 'squared', what: 'weights', expected: 2, received: 1 },
      }),
    );
  });
});

describe('OBJECTIVES', () => {
  it('names every parameter once, so that an estimator may list those of several', () => {
    const names = OBJECTIVES.flatMap(({ params }) => Object.keys(params));
    expect(names).toEqual([...new Set(names)]);
  });

  it('offers the closest name for an unknown one', () => {
    expect(() => getObjective('poison')).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The objective must be one of the 11 we have, got "poison".',
        hint: 'Did you mean "poisson"?',
        details: expect.objectContaining({ name: 'poison' }),
      }),
    );
  });

  it('checks parameters against their description', () => {
    const input: ObjectiveInput = { target: { kind: 'regression', values: Float64Array.of(1) } };
    const attempt = () => createObjective(getObjective('quantile'), input, { quantileLevel: 1 });
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'PARAM_OUT_OF_RANGE',
        message: 'quantile.quantileLevel must be a number between 0.001 and 0.999, got 1.',
        details: expect.objectContaining({ name: 'quantileLevel', value: 1 }),
      }),
    );
  });
});
