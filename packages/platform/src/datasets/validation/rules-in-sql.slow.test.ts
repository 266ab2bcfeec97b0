import type { DataSchema } from '@kaizenml/contracts';
import {
  compileRule,
  type Expression,
  parseRule,
  printRule,
  type RuleRows,
} from '@kaizenml/ml/validation';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queryRows, sqlText, withDuckDb } from '../engine/duck-db.ts';

const columns: DataSchema['columns'] = {
  a: { type: 'number' },
  b: { type: 'integer' },
  s: { type: 'string' },
  t: { type: 'string' },
  p: { type: 'boolean' },
  d: { type: 'date' },
  e: { type: 'date' },
};

const N_ROWS = 400;
const WORDS = ['a', 'A', 'ab', 'abc', ' b', '', 'x-1'];
const DAYS = ['2024-02-29', '2023-12-31', '1999-01-01', '2024-03-01'];

/** Every column runs through its values at a step of its own; each has missing ones. */
function valueAt(name: string, row: number): number | string | boolean | null {
  if ((row * 7 + name.charCodeAt(0)) % 9 === 0) return null;
  if (name === 'a') return ((row * 37) % 41) / 4 - 3;
  if (name === 'b') return ((row * 29) % 13) - 6;
  if (name === 'p') return row % 3 === 0;
  if (name === 's' || name === 't')
    return WORDS[(row * (name === 's' ? 3 : 5)) % WORDS.length] ?? '';
  return DAYS[(row * (name === 'd' ? 3 : 7)) % DAYS.length] ?? '';
}

const part = { at: 0 } as const;
const column = (...names: string[]) =>
  fc.constantFrom(...names).map((name): Expression => ({ kind: 'column', name, ...part }));
const binary = (operators: readonly string[], side: fc.Arbitrary<Expression>) =>
  fc
    .tuple(fc.constantFrom(...operators), side, side)
    .map(
      ([operator, left, right]) =>
        ({ kind: 'binary', operator, left, right, ...part }) as Expression,
    );
const call = (names: readonly string[], ...args: fc.Arbitrary<Expression>[]) =>
  fc
    .tuple(fc.constantFrom(...names), fc.tuple(...args))
    .map(([name, given]): Expression => ({ kind: 'call', name, args: given, ...part }));

const grammar = fc.letrec<Record<'number' | 'text' | 'date' | 'truth', Expression>>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4 },
    column('a', 'b'),
    fc
      .integer({ min: -9, max: 9 })
      .map((k): Expression => ({ kind: 'number', value: k / 2, ...part })),
    binary(['+', '-', '*', '/', '%'], tie('number')),
    tie('number').map((of): Expression => ({ kind: 'minus', of, ...part })),
    call(['abs', 'floor', 'ceil', 'round'], tie('number')),
    call(['min', 'max', 'coalesce'], tie('number'), tie('number')),
    call(['length'], tie('text')),
    call(['days_between'], tie('date'), tie('date')),
    call(['year', 'month', 'day', 'weekday'], tie('date')),
  ),
  text: fc.oneof(
    { maxDepth: 4 },
    column('s', 't'),
    fc.constantFrom(...WORDS).map((value): Expression => ({ kind: 'text', value, ...part })),
    call(['lower', 'upper', 'trim'], tie('text')),
    call(['coalesce'], tie('text'), tie('text')),
  ),
  date: fc.oneof(
    column('d', 'e'),
    fc.constantFrom(...DAYS).map((value): Expression => ({ kind: 'date', value, ...part })),
  ),
  truth: fc.oneof(
    { maxDepth: 5 },
    column('p'),
    binary(['==', '!=', '<', '<=', '>', '>='], tie('number')),
    binary(['==', '!=', '<', '<=', '>', '>='], tie('text')),
    binary(['==', '!=', '<', '>='], tie('date')),
    binary(['and', 'or', 'implies'], tie('truth')),
    binary(['==', '!='], tie('truth')),
    tie('truth').map((of): Expression => ({ kind: 'not', of, ...part })),
    call(['starts_with', 'ends_with', 'contains'], tie('text'), tie('text')),
    call(
      ['matches'],
      tie('text'),
      fc
        .constantFrom('a*', '?', '*[a-b]', '[!x]*', 'x-[0-9]')
        .map((value): Expression => ({ kind: 'text', value, ...part })),
    ),
    fc
      .oneof(tie('number'), tie('text'), tie('date'))
      .map((of): Expression => ({ kind: 'call', name: 'is_missing', args: [of], ...part })),
    fc
      .tuple(tie('number'), tie('number'), tie('number'))
      .map(([of, low, high]): Expression => ({ kind: 'between', of, low, high, ...part })),
    fc
      .tuple(tie('text'), fc.array(tie('text'), { minLength: 1, maxLength: 3 }))
      .map(([of, values]): Expression => ({ kind: 'in', of, values, ...part })),
  ),
}));

/** The same expression in the SQL of DuckDB. */
function toSql(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return `(${expression.value}::double)`;
    case 'text':
      return sqlText(expression.value);
    case 'truth':
      return String(expression.value);
    case 'date':
      return `date ${sqlText(expression.value)}`;
    case 'column':
      return expression.name;
    case 'minus':
      return `(-${toSql(expression.of)})`;
    case 'not':
      return `(not ${toSql(expression.of)})`;
    case 'in':
      return `(${toSql(expression.of)} in (${expression.values.map(toSql).join(', ')}))`;
    case 'between':
      return `(${toSql(expression.of)} between ${toSql(expression.low)} and ${toSql(expression.high)})`;
    case 'call':
      return callInSql(expression.name, expression.args.map(toSql));
    case 'binary':
      return binaryInSql(expression.operator, toSql(expression.left), toSql(expression.right));
  }
}

function binaryInSql(operator: string, left: string, right: string): string {
  if (operator === 'implies') return `((not ${left}) or ${right})`;
  if (operator === '/' || operator === '%') return `(${left} ${operator} nullif(${right}, 0))`;
  return `(${left} ${operator === '==' ? '=' : operator} ${right})`;
}

function callInSql(name: string, args: readonly string[]): string {
  const [first = '', second = ''] = args;
  const missing = args.map((arg) => `${arg} is null`).join(' or ');
  if (name === 'is_missing') return `(${first} is null)`;
  if (name === 'min' || name === 'max')
    return `(case when ${missing} then null else ${name === 'min' ? 'least' : 'greatest'}(${args.join(', ')}) end)`;
  if (name === 'days_between') return `(date_diff('day', ${first}, ${second})::double)`;
  if (name === 'weekday') return `(isodow(${first})::double)`;
  if (name === 'matches') return `(${first} glob ${second})`;
  return `${name}(${args.join(', ')})`;
}

function rows(): RuleRows {
  const all = Array.from({ length: N_ROWS }, (_, row) => row);
  const numberOf = (value: number | string | boolean | null): number =>
    value === null ? Number.NaN : typeof value === 'string' ? Date.parse(value) : Number(value);
  return {
    nRows: N_ROWS,
    numbers: (name) => Float64Array.from(all, (row) => numberOf(valueAt(name, row))),
    truths: (name) =>
      Uint8Array.from(all, (row) => (valueAt(name, row) === null ? 2 : Number(valueAt(name, row)))),
    texts: (name) => ({
      levels: WORDS,
      codes: Int32Array.from(all, (row) => WORDS.indexOf(String(valueAt(name, row) ?? 'none'))),
    }),
  };
}

test('rules break in the rows in which the same condition in SQL is false', async () => {
  await withDuckDb(async (connection) => {
    await connection.run(
      'create table r (a double, b double, s varchar, t varchar, p boolean, d date, e date)',
    );
    const literal = (value: number | string | boolean | null) =>
      value === null ? 'null' : typeof value === 'string' ? sqlText(value) : String(value);
    const values = Array.from(
      { length: N_ROWS },
      (_, row) =>
        `(${Object.keys(columns)
          .map((name) => literal(valueAt(name, row)))
          .join(', ')})`,
    );
    await connection.run(`insert into r values ${values.join(', ')}`);
    const given = rows();
    await fc.assert(
      fc.asyncProperty(grammar.truth, async (expression) => {
        const text = printRule(expression);
        expect(printRule(parseRule(text))).toBe(text);
        const found: number[] = [];
        compileRule(text, columns).check(given, (row) => found.push(row));
        const sql = await queryRows(
          connection,
          `select rowid from r where (${toSql(expression)}) is false order by 1`,
        );
        expect(found, `${text} against ${toSql(expression)}`).toEqual(
          sql.map(([row]) => Number(row)),
        );
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});
