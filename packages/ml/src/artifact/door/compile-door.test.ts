import { AppError, type DoorSettings, type Row, type Signature } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRows } from '../check-rows.ts';
import { assertDoor } from './assert-door.ts';
import { compileDoor } from './compile-door.ts';

const field = { shareMissing: 0, required: true, typical: null };
const signature: Signature = {
  inputs: [
    { ...field, name: 'age', kind: 'number', range: [0, 99], typical: 41 },
    { ...field, name: 'since', kind: 'date', range: [0, 1.8e12], required: false },
    { ...field, name: 'active', kind: 'boolean', levels: ['No', 'Yes'], typical: 'Yes' },
    { ...field, name: 'plan', kind: 'category', levels: ['basic', 'gold'], typical: 'basic' },
    { ...field, name: 'note', kind: 'text', required: false },
  ],
  output: { name: 'churn', task: 'binary', classes: ['no', 'yes'] },
};
const GOOD: Row = { age: 31, since: '2024-01-01', active: true, plan: 'gold', note: 'late' };

const settings = (door: object = {}): DoorSettings => EndpointSettings.parse({ door }).door;
const pass = (rows: readonly unknown[], door: object = {}) =>
  compileDoor(signature, settings(door)).pass(rows as readonly Row[]);

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
  }
  return expect.unreachable();
}

/** Cells of every kind of trouble, and some of none. */
const cell = fc.oneof(
  fc.constantFrom(undefined, null, '', 'x', 'basic', 'gold', 'No', true, '31.5', '2024-05-31'),
  fc.constantFrom(-1, 0, 31, 99, 1e9, Number.NaN, Number.POSITIVE_INFINITY),
  fc.constantFrom([1], { a: 1 }),
);
const anyRow = fc.oneof(
  { weight: 20, arbitrary: fc.dictionary(fc.constantFrom(...Object.keys(GOOD), 'wage'), cell) },
  {
    weight: 20,
    arbitrary: fc
      .dictionary(fc.constantFrom(...Object.keys(GOOD)), cell)
      .map((row) => ({ ...GOOD, ...row })),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 7, [1]) },
);

describe('compileDoor', () => {
  it('lets columns through that the model ignores, and refuses other unknown ones', () => {
    const door = compileDoor({ ...signature, ignores: ['wage'] }, settings());
    const rows = [{ ...GOOD, wage: 'secret' }];
    expect(door.pass(rows)).toEqual({ ...compileDoor(signature, settings()).pass([GOOD]), rows });
    expect(checkRows({ ...signature, ignores: ['wage'] }, rows)).toEqual([]);
    const refused = refusalOf(() => door.pass([{ ...GOOD, wage: 1, rent: 2 }]));
    expect([refused.code, refused.details.issues]).toEqual([
      'INPUT_SCHEMA_MISMATCH',
      checkRows(signature, [{ ...GOOD, rent: 2 }]),
    ]);
    expect(refused.message).toContain('/rows/0/rent');
  });

  it('refuses what the model cannot read and nothing else, unless it is told to', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { minLength: 1, maxLength: 6 }), (rows) => {
        const issues = checkRows(signature, rows);
        if (issues.length === 0) {
          expect(pass(rows).rows).toBe(rows);
          return;
        }
        const { code, details } = refusalOf(() => pass(rows));
        expect([code, details.issues]).toEqual([
          'INPUT_SCHEMA_MISMATCH',
          expect.arrayContaining(issues),
        ]);
        expect(details.issues).toHaveLength(issues.length);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it.each(['warn', 'default', 'ignore'] as const)(
    'gives the model rows that it can read where every problem has the action %s',
    (action) => {
      const all = { type: action, missing: action, null: action, category: action, range: action };
      const unknown = action === 'default' ? 'warn' : action;
      const door = { ...all, unknown, columns: { since: { value: '2020-01-01' } } };
      fc.assert(
        fc.property(fc.array(anyRow.filter(isObject), { minLength: 1, maxLength: 6 }), (rows) => {
          const passed = pass(rows, door);
          expect(checkRows(signature, passed.rows)).toEqual([]);
          // What was mended has nothing left to mend, and nothing is told where nothing was changed or wrong.
          if (action === 'default') expect(pass(passed.rows, door)).toMatchObject({ nProblems: 0 });
          if (action === 'ignore') expect(passed.problems).toEqual([]);
          for (const { row, to, column } of passed.problems)
            if (to !== undefined) expect(passed.rows[row - 1]?.[column]).toEqual(to);
        }),
        { seed: 7, numRuns: 150 },
      );
    },
  );

  it('says the same of a row alone as among others', () => {
    const door = { type: 'warn', missing: 'default', null: 'warn', unknown: 'warn' };
    fc.assert(
      fc.property(fc.array(anyRow.filter(isObject), { minLength: 2, maxLength: 8 }), (rows) => {
        const alone = rows.map((row) => pass([row], door));
        const together = pass(rows, door);
        expect(together.rows).toEqual(alone.flatMap((one) => one.rows));
        expect(
          together.problems.map(({ column, problem, to }) => ({ column, problem, to })),
        ).toEqual(
          alone.flatMap((one) =>
            one.problems.map(({ column, problem, to }) => ({ column, problem, to })),
          ),
        );
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  it('leaves rows untouched that came', () => {
    const row = Object.freeze({ ...GOOD, age: 'x', wage: 1 });
    const { rows } = pass([row], { type: 'default', unknown: 'warn' });
    expect([row.age, rows[0]]).toEqual(['x', { ...GOOD, age: 41 }]);
  });

  it.each<[string, object, object, unknown]>([
    [
      'a number outside training',
      { age: 120 },
      {},
      [
        {
          row: 2,
          column: 'age',
          problem: 'range',
          action: 'warn',
          message: '/rows/1/age must be between 0 and 99, as in training, got 120.',
        },
      ],
    ],
    [
      'a new level',
      { plan: 'iron' },
      {},
      [
        {
          row: 2,
          column: 'plan',
          problem: 'category',
          action: 'warn',
          message: '/rows/1/plan must be among "basic" and "gold", as in training, got "iron".',
        },
      ],
    ],
    [
      'a null',
      { plan: null },
      { null: 'default' },
      [
        {
          row: 2,
          column: 'plan',
          problem: 'null',
          action: 'default',
          to: 'basic',
          message: '/rows/1/plan must have a value, as every row of training had, got null.',
        },
      ],
    ],
    [
      'a stated default',
      { age: 'x' },
      { columns: { age: { type: 'default', value: 18 } } },
      [
        {
          row: 2,
          column: 'age',
          problem: 'type',
          action: 'default',
          to: 18,
          message: '/rows/1/age must be a number, got "x".',
        },
      ],
    ],
    ['a date of tomorrow', { since: '2990-01-01' }, {}, []],
    [
      'a date of tomorrow where it is asked',
      { since: '2990-01-01' },
      { columns: { since: { range: 'warn' } } },
      [
        {
          row: 2,
          column: 'since',
          problem: 'range',
          action: 'warn',
          message:
            '/rows/1/since must be between 1970-01-01 and 2027-01-15T08:00:00.000Z, as in training, got "2990-01-01".',
        },
      ],
    ],
  ])('tells %s', (_what, cells, door, problems) => {
    expect(pass([GOOD, { ...GOOD, ...cells }], door).problems).toEqual(problems);
  });

  it('tells every problem of all rows when one refuses, refusals and warnings apart', () => {
    const rows = [
      { ...GOOD, age: 120, plan: 'iron' },
      { ...GOOD, age: 'x', wage: 3 },
    ];
    const { message, details } = refusalOf(() => pass(rows, { category: 'refuse' }));
    expect((details.issues as { path: string }[]).map(({ path }) => path)).toEqual([
      '/rows/0/plan',
      '/rows/1/wage',
      '/rows/1/age',
    ]);
    expect(details.warnings).toMatchObject([{ row: 1, column: 'age', problem: 'range' }]);
    expect(message).toContain('/rows/0/plan must be among "basic" and "gold"');
  });

  it('tells a hundred problems and counts the others', () => {
    const rows = Array.from({ length: 250 }, () => ({ ...GOOD, age: 120 }));
    const { problems, nProblems } = pass(rows);
    expect([problems.length, nProblems]).toEqual([100, 250]);
    const { details } = refusalOf(() => pass(rows, { range: 'refuse' }));
    expect((details.issues as unknown[]).at(-1)).toEqual({
      path: '/rows',
      problem: 'more',
      message: '/rows has 150 more problems.',
    });
  });

  it('is not misled by names that objects have anyway', () => {
    const [age] = signature.inputs;
    const odd: Signature = { ...signature, inputs: age ? [{ ...age, name: 'constructor' }] : [] };
    const { details } = refusalOf(() => compileDoor(odd, settings()).pass([{}]));
    expect(details.issues).toMatchObject([{ path: '/rows/0/constructor', problem: 'missing' }]);
  });
});

describe('assertDoor', () => {
  it.each([
    [
      { columns: { aeg: {} } },
      'door.columns must name columns that the model reads, got "aeg".',
      { column: 'aeg' },
    ],
    [
      { columns: { age: { value: 'x' } } },
      'door.columns.age.value must be a value of kind number, got "x".',
      { column: 'age', kind: 'number', value: 'x' },
    ],
  ])('refuses %j', (door, message, details) => {
    const refused = refusalOf(() => assertDoor(signature, settings(door)));
    expect(refused).toMatchObject({ code: 'ARGUMENT_INVALID', message, details });
  });

  it('takes a default that the column can hold', () => {
    expect(() =>
      assertDoor(signature, settings({ columns: { age: { value: 18 } } })),
    ).not.toThrow();
  });
});

function isObject(row: unknown): row is Row {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
