import type { InputField, Signature } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { csvRows } from './csv-rows.ts';
import {
  formatInvocation,
  parseInvocation,
  parseScoringRequest,
  parseV1Request,
  predictionsBody,
} from './index.ts';
import { parseCsv } from './parse-csv.ts';

const field = (name: string, kind: InputField['kind']): InputField => ({
  name,
  kind,
  required: true,
  shareMissing: 0,
  typical: null,
});
const churn: Signature = {
  inputs: [field('age', 'number'), field('plan', 'category'), field('active', 'boolean')],
  output: { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
};

const bytes = (text: string) => new TextEncoder().encode(text);
const rows = (text: string, header: 'present' | 'absent' | 'guess' = 'guess') =>
  csvRows(churn, bytes(text), { header, subject: 'invocation' });

describe('comma-separated values', () => {
  it('come back as they were written, whatever is in the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', '😀') });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n })));
    const write = (text: string) =>
      /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, end, isEnded) => {
        const text = lines.map((line) => line.map(write).join(',')).join(end);
        expect([...parseCsv(text + (isEnded ? end : ''), 'x')]).toEqual(lines);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('must close their quotes', () => {
    expect(thrownBy(() => [...parseCsv('a,b\nc,"d', 'invocation')])).toEqual({
      code: 'REQUEST_INVALID',
      message:
        'The invocation has a problem: `(body)[line 2]` must close every quote, got text that ends within one.',
      hint: 'Quote cells with commas, and double the quotes in them.',
      details: {
        problems: [
          {
            path: '(body)[line 2]',
            problem: 'must close every quote, got text that ends within one',
          },
        ],
      },
    });
    expect(thrownBy(() => [...parseCsv('"a"b', 'x')]).message).toContain(
      'must have a comma or the end of the line after a quote, got more text',
    );
  });
});

describe('rows in CSV', () => {
  const expected = [
    { age: '31.5', plan: 'basic', active: 'true' },
    { age: null, plan: 'plus, big', active: null },
  ];

  it('have names in the first line, in any order, or are in the order of the model', () => {
    expect(rows('31.5,basic,true\n,"plus, big",NaN\n')).toEqual(expected);
    expect(rows('\ufeffplan,active,age\r\nbasic,true,31.5\r\n"plus, big",NA,\r\n')).toEqual(
      expected,
    );
    expect(rows('plan,plan,plan\n', 'absent')).toEqual([
      { age: 'plan', plan: 'plan', active: 'plan' },
    ]);
  });

  it('must have the columns of the model', () => {
    const error = thrownBy(() => rows('age,pan,active\n1,a,true\n'));
    expect(error).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message:
        'The columns do not fit the model: /header/pan must be a column that the model reads, got "pan"; /header/plan must be there, got nothing.',
      hint: 'Did you mean "plan"?',
    });
    expect(thrownBy(() => rows('1,a\n1,a,true\n1,a,true,b\n')).details).toEqual({
      problems: [
        { path: 'rows[0]', problem: 'must have 3 cells, got 2' },
        { path: 'rows[2]', problem: 'must have 3 cells, got 4' },
      ],
    });
    const short = thrownBy(() => rows('1\n'.repeat(50_000)));
    expect(short.message).toMatch(/^The invocation has at least 10000 problems: /);
    expect(short.details.problems).toHaveLength(101);
    expect(thrownBy(() => rows('\n')).details).toEqual({
      problems: [{ path: '(body)', problem: 'must have at least one line, got none' }],
    });
  });
});

const json = (value: unknown) => bytes(JSON.stringify(value));
const two = [
  { age: 31.5, plan: 'basic', active: true },
  { age: null, plan: 'plus', active: false },
];
const cells = two.map((row) => Object.values(row));
const problemsOf = (call: () => unknown) => thrownBy(call).details.problems;

describe('version 1 of the protocol of KServe', () => {
  it('takes instances as objects, lists or plain values', () => {
    expect(parseV1Request(churn, json({ instances: two }))).toEqual({ rows: two, doubts: {} });
    expect(parseV1Request(churn, json({ instances: cells })).rows).toEqual(two);
    const age: Signature = { ...churn, inputs: [field('age', 'number')] };
    expect(parseV1Request(age, json({ instances: [1, [2], { age: 3 }] })).rows).toEqual([
      { age: 1 },
      { age: 2 },
      { age: 3 },
    ]);
  });

  it('answers what is predicted', () => {
    const predictions = [{ prediction: 'yes', probabilities: { no: 0, yes: 1 } }];
    expect(predictionsBody(predictions)).toEqual({ predictions: ['yes'] });
  });

  it('says what is wrong with every instance', () => {
    const expectation =
      "must be an object of columns or a list of 3 values in the order of the model's columns";
    const request = json({ instances: [two[0], [1, 2], 7, [1, 2, [3]], null] });
    expect(problemsOf(() => parseV1Request(churn, request))).toEqual([
      { path: 'instances[1]', problem: `${expectation}, got [1,2]` },
      { path: 'instances[2]', problem: `${expectation}, got 7` },
      { path: 'instances[3]', problem: `${expectation}, got a list of 3` },
      { path: 'instances[4]', problem: `${expectation}, got null` },
    ]);
    expect(problemsOf(() => parseV1Request(churn, json([])))).toEqual([
      { path: '(body)', problem: 'must be an object with `instances`, got []' },
    ]);
    expect(problemsOf(() => parseV1Request(churn, json({ inputs: [] })))).toEqual([
      { path: 'instances', problem: 'must be a list of rows, got nothing' },
    ]);
  });
});

describe('invocations of MLflow', () => {
  const columns = ['age', 'plan', 'active'];

  it.each([
    ['dataframe_split', { columns, data: cells, index: [0, 1] }],
    ['dataframe_records', two],
    ['instances', two],
    ['instances', cells],
    ['inputs', { age: [31.5, null], plan: ['basic', 'plus'], active: [[true], [false]] }],
    ['inputs', cells],
  ])('takes %s', (form, given) => {
    expect(parseScoringRequest(churn, json({ [form]: given }))).toEqual({
      rows: two,
      doubts: {},
    });
    const params = { threshold: 0.5, interval: '0.9' };
    expect(parseScoringRequest(churn, json({ params, [form]: given }))).toEqual({
      rows: two,
      doubts: { interval: 0.9 },
      params,
    });
  });

  it('takes a single row of plain values, and CSV', () => {
    expect(parseScoringRequest(churn, json({ inputs: two[0] })).rows).toEqual([two[0]]);
    expect(
      parseScoringRequest(churn, bytes('age,plan,active\n1,a,true\n'), 'text/csv; charset=utf-8')
        .rows,
    ).toEqual([{ age: '1', plan: 'a', active: 'true' }]);
  });

  it.each([
    [
      {},
      '(body)',
      'must have exactly one of dataframe_split, dataframe_records, instances, inputs, got an object without keys',
    ],
    [
      { inputs: {}, instances: [] },
      '(body)',
      'must have exactly one of dataframe_split, dataframe_records, instances, inputs, got instances and inputs',
    ],
    [
      [1],
      '(body)',
      'must have exactly one of dataframe_split, dataframe_records, instances, inputs, got [1]',
    ],
    [{ instances: [], params: 3 }, 'params', 'must be an object, got 3'],
    [{ dataframe_split: 1 }, 'dataframe_split.data', 'must be a list of rows, got nothing'],
    [
      { dataframe_split: { columns: 'age', data: [] } },
      'dataframe_split.columns',
      'must be a list of names, got "age"',
    ],
    [
      { dataframe_split: { columns, data: [[1]] } },
      'dataframe_split.data[0]',
      'must be a list of 3 values, got [1]',
    ],
    [
      { inputs: { age: [1, 2], plan: ['a'], active: [true, true] } },
      'inputs.plan',
      'must be a list of 2 values like the first column, got ["a"]',
    ],
  ])('refuses %j', (request, path, problem) => {
    expect(problemsOf(() => parseScoringRequest(churn, json(request)))).toEqual([
      { path, problem },
    ]);
  });

  it('refuses other columns, once each', () => {
    const split = { columns: ['age', 'plan', 'plan', 'x'], data: [[1, 2, 3, 4]] };
    const error = thrownBy(() => parseScoringRequest(churn, json({ dataframe_split: split })));
    expect(error.code).toBe('INPUT_SCHEMA_MISMATCH');
    expect(error.details.issues).toMatchObject([
      { path: '/dataframe_split/columns/plan', problem: 'duplicate' },
      { path: '/dataframe_split/columns/x', problem: 'unknown' },
      { path: '/dataframe_split/columns/active', problem: 'missing' },
    ]);
  });

  it('lists at most 100 columns that do not fit, however long their names are', () => {
    const inputs = Object.fromEntries(
      Array.from({ length: 150 }, (_, i) => [`${i}${'x'.repeat(1_000_000 / 50)}`, []]),
    );
    const { details, message } = thrownBy(() => parseScoringRequest(churn, json({ inputs })));
    const issues = details.issues as readonly { readonly path: string }[];
    expect(issues).toHaveLength(101);
    expect(issues[100]).toEqual({
      path: '',
      problem: 'more',
      message: 'The columns have 53 more problems.',
    });
    expect(message.length).toBeLessThan(2000);
  });

  it('refuses other media types', () => {
    for (const type of ['text/plain', 'application/json; charset=latin1', ''])
      expect(thrownBy(() => parseScoringRequest(churn, json({}), type))).toEqual({
        code: 'MEDIA_TYPE_UNSUPPORTED',
        message: `A request body must be "application/json" and "text/csv" in UTF-8, got "${type}".`,
        hint: 'Send the header `content-type: application/json`.',
        details: { contentType: type, known: ['application/json', 'text/csv'] },
      });
  });
});

describe('invocations of SageMaker', () => {
  it('take CSV with names or without, JSON and JSON by lines', () => {
    const expected = [{ age: '1', plan: 'a', active: 'true' }];
    expect(parseInvocation(churn, bytes('1,a,true'))).toEqual(expected);
    expect(parseInvocation(churn, bytes('plan,age,active\na,1,true'), 'text/csv')).toEqual(
      expected,
    );
    expect(
      parseInvocation(churn, bytes('age,plan,active'), 'text/csv; header=absent'),
    ).toHaveLength(1);
    const features = cells.map((row) => ({ features: row }));
    for (const body of [{ instances: features }, { instances: two }, cells, two])
      expect(parseInvocation(churn, json(body), 'application/json')).toEqual(two);
    const lines = `${features.map((line) => JSON.stringify(line)).join('\n')}\n`;
    expect(parseInvocation(churn, bytes(lines), 'application/jsonlines')).toEqual(two);
    expect(
      problemsOf(() => parseInvocation(churn, bytes('{}\n3'), 'application/jsonlines')),
    ).toMatchObject([{ path: 'lines[1]' }]);
    expect(
      thrownBy(() => parseInvocation(churn, bytes('{}\n{'), 'application/jsonlines')).message,
    ).toMatch(/^The line 2 of the invocation has a problem: `\(body\)` must be JSON, got /);
    expect(problemsOf(() => parseInvocation(churn, json(3), 'application/json'))).toEqual([
      { path: '(body)', problem: 'must be an object with `instances`, got 3' },
    ]);
  });

  it('are answered as `Accept` says, or as they came', () => {
    const predictions = [
      { prediction: 'yes', probabilities: { no: 0.25, yes: 0.75 } },
      { prediction: 'no', probabilities: { no: 0.5, yes: 0.5 } },
    ];
    const answer = (accept?: string, fallback?: string) =>
      formatInvocation(
        churn,
        { predictions },
        {
          accept,
          ...(fallback === undefined ? {} : { fallback }),
        },
      );
    expect(answer()).toEqual({ contentType: 'text/csv', body: 'yes\nno\n' });
    const inJson = {
      contentType: 'application/json',
      body: '{"predictions":[{"predicted_label":"yes","score":0.75},{"predicted_label":"no","score":0.5}]}',
    };
    expect(answer('application/json; q=1')).toEqual(inJson);
    expect(answer('*/*', 'application/json; charset=utf-8')).toEqual(inJson);
    expect(answer('image/png, application/*')).toEqual(inJson);
    expect(answer('application/jsonlines').body.split('\n')[1]).toBe(
      '{"predicted_label":"no","score":0.5}',
    );
    expect(problemsOf(() => answer('image/png'))).toEqual([
      {
        path: '(header)',
        problem:
          'must accept text/csv or application/json or application/jsonlines, got "image/png"',
      },
    ]);
  });

  it('say the number of a regression and the probability of each of many classes', () => {
    const regression: Signature = { ...churn, output: { name: 'y', task: 'regression' } };
    const json = { accept: 'application/json' };
    expect(formatInvocation(regression, { predictions: [{ prediction: 2.5 }] }, json).body).toBe(
      '{"predictions":[{"score":2.5}]}',
    );
    expect(formatInvocation(regression, { predictions: [{ prediction: 2.5 }] }, {}).body).toBe(
      '2.5\n',
    );
    const many: Signature = {
      ...churn,
      output: { name: 'y', task: 'multiclass', classes: ['a', 'b,c', 'd'] },
    };
    const predictions = [{ prediction: 'b,c', probabilities: { a: 0, 'b,c': 1, d: 0 } }];
    expect(formatInvocation(many, { predictions }, json).body).toBe(
      '{"predictions":[{"predicted_label":"b,c","score":[0,1,0]}]}',
    );
    expect(formatInvocation(many, { predictions }, {}).body).toBe('"b,c"\n');
  });
});
