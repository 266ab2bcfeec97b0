import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppError } from './app-error.ts';
import { expectation, illegalValue, type ParamSpecs, resolveParams } from './params.ts';

const specs = {
  l2: { kind: 'number', default: 1, range: [0, Number.MAX_VALUE], doc: 'Penalty.' },
  depth: { kind: 'number', default: 6, range: [1, 20], integer: true, doc: 'Levels.' },
  rule: { kind: 'choice', default: 'gini', choices: ['gini', 'entropy'], doc: 'Impurity.' },
  center: { kind: 'flag', default: true, doc: 'Subtracts the mean.' },
} as const satisfies ParamSpecs;

function failure(given: Record<string, unknown>): AppError {
  try {
    resolveParams('tree', specs, given);
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('It accepted the values.');
}

describe('resolveParams', () => {
  it('fills every default in, and counts undefined as not given', () => {
    const defaults = { l2: 1, depth: 6, rule: 'gini', center: true };
    expect(resolveParams('tree', specs)).toEqual(defaults);
    expect(resolveParams('tree', specs, { depth: undefined })).toEqual(defaults);
  });

  it('keeps what is given', () => {
    expect(
      resolveParams('tree', specs, { l2: 0, depth: 20, rule: 'entropy', center: false }),
    ).toEqual({ l2: 0, depth: 20, rule: 'entropy', center: false });
  });

  it('names the closest parameter of an unknown one', () => {
    const error = failure({ dept: 3 });
    expect(error.code).toBe('PARAM_UNKNOWN');
    expect(error.message).toBe('tree has no parameter "dept".');
    expect(error.hint).toBe('Did you mean "depth"?');
    expect(error.details).toEqual({
      owner: 'tree',
      name: 'dept',
      known: ['l2', 'depth', 'rule', 'center'],
    });
  });

  it.each([
    [{ l2: -1 }, 'tree.l2 must be a number of at least 0, got -1.'],
    [{ depth: 2.5 }, 'tree.depth must be a whole number between 1 and 20, got 2.5.'],
    [{ depth: 21 }, 'tree.depth must be a whole number between 1 and 20, got 21.'],
    [{ depth: '3' }, 'tree.depth must be a whole number between 1 and 20, got "3".'],
    [{ depth: Number.NaN }, 'tree.depth must be a whole number between 1 and 20, got null.'],
    [{ rule: 'mse' }, 'tree.rule must be one of "gini", "entropy", got "mse".'],
    [{ center: 'yes' }, 'tree.center must be true or false, got "yes".'],
    [{ center: null }, 'tree.center must be true or false, got null.'],
  ])('refuses %j', (given, message) => {
    const error = failure(given);
    const [[name, value]] = Object.entries(given);
    expect(error.code).toBe('PARAM_OUT_OF_RANGE');
    expect(error.message).toBe(message);
    expect(error.hint).toBe(`The default is ${specs[name as keyof typeof specs].default}.`);
    expect(error.details).toMatchObject({ owner: 'tree', name, value });
  });

  it('does not take a name of the prototype for a parameter', () => {
    expect(failure({ toString: 1 }).code).toBe('PARAM_UNKNOWN');
  });

  it('accepts exactly the numbers of the range', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const isAllowed = Number.isFinite(value) && value >= 0;
        const accepts = () => resolveParams('tree', specs, { l2: value }).l2 === value;
        if (isAllowed) expect(accepts()).toBe(true);
        else expect(failure({ l2: value }).code).toBe('PARAM_OUT_OF_RANGE');
      }),
    );
  });
});

describe('illegalValue', () => {
  it.each(Object.entries(specs))('of %s is refused', (name, spec) => {
    expect(failure({ [name]: illegalValue(spec) }).code).toBe('PARAM_OUT_OF_RANGE');
  });
});

describe('expectation', () => {
  it('says in words what is allowed', () => {
    expect(Object.values(specs).map(expectation)).toEqual([
      'a number of at least 0',
      'a whole number between 1 and 20',
      'one of "gini", "entropy"',
      'true or false',
    ]);
  });
});
