import type { ColumnSchema } from '@kaizenml/contracts';
import { describe, expect, test } from 'vitest';
import { compileRule } from './compile-rule.ts';
import type { RuleRows } from './rule-rows.ts';

const columns: Record<string, ColumnSchema> = {
  fare: { type: 'number' },
  tips: { type: 'number' },
  'trip miles': { type: 'number' },
  seconds: { type: 'integer' },
  status: { type: 'string' },
  code: { type: 'string' },
  paid: { type: 'boolean' },
  opened_at: { type: 'date' },
  closed_at: { type: 'date' },
};

/** One row as a rule sees it; null is missing. */
function rowOf(row: Record<string, number | string | boolean | null>): RuleRows {
  const at = (name: string) => row[name] ?? null;
  return {
    nRows: 1,
    numbers: (name) => {
      const value = at(name);
      const date = typeof value === 'string' ? Date.parse(value) : value;
      return Float64Array.of(date === null ? Number.NaN : Number(date));
    },
    truths: (name) => Uint8Array.of(at(name) === null ? 2 : Number(at(name))),
    texts: (name) =>
      at(name) === null
        ? { codes: Int32Array.of(-1), levels: [] }
        : { codes: Int32Array.of(0), levels: [String(at(name))] },
  };
}

function holds(rule: string, row: Record<string, number | string | boolean | null>): boolean {
  let offends = false;
  compileRule(rule, columns).check(rowOf(row), () => {
    offends = true;
  });
  return !offends;
}

function sentence(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    const { message, hint } = thrown as { message: string; hint: string };
    return `${message} ${hint}`;
  }
  return 'no error';
}

describe('a rule', () => {
  test.each([
    ['tips <= fare * 2', { tips: 20, fare: 10 }, true],
    ['tips <= fare * 2', { tips: 20.01, fare: 10 }, false],
    ['`trip miles` > 0 or seconds == 0', { 'trip miles': 0, seconds: 3 }, false],
    ['`trip miles` > 0 or seconds == 0', { 'trip miles': 0, seconds: 0 }, true],
    [
      'status == "closed" implies closed_at >= opened_at',
      { status: 'closed', opened_at: '2024-05-02', closed_at: '2024-05-01' },
      false,
    ],
    [
      'status == "closed" implies closed_at >= opened_at',
      { status: 'open', opened_at: '2024-05-02', closed_at: '2024-05-01' },
      true,
    ],
    ['length(code) == 5', { code: 'ABCDE' }, true],
    ['length(code) == 1', { code: '🙂' }, true],
    ['status in ("a", "b")', { status: 'c' }, false],
    ['status not in ("a", "b")', { status: 'c' }, true],
    ['fare between 1 and 9', { fare: 9 }, true],
    ['fare not between 1 and 9', { fare: 9 }, false],
    ['matches(code, "A?-[0-9]*")', { code: 'AB-7x' }, true],
    ['matches(code, "A?-[0-9]*")', { code: 'AB-x7' }, false],
    [
      'days_between(opened_at, closed_at) <= 30',
      { opened_at: '2024-02-01', closed_at: '2024-03-02' },
      true,
    ],
    [
      'days_between(opened_at, closed_at) <= 30',
      { opened_at: '2024-02-01', closed_at: '2024-03-03' },
      false,
    ],
    ['year(opened_at) == 2024 and month(opened_at) == 2', { opened_at: '2024-02-29' }, true],
    ['weekday(opened_at) == 4', { opened_at: '2024-02-29' }, true],
    ['opened_at >= 2024-01-01', { opened_at: '2023-12-31' }, false],
    ['opened_at >= "2024-01-01"', { opened_at: '2023-12-31' }, false],
    ['not paid or tips > 0', { paid: true, tips: 0 }, false],
    ['lower(trim(status)) == "ok"', { status: ' OK ' }, true],
    ['round(fare) == 3 and round_to(tips, 1) == 0.3', { fare: 2.5, tips: 0.25 }, true],
    ['max(fare, tips) == abs(min(fare, -tips))', { fare: 1, tips: 2 }, true],
    ['fare - -1 == 3', { fare: 2 }, true],
  ] as const)('%s of %j is %s', (rule, row, expected) => {
    expect(holds(rule, row)).toBe(expected);
  });

  test.each([
    ['tips <= fare', { tips: 3, fare: null }, true],
    ['tips / fare <= 1', { tips: 3, fare: 0 }, true],
    ['not (tips <= fare)', { tips: 3, fare: null }, true],
    ['not is_missing(fare)', { fare: null }, false],
    ['is_missing(status) == is_missing(code)', { status: null, code: 'x' }, false],
    ['coalesce(fare, 0) > 0', { fare: null }, false],
    ['tips > 5 and fare > 0', { tips: 3, fare: null }, false],
    ['tips > 5 or fare > 0', { tips: 3, fare: null }, true],
    ['status in ("a")', { status: null }, true],
    ['fare > 0 implies tips > 5', { tips: 3, fare: null }, true],
  ] as const)('with a missing value: %s of %j is %s', (rule, row, expected) => {
    expect(holds(rule, row)).toBe(expected);
  });

  test.each([
    ['tips <=', 'must go on with a value at character 8, got the end of the rule.'],
    ['tips = 3', 'at character 6, got "=". Write `==`'],
    [
      'tip <= 3',
      'must name a column of the schema at character 1, got "tip". Did you mean "tips"?',
    ],
    [
      'trip miles > 0',
      'must go on with an operator or end at character 6, got "miles". Put a name with blanks in back quotes',
    ],
    [
      'fare > "3"',
      'must have a number beside ">" at character 8, got a text. Write numbers without quotes.',
    ],
    [
      'code == 3',
      'must have a text beside "==" at character 9, got a number. Put texts in double quotes',
    ],
    [
      'lenght(code) == 5',
      'must name a function that there is at character 1, got "lenght". Did you mean "length"?',
    ],
    [
      '0 <= fare <= 9',
      'must compare two values at a time at character 11, got "<=". Write `x between 1 and 9`',
    ],
    ['fare * 2', 'must say something that is true or false'],
    ['(fare > 1', 'must close the parenthesis at character 10, got the end of the rule.'],
    ['code == "a', 'must close the " that opens at character 9'],
    ['opened_at > 2024-02-30', 'must have a day that exists at character 13, got 2024-02-30.'],
    ['closed_at - opened_at > 3', 'got a date. Write `days_between(from, to)`'],
    ['paid > true', 'must compare true and false with == or != only'],
    ['abs(fare, 1) > 0', 'must give "abs" 1 argument at character 1, got 2.'],
    [`${'('.repeat(100)}fare`, 'must be nested at most 64 deep'],
    ['fare in ()', 'must have a value in the parentheses'],
  ])('%s is refused', (rule, says) => {
    expect(sentence(() => compileRule(rule, columns))).toContain(says);
  });

  test('answers alike in blocks of any number of rows', () => {
    const n = 5000;
    const fare = Float64Array.from({ length: n }, (_, i) =>
      i % 7 === 0 ? Number.NaN : (i * 37) % 101,
    );
    const levels = ['a', 'b', 'c'];
    const codes = Int32Array.from({ length: n }, (_, i) => (i % 4) - 1);
    const whole: RuleRows = {
      nRows: n,
      numbers: () => fare,
      truths: () => undefined,
      texts: () => ({ codes, levels }),
    };
    const rule = compileRule('fare > 50 implies upper(status) in ("A", "B")', columns);
    const found: number[] = [];
    rule.check(whole, (i) => found.push(i));
    const expected = [...fare.keys()].filter((i) => (fare[i] as number) > 50 && codes[i] === 2);
    expect(found).toEqual(expected);
    expect(rule.columns).toEqual(['fare', 'status']);
  });
});
