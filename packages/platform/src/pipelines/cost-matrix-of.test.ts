import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { costMatrixOf } from './cost-matrix-of.ts';

const credit = { task: 'binary', target: 'class', classes: ['bad', 'good'] } as const;
const of = (
  costs: Record<string, Record<string, number>>,
  problem: Parameters<typeof costMatrixOf>[1] = credit,
) => costMatrixOf({ costs }, problem);

describe('costMatrixOf', () => {
  it('puts costs into the order of the classes; a right call costs nothing unless said', () => {
    expect(of({ good: { bad: 1 }, bad: { good: 5 } })).toEqual([
      [0, 5],
      [1, 0],
    ]);
    expect(of({ good: { bad: 1, good: 0.5 }, bad: { good: 5 } })?.[1]).toEqual([1, 0.5]);
    expect(costMatrixOf({}, credit)).toBeUndefined();
  });

  it('names classes that are not there, and what was meant', () => {
    const error = thrownBy(() => of({ god: { bad: 1 }, bad: { good: 5 } }));
    expect(error.code).toBe('PROJECT_INVALID');
    expect(error.message).toBe(
      'The project has 2 problems: costs.god: there is no class "god"; costs.good: the cost of calling it "bad" is missing.',
    );
    expect(error.hint).toContain('good');
  });

  it('names the classes where no name is near, and takes none that all objects have', () => {
    const words = { task: 'binary', target: 'word', classes: ['constructor', 'name'] } as const;
    const error = thrownBy(() => of({ zork: { q: 1 } }, words));
    expect(error.message).toContain('costs.constructor: the cost of calling it "name" is missing');
    expect(error.hint).toBe('The classes are "constructor" and "name".');
  });

  it('refuses numbers, and costs that make no wrong call dearer', () => {
    const price = { task: 'regression', target: 'price', classes: [] } as const;
    expect(thrownBy(() => of({ a: { b: 1 } }, price)).message).toBe(
      'The project has a problem: costs: costs are of called classes, but "price" is a number.',
    );
    expect(thrownBy(() => of({ good: { bad: 0 }, bad: { good: 0 } })).message).toContain(
      'no wrong call costs more than the right one',
    );
  });
});
