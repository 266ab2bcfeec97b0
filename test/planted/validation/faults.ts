import type { ColumnSchema, DataSchema } from '@kaizenml/contracts';
import { addColumn, categoryColumns, changeCells, numberColumns } from '../columns.ts';
import type { TextTable } from '../csv-text.ts';
import type { Chance, Strength } from '../fault.ts';

/** A table as its schema knows it, and one with a fault. */
export interface PlantedPair {
  readonly clean: TextTable;
  readonly faulty: TextTable;
  readonly column: string | null;
  /** What people added to the schema. */
  readonly edit?: (schema: DataSchema) => DataSchema;
  /** What the faulty table is compared with: the clean one. */
  readonly comparedAs?: 'previous' | 'previousVersion' | 'training';
  /** Milliseconds since 1970 UTC at which it is checked. */
  readonly now?: number;
}

/** A fault against a schema that was inferred from the clean table. */
export interface SchemaFault {
  readonly name: string;
  /** Names of anomalies of which any one tells of it. */
  readonly anomalies: readonly string[];
  readonly plant: (table: TextTable, chance: Chance, strength: Strength) => PlantedPair | undefined;
}

const NO_TYPE = ['FLOAT_TYPE_STRING_NOT_FLOAT', 'INT_TYPE_NOT_INT_STRING', 'UNEXPECTED_DATA_TYPE'];
const PRESENCE = [
  'FEATURE_TYPE_LOW_FRACTION_PRESENT',
  'FEATURE_TYPE_LOW_NUMBER_PRESENT',
  'FEATURE_TYPE_NOT_PRESENT',
];
const TOO_BIG = ['FLOAT_TYPE_BIG_FLOAT', 'INT_TYPE_BIG_INT', 'UNEXPECTED_DATA_TYPE'];
const TOO_SMALL = ['FLOAT_TYPE_SMALL_FLOAT', 'INT_TYPE_SMALL_INT', 'UNEXPECTED_DATA_TYPE'];
const isFull = ({ rows }: TextTable, j: number) => rows.every((row) => row[j] !== '');

const inColumn = (
  name: string,
  anomalies: readonly string[],
  columns: (table: TextTable) => readonly number[],
  change: (cell: string, chance: Chance, values: readonly number[]) => string,
): SchemaFault => ({
  name,
  anomalies,
  plant: (table, chance, strength) => {
    const candidates = columns(table);
    if (candidates.length === 0) return undefined;
    const j = chance.pick(candidates);
    const values = table.rows.map((row) => Number(row[j]));
    const faulty = changeCells(table, j, {
      chance,
      strength,
      where: (cell) => cell !== '',
      change: (cell) => change(cell, chance, values),
    });
    return { clean: table, faulty, column: table.names[j] };
  },
});

const inAdded = (
  name: string,
  anomalies: readonly string[],
  column: string,
  value: (i: number, chance: Chance) => string,
  change: (cell: string, chance: Chance) => string,
): SchemaFault => ({
  name,
  anomalies,
  plant: (table, chance, strength) => {
    const clean = addColumn(table, column, chance, (i) => value(i, chance));
    const faulty = changeCells(clean, clean.names.indexOf(column), {
      chance,
      strength,
      change: (cell) => change(cell, chance),
    });
    return { clean, faulty, column };
  },
});

const editColumn =
  (column: string, added: Partial<ColumnSchema>) =>
  (schema: DataSchema): DataSchema => ({
    ...schema,
    columns: { ...schema.columns, [column]: { ...schema.columns[column], ...added } },
  });

/** Values of a column that move as a whole, against a schema that bounds how far. */
const moved = (
  name: string,
  anomalies: readonly string[],
  comparedAs: 'previous' | 'training',
  {
    value,
    change,
    bounds,
  }: {
    readonly value: (chance: Chance) => string;
    readonly change: (cell: string, chance: Chance) => string;
    readonly bounds: Partial<ColumnSchema>;
  },
): SchemaFault => ({
  name,
  anomalies,
  plant: (table, chance) => {
    const clean = addColumn(table, 'messwert', chance, () => value(chance));
    const at = clean.names.indexOf('messwert');
    const rows = clean.rows.map((row) => row.with(at, change(row[at], chance)));
    const edit = editColumn('messwert', bounds);
    return { clean, faulty: { ...clean, rows }, column: 'messwert', edit, comparedAs };
  },
});
const bell = (chance: Chance) =>
  (100 + 10 * (chance.next() + chance.next() + chance.next() + chance.next() - 2)).toFixed(3);

const without = (table: TextTable, j: number): TextTable => ({
  ...table,
  names: table.names.toSpliced(j, 1),
  rows: table.rows.map((row) => row.toSpliced(j, 1)),
});

/** Columns of numbers that do not just number the rows: ids have no range. */
const measures = (table: TextTable) =>
  numberColumns(table).filter((j) =>
    table.rows.some((row, i) => i > 0 && Number(row[j]) <= Number(table.rows[i - 1][j])),
  );
const fullColumns = (table: TextTable) =>
  table.names.flatMap((_, j) => (isFull(table, j) ? [j] : []));
const largest = (values: readonly number[]) =>
  Math.max(1, ...values.filter(Number.isFinite).map(Math.abs));

/** Faults of new data. */
export const SCHEMA_FAULTS: readonly SchemaFault[] = [
  {
    name: 'column gone',
    anomalies: ['SCHEMA_MISSING_COLUMN'],
    plant: (table, chance) => {
      const j = chance.below(table.names.length);
      return { clean: table, faulty: without(table, j), column: table.names[j] };
    },
  },
  {
    name: 'column renamed',
    anomalies: ['SCHEMA_MISSING_COLUMN', 'SCHEMA_NEW_COLUMN'],
    plant: (table, chance) => {
      const j = chance.below(table.names.length);
      return {
        clean: table,
        faulty: { ...table, names: table.names.with(j, 'ganz_neu') },
        column: 'ganz_neu',
      };
    },
  },
  {
    name: 'column more',
    anomalies: ['SCHEMA_NEW_COLUMN'],
    plant: (table, chance) => ({
      clean: table,
      faulty: addColumn(table, 'zusatz', chance, () => String(chance.below(9))),
      column: 'zusatz',
    }),
  },
  inColumn('words among numbers', NO_TYPE, measures, (_, chance) =>
    chance.pick(['defekt', 'n.v.', 'over range']),
  ),
  inColumn('numbers with a unit', NO_TYPE, measures, (cell) => `${cell} kg`),
  inColumn('far too large', TOO_BIG, measures, (_, chance, values) =>
    String(Math.round(largest(values) * (500 + chance.below(500)))),
  ),
  inColumn('far below zero', TOO_SMALL, measures, (_, chance, values) =>
    String(-Math.round(largest(values) * (500 + chance.below(500)))),
  ),
  inColumn(
    'unknown category',
    ['ENUM_TYPE_UNEXPECTED_STRING_VALUES', 'BOOL_TYPE_UNEXPECTED_STRING'],
    (table) => categoryColumns(table, 30),
    (_, chance) => chance.pick(['Marsbewohner', 'zzz', 'N-17']),
  ),
  inColumn(
    'category in capital letters',
    ['ENUM_TYPE_UNEXPECTED_STRING_VALUES', 'BOOL_TYPE_UNEXPECTED_STRING'],
    (table) => categoryColumns(table, 30),
    (cell) => (cell === cell.toUpperCase() ? `${cell.toLowerCase()}_` : cell.toUpperCase()),
  ),
  {
    name: 'values gone',
    anomalies: PRESENCE,
    plant: (table, chance, strength) => {
      const candidates = fullColumns(table);
      if (candidates.length === 0) return undefined;
      const j = chance.pick(candidates);
      const share = { weak: 0.05, plain: 0.4, strong: 1 }[strength];
      const rows = table.rows.map((row) => (chance.next() < share ? row.with(j, '') : row));
      return { clean: table, faulty: { ...table, rows }, column: table.names[j] };
    },
  },
  inAdded(
    'keys twice',
    ['VALUES_NOT_UNIQUE', 'KEY_NOT_UNIQUE', 'FEATURE_TYPE_NO_UNIQUE'],
    'beleg_id',
    (i) => `B-${10000 + 7 * i}`,
    () => 'B-10007',
  ),
  inAdded(
    'what is no date',
    ['DATE_TYPE_NOT_DATE_STRING', 'UNEXPECTED_DATA_TYPE'],
    'erfasst',
    (i) => `2022-0${1 + (i % 9)}-1${i % 10}`,
    (_, chance) => chance.pick(['gestern', '2022-02-31', '31/12']),
  ),
  inAdded(
    'dates of the far future',
    ['DATE_TYPE_BIG_DATE'],
    'erfasst',
    (i) => `2022-0${1 + (i % 9)}-1${i % 10}`,
    () => '2222-01-01',
  ),
  inAdded(
    'dates of the distant past',
    ['DATE_TYPE_SMALL_DATE'],
    'erfasst',
    (i) => `2022-0${1 + (i % 9)}-1${i % 10}`,
    () => '1022-01-01',
  ),
  inAdded(
    'neither yes nor no',
    ['BOOL_TYPE_UNEXPECTED_STRING', 'ENUM_TYPE_UNEXPECTED_STRING_VALUES', 'UNEXPECTED_DATA_TYPE'],
    'aktiv',
    (i) => (i % 3 === 0 ? 'true' : 'false'),
    () => 'maybe',
  ),
  inAdded(
    'no e-mail address',
    ['FORMAT_MISMATCH', 'SEMANTIC_DOMAIN_UPDATE'],
    'kontakt',
    (i) => `p${i}@example.org`,
    (_, chance) => `niemand-${chance.below(1e6)}`,
  ),
  inAdded(
    'fractions among whole numbers',
    ['INT_TYPE_NOT_INT_STRING', 'UNEXPECTED_DATA_TYPE'],
    'anzahl',
    (i) => String(100 + ((i * 37) % 900)),
    (_, chance) => (100 + 800 * chance.next()).toFixed(3),
  ),
  inAdded(
    'infinite',
    ['FLOAT_TYPE_HAS_INF', 'FLOAT_TYPE_STRING_NOT_FLOAT', 'UNEXPECTED_DATA_TYPE'],
    'messwert',
    (i) => (1 + (i % 97) / 7).toFixed(4),
    () => 'inf',
  ),
  moved(
    'numbers moved by a standard deviation',
    ['COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH'],
    'previous',
    {
      value: bell,
      change: (cell) => (Number(cell) + 5.8).toFixed(3),
      bounds: { drift: { maxJensenShannon: 0.05 } },
    },
  ),
  moved('numbers of twice the spread', ['COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH'], 'training', {
    value: bell,
    change: (cell) => (2 * Number(cell) - 100).toFixed(3),
    bounds: { skew: { maxJensenShannon: 0.03 } },
  }),
  moved('shares of categories moved', ['COMPARATOR_L_INFTY_HIGH'], 'previous', {
    value: (chance) => chance.pick(['a', 'b']),
    change: (cell, chance) => (chance.next() < 0.3 ? 'a' : cell),
    bounds: { drift: { maxLInfinity: 0.06 } },
  }),
  {
    name: 'rule broken',
    anomalies: ['CUSTOM_VALIDATION'],
    plant: (table, chance, strength) => {
      const low = addColumn(table, 'von', chance, () => String(chance.below(50)));
      const clean = addColumn(low, 'bis', chance, () => String(60 + chance.below(50)));
      const faulty = changeCells(clean, clean.names.indexOf('bis'), {
        chance,
        strength,
        change: () => '-1',
      });
      const rules = [{ name: 'von-bis', check: 'von <= bis' }];
      return { clean, faulty, column: null, edit: (schema) => ({ ...schema, rules }) };
    },
  },
  {
    name: 'half of the rows of the version before',
    anomalies: ['COMPARATOR_LOW_NUM_EXAMPLES'],
    plant: (table) => ({
      clean: table,
      faulty: { ...table, rows: table.rows.filter((_, i) => i % 2 === 0) },
      column: null,
      edit: (schema) => ({ ...schema, rowsVersion: { min: 0.8 } }),
      comparedAs: 'previousVersion',
    }),
  },
  {
    name: 'nothing new for a week',
    anomalies: ['DATASET_STALE'],
    plant: (table, chance) => {
      const clean = addColumn(table, 'erfasst', chance, (i) => `2022-03-0${1 + (i % 9)}`);
      const freshness = { column: 'erfasst', within: '24h' };
      const edit = (schema: DataSchema) => ({ ...schema, freshness });
      return { clean, faulty: clean, column: 'erfasst', edit, now: Date.UTC(2022, 2, 16) };
    },
  },
];
