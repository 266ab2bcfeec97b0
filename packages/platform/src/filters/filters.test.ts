import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as arbitrary from '../../../../test/search/arbitrary-search.ts';
import { printCondition } from '../../../../test/search/print-condition.ts';
import { thrownBy } from '../../../../test/thrown-by.ts';
import {
  type Condition,
  MAX_COMPARISONS,
  MAX_LIST_VALUES,
  MAX_ORDERS,
  MAX_PATTERN_CHARACTERS,
  MAX_SEARCH_CHARACTERS,
  MAX_SEARCH_DEPTH,
  parseFilter,
  parseLoggedModelFilter,
  parseOrderBy,
  parseRunFilter,
  parseVersionFilter,
  SEARCH_WORDS,
  type SearchKind,
  toLoggedModelOrder,
} from './index.ts';

/** `key = value` of params, as conditions. */
const param = (key: string, value = 'x'): Condition => ({
  kind: 'compare',
  field: { of: 'param', key },
  by: '=',
  value,
});

describe('parseFilter', () => {
  it('reads any condition back from its text, however it is written', () => {
    fc.assert(
      fc.property(arbitrary.condition, fc.array(fc.nat(6), { minLength: 1 }), (condition, ways) => {
        const text = printCondition(condition, around(ways));
        expect(parseRunFilter(text), text).toEqual(condition);
      }),
      { numRuns: 200 },
    );
  });

  it('answers or refuses any text with a place in it', () => {
    const piece = fc.constantFrom(
      ...[
        'metrics.',
        'params.',
        'a',
        '.',
        ' ',
        "'",
        '"',
        '`',
        '(',
        ')',
        ',',
        'AND',
        ' or ',
        'NOT ',
      ],
      ...[
        '=',
        '!=',
        '<',
        '1',
        '-',
        '1e',
        'IN',
        ' LIKE ',
        'IS ',
        'NULL',
        ';',
        '\\',
        '😀',
        '\ud800',
        '\0',
        '%',
      ],
    );
    const text = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...KINDS), (filter, kind) => {
        const problem = findProblem(() => parseFilter(filter, kind));
        if (problem === undefined) return;
        const { code, details } = problem;
        expect(code).toBe('SEARCH_INVALID');
        expect(details.at).toBeGreaterThanOrEqual(0);
        expect(details.at).toBeLessThanOrEqual(filter.length);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      "params.a = 'x' OR params.b = 'x' AND params.c = 'x'",
      { kind: 'any', of: [param('a'), { kind: 'all', of: [param('b'), param('c')] }] },
    ],
    [
      "(params.a = 'x' OR params.b = 'x') AND params.c = 'x'",
      { kind: 'all', of: [{ kind: 'any', of: [param('a'), param('b')] }, param('c')] },
    ],
    [
      "NOT params.a = 'x' AND params.b = 'x'",
      { kind: 'all', of: [{ kind: 'not', of: param('a') }, param('b')] },
    ],
    ["not not (params.a = 'x')", { kind: 'not', of: { kind: 'not', of: param('a') } }],
    ["((params.a='x'))", param('a')],
    ["params.and = 'x' AND params.or = 'x'", { kind: 'all', of: [param('and'), param('or')] }],
    ["params.a.not.b = 'x'", param('a.not.b')],
    ["params.`a``b` = 'it''s'", param('a`b', "it's")],
    ['params."a""b" = "say ""x"""', param('a"b', 'say "x"')],
    ["params.path = 'C:\\'", param('path', 'C:\\')],
    ['', undefined],
    [' \n\t', undefined],
  ] as const)('reads %s', (text, condition) => {
    expect(parseRunFilter(text)).toEqual(condition);
  });

  it('takes numbers for texts of logged models, and quoted numbers for versions', () => {
    expect(parseLoggedModelFilter('params.rate = 0.10')).toEqual(param('rate', '0.10'));
    expect(parseVersionFilter("version_number >= '3'")).toEqual({
      kind: 'compare',
      field: { of: 'attribute', key: 'version_number' },
      by: '>=',
      value: 3,
    });
  });

  it('reads what Python has escaped in lists, and nowhere else', () => {
    const field = { of: 'param', key: 'a' };
    expect(
      parseRunFilter(String.raw`params.a IN ('C:\\x', "it\'s", 'a\nb\x41\u00e9\U0001F600\q',)`),
    ).toEqual({
      kind: 'in',
      field,
      values: ['C:\\x', "it's", 'a\nbAé😀\\q'],
      isNegated: false,
    });
    expect(parseRunFilter(String.raw`params.a = 'C:\\x'`)).toEqual(param('a', 'C:\\\\x'));
  });

  it.each([
    ['metrics.acc > high', 14, 'a number for metrics.acc', 'high', 'metrics.acc > 0.9'],
    ["metrics.acc > '0.5'", 14, 'a number for metrics.acc', "'0.5'", 'without quotes'],
    [
      'metrix.acc > 1',
      0,
      'metrics, params, tags, datasets, attributes before the dot',
      'metrix',
      'Did you mean "metrics"?',
    ],
    ['accuracy > 0.9', 0, 'an attribute of runs', 'accuracy', '`metrics.accuracy`'],
    ['stats = 1', 0, 'an attribute of runs', 'stats', 'Did you mean "status"'],
    [
      'metrics.acc == 1',
      12,
      'one of =, !=, <, <=, >, >=, IS NULL, IS NOT NULL for metrics.acc',
      '==',
      'Did you mean "="?',
    ],
    [
      "params.a RLIKE 'x'",
      9,
      'one of =, !=, LIKE, ILIKE, IN, NOT LIKE, NOT ILIKE, NOT IN, IS NULL, IS NOT NULL for params.a',
      'RLIKE',
      'Did you mean "ILIKE" or "LIKE"?',
    ],
    [
      'params.a = forest',
      11,
      'a text between \' or " for params.a',
      'forest',
      "`params.a = 'forest'`",
    ],
    ["params.a = 'forest", 11, "a closing ' for the ' here", "'forest", 'written twice'],
    ["params.a NOT = 'x'", 13, 'LIKE, ILIKE or IN behind NOT', '=', "`params.a != 'a'`"],
    ["params.a IN 'x'", 12, 'a list between parentheses', "'x'", "IN ('a', 'b')"],
    ["params.a IN ('x' 'y')", 17, 'a comma or ) in the list', "'y'", "IN ('a', 'b')"],
    ['params.a IN ()', 13, 'a text between \' or " in the list of params.a', ')', "IN ('a', 'b')"],
    ['params.a IS x', 12, 'NULL or NOT NULL', 'x', 'params.a IS NULL'],
    ['metrics.val-loss > 1', 11, 'a space or an operator behind the name', '-', 'metrics.`val-…`'],
    ["datasets.schema = 'x'", 9, 'one of name, digest, context', 'schema', 'datasets.name'],
    ["(params.a = 'x'", 15, 'a ) for the ( at character 1', '', 'closed'],
    ["params.a = 'x')", 14, 'AND, OR or the end', ')', 'joined'],
    ["params.a = 'x' OR", 17, 'a comparison', '', 'metrics.accuracy'],
    ["params.a = 'x' AND OR params.b = 'x'", 19, 'a comparison', 'OR', 'leave out an AND'],
    ["params.a = 'x' (params.b = 'x')", 15, 'AND or OR', '(', 'leave out an AND'],
    ['metrics.acc > 1; DROP TABLE runs', 15, 'AND, OR or the end', ';', 'joined'],
  ])('refuses %s', (text, at, expected, found, hint) => {
    const problem = thrownBy(() => parseRunFilter(text));
    expect(problem.code).toBe('SEARCH_INVALID');
    expect(problem.details).toEqual({ text, at, expected, found });
    const got = found === '' ? 'its end' : `\`${found}\``;
    expect(problem.message).toBe(
      `The search must have ${expected} at character ${at + 1}, got ${got}.`,
    );
    expect(problem.hint).toContain(hint);
  });

  const chain = (n: number) =>
    Array.from({ length: n }, (_, i) => `metrics.m${i} > 0`).join(' AND ');
  const list = (n: number) => `run_id IN (${Array.from({ length: n }, () => "'a'").join(',')})`;

  it.each([
    ['characters', (n: number) => `${' '.repeat(n - 14)}metrics.a > 10`, MAX_SEARCH_CHARACTERS],
    [
      'parentheses',
      (n: number) => `${'('.repeat(n)}metrics.a > 1${')'.repeat(n)}`,
      MAX_SEARCH_DEPTH - 1,
    ],
    ['NOT', (n: number) => `${'NOT '.repeat(n)}metrics.a > 1`, MAX_SEARCH_DEPTH - 1],
    ['comparisons', chain, MAX_COMPARISONS],
    ['values', list, MAX_LIST_VALUES],
    ['signs of a pattern', (n: number) => `run_id LIKE '${'%'.repeat(n)}'`, MAX_PATTERN_CHARACTERS],
  ] as const)('takes so many %s and no more', (_, make, most) => {
    expect(parseRunFilter(make(most))).toBeDefined();
    expect(thrownBy(() => parseRunFilter(make(most + 1))).code).toBe('SEARCH_INVALID');
  });

  it('refuses a filter of a megabyte and thousands of parentheses at once', () => {
    const filters = [
      '('.repeat(10_000),
      'NOT '.repeat(10_000),
      "'".repeat(199_999),
      'x'.repeat(1_000_000),
    ];
    for (const text of filters) {
      const { details } = thrownBy(() => parseRunFilter(text));
      expect(String(details.text).length).toBeLessThanOrEqual(2000);
      expect(String(details.found).length).toBeLessThanOrEqual(40);
    }
  });
});

describe('parseOrderBy', () => {
  it('refuses what it cannot order by, and a field that is named twice by any of its names', () => {
    const refused = (list: readonly string[], kind: SearchKind = 'runs') =>
      thrownBy(() => parseOrderBy(list, kind)).details;
    expect(refused(['start_time', 'created'])).toMatchObject({
      at: 0,
      expected: 'a field that is not ordered by yet',
    });
    expect(refused(['metrics.acc downwards'])).toMatchObject({
      at: 12,
      expected: 'ASC, DESC or the end',
    });
    expect(refused(['datasets.name'])).toMatchObject({
      expected: 'metrics, params, tags, attributes before the dot',
    });
    expect(refused(['tags.team'], 'models')).toMatchObject({
      expected: 'attributes before the dot',
    });
    const many = Array.from({ length: MAX_ORDERS + 1 }, (_, i) => `metrics.m${i}`);
    expect(parseOrderBy(many.slice(1), 'runs')).toHaveLength(MAX_ORDERS);
    expect(refused(many)).toMatchObject({ expected: 'no more fields' });
  });

  it('takes names of logged models as they are', () => {
    expect(toLoggedModelOrder('metrics.val loss.`1`', { isDescending: true })).toEqual({
      field: { of: 'metric', key: 'val loss.`1`' },
      isDescending: true,
    });
    expect(toLoggedModelOrder('creation_time', { isDescending: false }).field.key).toBe(
      'creation_timestamp',
    );
    expect(thrownBy(() => toLoggedModelOrder('params.a', { isDescending: false })).code).toBe(
      'SEARCH_INVALID',
    );
  });
});

describe('SEARCH_WORDS', () => {
  it.each(Object.entries(SEARCH_WORDS))(
    'has an example of %s that is a filter',
    (kind, { example }) => {
      expect(parseFilter(example, kind as SearchKind)).toBeDefined();
    },
  );
});

const KINDS = Object.keys(SEARCH_WORDS) as SearchKind[];

function* around(ways: readonly number[]): Generator<number> {
  for (;;) yield* ways;
}

function findProblem(call: () => unknown) {
  try {
    call();
    return undefined;
  } catch {
    return thrownBy(call);
  }
}
