import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from './expression.ts';
import { parseRule } from './parse-rule.ts';
import { printRule } from './print-rule.ts';

/** An expression without its places: what must survive printing. */
function withoutPlaces(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value: unknown) =>
      key === 'at' ? undefined : Object.is(value, -0) ? '-0' : value,
    ),
  );
}

const { any } = fc.letrec<{ any: Expression }>((tie) => {
  const part = tie('any');
  const operators = fc.constantFrom(
    'implies',
    'or',
    'and',
    '==',
    '<',
    '>=',
    '+',
    '-',
    '*',
    '/',
    '%',
  );
  return {
    any: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((value) => ({ kind: 'number', value, at: 0 })),
      fc.string().map((value) => ({ kind: 'text', value, at: 0 })),
      fc.boolean().map((value) => ({ kind: 'truth', value, at: 0 })),
      fc
        .constantFrom('2024-02-29', '1999-12-31T23:59:00Z')
        .map((value) => ({ kind: 'date', value, at: 0 })),
      fc
        .oneof(fc.string({ minLength: 1 }), fc.constantFrom('fare', 'and', 'trip miles'))
        .map((name) => ({
          kind: 'column',
          name,
          at: 0,
        })),
      part.map((of) => ({ kind: 'minus', of, at: 0 })),
      part.map((of) => ({ kind: 'not', of, at: 0 })),
      fc.record({
        kind: fc.constant('binary'),
        operator: operators,
        left: part,
        right: part,
        at: fc.constant(0),
      }),
      fc.record({
        kind: fc.constant('in'),
        of: part,
        values: fc.array(part, { minLength: 1, maxLength: 3 }),
        at: fc.constant(0),
      }),
      fc.record({
        kind: fc.constant('between'),
        of: part,
        low: part,
        high: part,
        at: fc.constant(0),
      }),
      fc.record({
        kind: fc.constant('call'),
        name: fc.constantFrom('abs', 'max'),
        args: fc.array(part, { minLength: 1, maxLength: 3 }),
        at: fc.constant(0),
      }),
    ) as fc.Arbitrary<Expression>,
  };
});

/** Expressions of every kind of node, well typed or not. */
const anyExpression: fc.Arbitrary<Expression> = any;

function sentence(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    const { message, hint } = thrown as { message: string; hint: string };
    return `${message} ${hint}`;
  }
  return 'no error';
}

describe('the text of a rule', () => {
  test('is parsed or refused, and never crashes', () => {
    const words = fc.constantFrom(
      ...'fare tips and or not implies in between ( ) , + - * / % < <= == != "a" \'b\' ` `x y` 1 .5 2024-01-01 true abs is_missing = & é 🙂'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(words).map((all) => all.join(' ')),
        ),
        (text) => {
          expect(['no error', 'Rule']).toContain(sentence(() => parseRule(text)).split(' "')[0]);
        },
      ),
      { seed: 7, numRuns: 700 },
    );
  });

  test('that is printed, parses to the same rule', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const text = printRule(expression);
        expect(withoutPlaces(parseRule(text))).toEqual(withoutPlaces(expression));
      }),
      { seed: 11, numRuns: 600 },
    );
  });
});
