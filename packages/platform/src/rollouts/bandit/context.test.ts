import type { InputField } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import type { Answerer } from '../../models/index.ts';
import { contextOf, countFeatures, toContext } from './context.ts';

const field = (name: string, more: Partial<InputField>): InputField => ({
  ...{ name, kind: 'number', shareMissing: 0, required: true, typical: null },
  ...more,
});

function model(...inputs: InputField[]): Pick<Answerer, 'signature' | 'explain'> {
  return {
    signature: { inputs, output: { name: 'y', task: 'regression' } },
    explain: {
      background: [],
      importance: [],
      reference: [{ column: 'age', edges: [30, 40, 70], shares: [], kind: 'number' } as never],
    },
  };
}

const AGE = field('age', { range: [0, 1000] });
const PLAN = field('plan', { kind: 'category', levels: ['basic', 'premium'] });
const TEXT = field('note', { kind: 'text' });

describe('the context of a bandit', () => {
  it('is a 1, numbers by where training had them, and a number per level; of several rows their mean', () => {
    const columns = toContext(model(AGE, PLAN, TEXT), undefined);
    expect(countFeatures(columns)).toBe(4);
    expect(contextOf([{ age: 70, plan: 'premium' }], columns)).toEqual([1, 1, 0, 1]);
    expect(
      contextOf(
        [
          { age: 40, plan: 'basic' },
          { age: 60, plan: 'other' },
        ],
        columns,
      ),
    ).toEqual([1, 0, 0.5, 0]);
  });

  it('counts what is missing as usual, and what is far away as three times the usual width', () => {
    const columns = toContext(model(AGE), 'age');
    expect(contextOf([{ age: null }], columns)).toEqual([1, 0]);
    expect(contextOf([{}], columns)).toEqual([1, 0]);
    expect(contextOf([{ age: 1e9 }], columns)).toEqual([1, 3]);
  });

  it('is refused where it has too many numbers, or a column has no end of meanings', () => {
    const many = Array.from({ length: 32 }, (_, i) => field(`x${i}`, { range: [0, 1] }));
    expect(() => toContext(model(...many), undefined)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'The context of a bandit must be 32 numbers at most to describe a request, got 33.',
      }),
    );
    expect(() => toContext(model(TEXT), 'note')).toThrow(
      expect.objectContaining({
        message:
          'The context of a bandit must be numbers, categories and truth values, got "note", of kind text.',
      }),
    );
  });
});
