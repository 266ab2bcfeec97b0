import fc from 'fast-check';
import type {
  Comparison,
  Condition,
  Field,
  Order,
} from '../../packages/platform/src/filters/condition.ts';
import type { PlainRun } from './plain-run.ts';

const KEYS = [
  'acc',
  'val loss',
  'a.b',
  'größe',
  'and',
  '1st',
  "it's",
  'a`b',
  'say "x"',
  '__proto__',
];
const TEXTS = [
  '',
  'a',
  'A',
  'ab',
  'aB',
  'b',
  'Ä',
  'ä',
  '😀',
  'a%',
  'a_',
  '%',
  '_',
  '*',
  '?',
  '[a]',
  'a*',
  "it's",
  '"',
  '`',
  'C:\\',
  '\\n',
  'a\nb',
  'NULL',
  '1',
];
const PATTERNS = [...TEXTS, 'a%', '%b', '_', '__', 'A_', '%a%', '[ab]', '%\\', 'Ä%', '%😀'];
const NUMBERS = [
  0,
  1,
  -1,
  0.5,
  1e-3,
  1e21,
  2,
  3,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];
const TEXT_ATTRIBUTES = ['run_id', 'run_name', 'user_id', 'status', 'artifact_uri'];
const STATUSES = ['scheduled', 'running', 'finished', 'failed', 'killed'] as const;

const key = fc.constantFrom(...KEYS);
const text = fc.constantFrom(...TEXTS);
const number = fc.constantFrom(...NUMBERS);
const instant = fc.integer({ min: 1, max: 6 });

const numberField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ of: fc.constant('metric' as const), key }),
  fc.record({
    of: fc.constant('attribute' as const),
    key: fc.constantFrom('start_time', 'end_time'),
  }),
);

const textField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({ of: fc.constantFrom('param' as const, 'tag' as const), key }),
  fc.record({ of: fc.constant('attribute' as const), key: fc.constantFrom(...TEXT_ATTRIBUTES) }),
  fc.record({
    of: fc.constant('dataset' as const),
    key: fc.constantFrom('name' as const, 'digest' as const, 'context' as const),
  }),
);

const wanted = fc.oneof(text, fc.constantFrom('FINISHED', 'RUNNING', 'run-1', 'run-2'));

/** One comparison, as the grammar lets it pass. */
export const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    field: numberField,
    by: fc.constantFrom(
      '=' as const,
      '!=' as const,
      '<' as const,
      '<=' as const,
      '>' as const,
      '>=' as const,
    ),
    value: fc.oneof(number, instant),
  }),
  fc.record({
    kind: fc.constant('compare' as const),
    field: textField,
    by: fc.constantFrom('=' as const, '!=' as const),
    value: wanted,
  }),
  fc.record({
    kind: fc.constant('like' as const),
    field: textField,
    pattern: fc.constantFrom(...PATTERNS, 'run-%', 'F%', 'f%'),
    isCaseless: fc.boolean(),
    isNegated: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('in' as const),
    field: textField,
    values: fc.array(wanted, { minLength: 1, maxLength: 4 }),
    isNegated: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('is-null' as const),
    field: fc.oneof(numberField, textField),
    isNegated: fc.boolean(),
  }),
);

/** A condition of comparisons within each other. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ readonly any: Condition }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('any'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('any') }),
  ),
})).any;

/** An order of up to three fields, none twice. */
export const orders: fc.Arbitrary<readonly Order[]> = fc.uniqueArray(
  fc.record({
    field: fc.oneof(
      numberField,
      fc.record({ of: fc.constantFrom('param' as const, 'tag' as const), key }),
      fc.record({
        of: fc.constant('attribute' as const),
        key: fc.constantFrom(...TEXT_ATTRIBUTES),
      }),
    ),
    isDescending: fc.boolean(),
  }),
  { maxLength: 3, selector: ({ field }) => `${field.of} ${field.key}` },
);

const logged = <Value>(value: fc.Arbitrary<Value>) =>
  fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true });

/** Runs `run-0`, `run-1` …, many of which share instants, keys and values. */
export const runs: fc.Arbitrary<readonly PlainRun[]> = fc
  .array(
    fc.record({
      name: text,
      user: fc.constantFrom('', 'a', 'A'),
      status: fc.constantFrom(...STATUSES),
      artifactUri: text,
      startedAtMs: instant,
      endedAtMs: fc.oneof(fc.constant(null), instant),
      metrics: logged(fc.oneof(number, fc.constant(Number.NaN))),
      params: logged(text),
      tags: logged(text),
      datasets: fc.uniqueArray(
        fc.record({
          name: text,
          digest: fc.constantFrom('a', 'b'),
          context: fc.oneof(fc.constant(null), text),
        }),
        { maxLength: 2, selector: ({ name, digest }) => `${name} ${digest}` },
      ),
    }),
    { maxLength: 14 },
  )
  .map((list) => list.map((run, i) => ({ id: `run-${i}`, ...run })));
