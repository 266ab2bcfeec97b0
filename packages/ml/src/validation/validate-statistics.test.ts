import {
  ANOMALIES,
  type AnomalyName,
  type ColumnKind,
  type ColumnSchema,
  type ColumnStatistics,
  type DataSchema,
  type DatasetStatistics,
} from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { addColumn, emptyColumn, finishColumn } from '../sketches/index.ts';
import { type Column, encodeText, isNumericKind } from '../table/index.ts';
import { applyPatch } from './schema/apply-patch.ts';
import { checkSchema } from './schema/check-schema.ts';
import { type ValidationOptions, validateStatistics } from './validate-statistics.ts';

type Cell = string | number | null;

function column(kind: ColumnKind, cells: readonly Cell[], name = 'x'): ColumnStatistics {
  const made: Column = isNumericKind(kind)
    ? { name, kind, values: Float64Array.from(cells, (cell) => Number(cell ?? Number.NaN)) }
    : encodeText(
        name,
        kind,
        cells.map((cell) => (cell === null ? null : String(cell))),
      );
  const sketch = emptyColumn(name, kind);
  const missing = Uint8Array.from(cells, (cell) => (cell === null ? 1 : 0));
  if (isNumericKind(kind)) addColumn(sketch, made, missing);
  else addColumn(sketch, made);
  return finishColumn(sketch);
}

function table(...columns: readonly ColumnStatistics[]): DatasetStatistics {
  return { nRows: columns[0]?.nRows ?? 0, nDuplicateRows: null, columns };
}

const numbers = (...cells: Cell[]) => table(column('number', cells));
const texts = (...cells: Cell[]) => table(column('category', cells));
const dates = (...days: string[]) =>
  table(
    column(
      'date',
      days.map((day) => Date.parse(day)),
    ),
  );
const repeat = <T>(n: number, cell: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => cell(i));
const rows = (n: number) => numbers(...repeat(n, (i) => i));

const of = (spec: ColumnSchema, rest: Partial<DataSchema> = {}): DataSchema => ({
  kaizenSchema: 1,
  columns: { x: spec },
  ...rest,
});
const integer = (spec: Partial<ColumnSchema> = {}) => of({ type: 'integer', ...spec });
const number = (spec: Partial<ColumnSchema> = {}) => of({ type: 'number', ...spec });
const string = (spec: Partial<ColumnSchema> = {}) => of({ type: 'string', ...spec });
const boolean = (spec: Partial<ColumnSchema> = {}) => of({ type: 'boolean', ...spec });
const date = (spec: Partial<ColumnSchema> = {}) => of({ type: 'date', ...spec });

/** Data that raise an anomaly, and data that just do not. */
interface Case {
  readonly schema: DataSchema;
  /** The other schema, where it is the schema that is at fault. */
  readonly passingSchema?: DataSchema;
  readonly raises: DatasetStatistics;
  readonly passes: DatasetStatistics;
  readonly options?: ValidationOptions;
  readonly passingOptions?: ValidationOptions;
  readonly count: number | null;
}

const halves = (nU: number) => texts(...repeat(nU, () => 'u'), ...repeat(100 - nU, () => 'v'));
const whole = numbers(1);
const withY = (y: ColumnSchema): DataSchema => ({
  kaizenSchema: 1,
  columns: { x: { type: 'integer' }, y },
});
const untyped = { presence: { minCount: 1 } } as unknown as ColumnSchema;
const { distinct: _distinct, ...uncounted } = column('category', ['a', 'b']);
const list = (n: number) => texts(JSON.stringify(repeat(n, (i) => i)), '[1,2]');
const emails = (n: number) => texts(...repeat(n, (i) => `user${i}@example.com`));

const CASES: Partial<Record<AnomalyName, Case>> = {
  SCHEMA_MISSING_COLUMN: {
    schema: withY({ type: 'integer', presence: { minCount: 0 } }),
    passingSchema: withY({ type: 'integer' }),
    raises: whole,
    passes: whole,
    count: null,
  },
  SCHEMA_NEW_COLUMN: {
    schema: integer(),
    raises: table(column('number', [1]), column('number', [1], 'y')),
    passes: whole,
    count: null,
  },
  FEATURE_TYPE_LOW_FRACTION_PRESENT: {
    schema: integer({ presence: { minShare: 0.75 } }),
    raises: numbers(1, 2, null, null),
    passes: numbers(1, 2, 3, null),
    count: 2,
  },
  FEATURE_TYPE_LOW_NUMBER_PRESENT: {
    schema: integer({ presence: { minCount: 3 } }),
    raises: numbers(1, 2, null),
    passes: numbers(1, 2, 3, null),
    count: 1,
  },
  FEATURE_TYPE_NOT_PRESENT: {
    schema: integer({ presence: { minCount: 1 } }),
    raises: numbers(null, null),
    passes: numbers(null, 1),
    count: 2,
  },
  FEATURE_TYPE_LOW_NUMBER_VALUES: {
    schema: string({ valueCount: { min: 2 } }),
    raises: list(1),
    passes: list(2),
    count: 1,
  },
  FEATURE_TYPE_HIGH_NUMBER_VALUES: {
    schema: string({ valueCount: { max: 2 } }),
    raises: list(3),
    passes: list(2),
    count: 1,
  },
  FEATURE_TYPE_LOW_UNIQUE: {
    schema: integer({ distinct: { min: 3 } }),
    raises: numbers(1, 2, 2),
    passes: numbers(1, 2, 3),
    count: null,
  },
  FEATURE_TYPE_HIGH_UNIQUE: {
    schema: integer({ distinct: { max: 2 } }),
    raises: numbers(1, 2, 3),
    passes: numbers(1, 2, 2),
    count: null,
  },
  FEATURE_TYPE_NO_UNIQUE: {
    schema: string({ distinct: { max: 2 } }),
    raises: table(uncounted as ColumnStatistics),
    passes: texts('a', 'b'),
    count: null,
  },
  DATASET_LOW_NUM_EXAMPLES: {
    schema: { ...integer(), rows: { min: 3 } },
    raises: rows(2),
    passes: rows(3),
    count: null,
  },
  DATASET_HIGH_NUM_EXAMPLES: {
    schema: { ...integer(), rows: { max: 3 } },
    raises: rows(4),
    passes: rows(3),
    count: null,
  },
  COMPARATOR_LOW_NUM_EXAMPLES: {
    schema: { ...integer(), rowsDrift: { min: 0.5 } },
    raises: rows(4),
    passes: rows(5),
    options: { previous: rows(10) },
    count: null,
  },
  COMPARATOR_HIGH_NUM_EXAMPLES: {
    schema: { ...integer(), rowsVersion: { max: 2 } },
    raises: rows(9),
    passes: rows(8),
    options: { previousVersion: rows(4) },
    count: null,
  },
  STATS_NOT_AVAILABLE: { schema: integer(), raises: numbers(), passes: whole, count: null },
  UNEXPECTED_DATA_TYPE: {
    schema: string(),
    raises: numbers(...repeat(20, (i) => i)),
    passes: numbers(...repeat(19, (i) => i)),
    count: null,
  },
  INT_TYPE_NOT_INT_STRING: {
    schema: integer(),
    raises: texts('1', '2', 'many', '2.5'),
    passes: texts('1', '2', '3'),
    count: 2,
  },
  FLOAT_TYPE_STRING_NOT_FLOAT: {
    schema: number(),
    raises: texts('1', '2.5', '12,5'),
    passes: texts('1', '2.5', '1e3'),
    count: 1,
  },
  BOOL_TYPE_BIG_INT: {
    schema: boolean(),
    raises: numbers(0, 1, 2),
    passes: numbers(0, 1, 1),
    count: 1,
  },
  BOOL_TYPE_SMALL_INT: {
    schema: boolean(),
    raises: numbers(0, 1, -1),
    passes: numbers(0, 1, 0),
    count: 1,
  },
  BOOL_TYPE_UNEXPECTED_STRING: {
    schema: boolean({ booleanWords: { true: 'on', false: 'off' } }),
    raises: texts('on', 'off', 'On'),
    passes: texts('on', 'off'),
    count: 1,
  },
  BOOL_TYPE_UNEXPECTED_FLOAT: {
    schema: boolean(),
    raises: numbers(0, 1, 0.5),
    passes: numbers(0, 1),
    count: 1,
  },
  BOOL_TYPE_INVALID_CONFIG: {
    schema: boolean({ booleanWords: { true: 'y', false: 'y' } }),
    passingSchema: boolean({ booleanWords: { true: 'y', false: 'Y' } }),
    raises: texts('y'),
    passes: texts('y'),
    count: null,
  },
  INT_TYPE_SMALL_INT: {
    schema: integer({ range: { min: 0 } }),
    raises: numbers(0, -1, 5),
    passes: numbers(0, 5),
    count: 1,
  },
  INT_TYPE_BIG_INT: {
    schema: integer({ range: { max: 9 } }),
    raises: numbers(9, 10, 10),
    passes: numbers(9, 1),
    count: 2,
  },
  FLOAT_TYPE_SMALL_FLOAT: {
    schema: number({ range: { min: 0.5 } }),
    raises: numbers(0.5, 0.4999),
    passes: numbers(0.5, 1.5),
    count: 1,
  },
  FLOAT_TYPE_BIG_FLOAT: {
    schema: number({ range: { max: 0.5 } }),
    raises: numbers(0.5, 0.5001),
    passes: numbers(0.5, 0.1),
    count: 1,
  },
  FLOAT_TYPE_HAS_NAN: {
    schema: number({ disallowNaN: true }),
    passingSchema: number(),
    raises: numbers(0.5, Number.NaN),
    passes: numbers(0.5, Number.NaN),
    count: 1,
  },
  FLOAT_TYPE_HAS_INF: {
    schema: number({ disallowInfinity: true }),
    passingSchema: number(),
    raises: numbers(0.5, Number.POSITIVE_INFINITY),
    passes: numbers(0.5, Number.POSITIVE_INFINITY),
    count: 1,
  },
  ENUM_TYPE_UNEXPECTED_STRING_VALUES: {
    schema: string({ values: ['a', 'b'], minDomainMass: 0.75 }),
    raises: texts('a', 'b', 'c', 'd'),
    passes: texts('a', 'b', 'a', 'd'),
    count: 2,
  },
  ENUM_TYPE_INVALID_UTF8: {
    schema: string(),
    raises: texts('ok', 'Z\ufffdrich'),
    passes: texts('ok', 'Zürich'),
    count: 1,
  },
  SEMANTIC_DOMAIN_UPDATE: { schema: string(), raises: emails(20), passes: emails(19), count: null },
  COMPARATOR_L_INFTY_HIGH: {
    schema: string({ drift: { maxLInfinity: 0.1 } }),
    raises: halves(61),
    passes: halves(60),
    options: { previous: halves(50) },
    count: null,
  },
  // H(0.7) = 0.881290899 bits: the divergence of (1, 0) and (0.4, 0.6) is H(0.7) - H(0.4) / 2 = 0.3958156.
  COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH: {
    schema: string({ skew: { maxJensenShannon: 0.395816 } }),
    raises: halves(39),
    passes: halves(40),
    options: { serving: halves(100) },
    count: null,
  },
  COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH: {
    schema: string({ drift: { maxNormalizedDifference: 0.05 } }),
    raises: halves(61),
    passes: halves(60),
    options: { previous: halves(50) },
    count: null,
  },
  COMPARATOR_CONTROL_DATA_MISSING: {
    schema: string({ drift: { maxLInfinity: 1 } }),
    raises: texts('a'),
    passes: texts('a'),
    options: { previous: texts(null) },
    passingOptions: { previous: texts('b') },
    count: null,
  },
  FEATURE_MISSING_NAME: {
    schema: { kaizenSchema: 1, columns: { ' ': { type: 'integer' } } },
    passingSchema: integer(),
    raises: table(column('number', [1], ' ')),
    passes: whole,
    count: null,
  },
  FEATURE_MISSING_TYPE: {
    schema: of(untyped),
    passingSchema: integer(),
    raises: whole,
    passes: whole,
    count: null,
  },
  INVALID_SCHEMA_SPECIFICATION: {
    schema: { ...integer(), rows: { min: 3, max: 2 } },
    passingSchema: { ...integer(), rows: { min: 2, max: 2 } },
    raises: rows(2),
    passes: rows(2),
    count: null,
  },
  INVALID_DOMAIN_SPECIFICATION: {
    schema: string({ values: [] }),
    passingSchema: string({ values: ['a'] }),
    raises: texts('a'),
    passes: texts('a'),
    count: null,
  },
  DOMAIN_INVALID_FOR_TYPE: {
    schema: string({ range: { min: 1 } }),
    passingSchema: integer({ range: { min: 1 } }),
    raises: texts('a'),
    passes: whole,
    count: null,
  },
  INVALID_FEATURE_SHAPE: {
    schema: string({ length: { min: 3, max: 2 } }),
    passingSchema: string({ length: { min: 2, max: 2 } }),
    raises: texts('ab'),
    passes: texts('ab'),
    count: null,
  },
  DATE_TYPE_NOT_DATE_STRING: {
    schema: date(),
    raises: texts('2024-01-01', 'soon'),
    passes: texts('2024-01-01', '01/02/2024'),
    count: 1,
  },
  DATE_TYPE_SMALL_DATE: {
    schema: date({ range: { min: '2024-01-01' } }),
    raises: dates('2023-12-31', '2024-02-01'),
    passes: dates('2024-01-01', '2024-02-01'),
    count: null,
  },
  DATE_TYPE_BIG_DATE: {
    schema: date({ range: { max: '2024-01-31' } }),
    raises: dates('2024-02-01T00:00Z'),
    passes: dates('2024-01-31T23:59Z'),
    count: null,
  },
  STRING_TYPE_LENGTH: {
    schema: string({ length: { max: 3 } }),
    raises: texts('abc', 'abcd'),
    passes: texts('abc', 'äöü'),
    count: 1,
  },
  FORMAT_MISMATCH: {
    schema: string({ format: 'ip-address' }),
    raises: texts('10.0.0.1', '10.0.0.256'),
    passes: texts('10.0.0.1', 'fe80::1'),
    count: 1,
  },
  VALUES_NOT_UNIQUE: {
    schema: string({ isUnique: true }),
    raises: texts('a', 'b', 'a'),
    passes: texts('a', 'b', null, null),
    count: 1,
  },
  KEY_NOT_UNIQUE: {
    schema: { ...string(), key: ['x'] },
    raises: texts('a', 'b', 'a'),
    passes: texts('a', 'b'),
    count: 1,
  },
  DATASET_STALE: {
    schema: { ...date(), freshness: { column: 'x', within: '36h' } },
    raises: dates('2024-01-01'),
    passes: dates('2024-01-02'),
    options: { now: Date.parse('2024-01-03') },
    count: null,
  },
};

/** What only a look at the rows finds. */
const TOLD_BY_ROWS: readonly AnomalyName[] = ['CUSTOM_VALIDATION', 'FOREIGN_KEY_MISSING'];

const NAMES = Object.keys(CASES) as AnomalyName[];

function found(name: AnomalyName, isRaised: boolean) {
  const one = CASES[name] as Case;
  const schema = isRaised ? one.schema : (one.passingSchema ?? one.schema);
  const options = isRaised ? one.options : (one.passingOptions ?? one.options);
  return validateStatistics(isRaised ? one.raises : one.passes, schema, options);
}

describe('validateStatistics', () => {
  it('has a case for every anomaly that statistics tell, and for nothing else', () => {
    expect([...NAMES, ...TOLD_BY_ROWS].sort()).toEqual(Object.keys(ANOMALIES).sort());
  });

  it.each(NAMES)('raises %s', (name) => {
    const [anomaly, ...others] = found(name, true);
    expect(others).toEqual([]);
    const { number: id, severity, title } = ANOMALIES[name];
    expect(anomaly).toMatchObject({ name, number: id, severity, short: title, rows: [] });
    expect(anomaly.long).toMatch(/^[A-Z`].*\b(must|should)\b.*, got .*\.$/);
    expect(anomaly.count).toBe(CASES[name]?.count);
    const nRows = CASES[name]?.raises.nRows ?? 0;
    expect(anomaly.share).toBe(anomaly.count === null ? null : anomaly.count / nRows);
  });

  it.each(NAMES)('does not raise %s where the data just pass', (name) => {
    expect(found(name, false)).toEqual([]);
  });

  it.each(NAMES)('offers a patch for %s that makes it go away, or none', (name) => {
    const one = CASES[name] as Case;
    const [{ patch }] = found(name, true);
    if (patch === null) return;
    expect(patch.id).toMatch(/^[\da-f]{8}$/);
    expect(patch.says).toMatch(/^.*\.$/);
    const patched = applyPatch(one.schema, patch);
    expect(checkSchema(patched)).toEqual([]);
    const left = validateStatistics(one.raises, patched, one.options);
    expect(left.map((anomaly) => anomaly.name)).not.toContain(name);
  });

  it('leaves out columns of another stage or environment, and says so of unknown environments', () => {
    const spec = { type: 'integer', presence: { minShare: 1 } } as const;
    const label = of({ ...spec, environments: { not: ['serving'] } });
    const other = table(column('number', [1], 'x'));
    expect(validateStatistics(table(), label, { environment: 'serving' })).toHaveLength(1);
    expect(
      validateStatistics({ ...other, columns: [] }, label, { environment: 'serving' }),
    ).toEqual([]);
    expect(
      validateStatistics({ ...other, columns: [] }, label, { environment: 'training' }),
    ).toHaveLength(1);
    expect(validateStatistics(texts('a'), of({ ...spec, stage: 'alpha' }))).toEqual([]);
    expect(() => validateStatistics(other, label, { environment: 'serv' })).toThrow(
      'The environment must be one of the schema, got "serv".',
    );
  });

  it('gives the same patch the same id while more is asked for, and another one for another question', () => {
    const idOf = (statistics: DatasetStatistics, schema: DataSchema) =>
      validateStatistics(statistics, schema)[0].patch?.id;
    const capped = integer({ range: { max: 9 } });
    expect(idOf(numbers(10), capped)).toBe(idOf(numbers(99), capped));
    expect(idOf(numbers(10), capped)).not.toBe(idOf(numbers(10), integer({ range: { max: 8 } })));
    const listed = string({ values: ['a'] });
    expect(idOf(texts('a', 'b'), listed)).toBe(idOf(texts('b', 'a', 'b'), listed));
    expect(idOf(texts('a', 'b'), listed)).not.toBe(idOf(texts('a', 'c'), listed));
  });

  it('compares numbers by bins, and sees a shift that frequent values hide', () => {
    const uniform = (from: number) => numbers(...repeat(2000, (i) => from + i / 2000 + 0.0001));
    const schema = number({ drift: { maxJensenShannon: 0.2 } });
    expect(validateStatistics(uniform(0), schema, { previous: uniform(0.1) })).toEqual([]);
    const [anomaly] = validateStatistics(uniform(0), schema, { previous: uniform(0.5) });
    expect(anomaly.details.distance).toBeCloseTo(0.5, 2);
  });
});
