import {
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  type Kysely,
  type SqlBool,
  sql,
} from 'kysely';
import type { Comparison, Condition, Field } from '../../../tracking/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';
import { experimentAttribute, runAttribute, unknownField } from './attributes.ts';
import { keyNumber } from './key-number.ts';
import { meetsValue } from './meets-value.ts';

/**
 * Whether a row of `runs` meets a condition: true or false, never unknown. Every value is bound.
 *
 * @cost A comparison of a metric reads its values in the index once; one of a param or a tag looks into each run that is asked.
 */
export function runMeets(db: Kysely<Schema>, condition: Condition): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'runs'>();
  return combine(condition, (comparison) => meetsRun({ db, eb }, comparison));
}

/** Whether a row of `experiments` meets a condition: true or false, never unknown. Every value is bound. */
export function experimentMeets(db: Kysely<Schema>, condition: Condition): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'experiments'>();
  return combine(condition, (comparison) => meetsExperiment({ db, eb }, comparison));
}

interface About<Table extends keyof Schema> {
  readonly db: Kysely<Schema>;
  readonly eb: ExpressionBuilder<Schema, Table>;
}

/** A condition as one expression, of what each comparison is. */
export function combine(
  condition: Condition,
  meetsOne: (comparison: Comparison) => Expression<SqlBool>,
): Expression<SqlBool> {
  const eb = expressionBuilder<Schema>();
  switch (condition.kind) {
    case 'all':
      return eb.and(condition.of.map((one) => combine(one, meetsOne)));
    case 'any':
      return eb.or(condition.of.map((one) => combine(one, meetsOne)));
    case 'not':
      return eb.not(eb.parens(combine(condition.of, meetsOne)));
    default:
      return meetsOne(condition);
  }
}

function meetsRun(about: About<'runs'>, comparison: Comparison): Expression<SqlBool> {
  const { field } = comparison;
  switch (field.of) {
    case 'metric':
      return meetsMetric(about, comparison);
    case 'param':
    case 'tag':
      return meetsPart(about, comparison);
    case 'dataset':
      return meetsDataset(about, comparison, field);
    case 'attribute':
      return meetsValue(about.db, runAttribute(field.key), comparison);
  }
}

function meetsExperiment(
  { db, eb }: About<'experiments'>,
  comparison: Comparison,
): Expression<SqlBool> {
  const { field } = comparison;
  if (field.of === 'attribute') {
    const column = experimentAttribute(field.key);
    return meetsValue(
      db,
      field.key === 'experiment_id' ? eb.cast<string>(column, 'text') : column,
      comparison,
    );
  }
  if (field.of !== 'tag') return unknownField(field);
  const rows = eb
    .selectFrom('experiment_tags')
    .select('experiment_tags.value')
    .whereRef('experiment_tags.experiment', '=', 'experiments.number')
    .where('experiment_tags.key', '=', keyNumber(field.key));
  if (comparison.kind === 'is-null') return isThere(rows, comparison.isNegated);
  return eb.exists(
    rows.where(({ ref }) => meetsValue(db, ref('experiment_tags.value'), comparison)),
  );
}

/** A metric that is not a number is a row with null. */
function meetsMetric({ db, eb }: About<'runs'>, comparison: Comparison): Expression<SqlBool> {
  const { field } = comparison;
  const rows = eb
    .selectFrom('latest_metrics')
    .select('latest_metrics.run')
    .where('latest_metrics.key', '=', keyNumber(field.key));
  if (comparison.kind === 'is-null')
    return isThere(rows.whereRef('latest_metrics.run', '=', 'runs.number'), comparison.isNegated);
  if (comparison.kind !== 'compare' || typeof comparison.value !== 'number')
    return unknownField(field);
  const { by, value } = comparison;
  const found = rows.where((of) => {
    const holds = of('latest_metrics.value', by, value);
    return by === '!=' ? of.or([holds, of('latest_metrics.value', 'is', null)]) : holds;
  });
  // Of several such lists SQLite would look up every pair; a sum of one number is none that it looks up by.
  return eb(isSqlite(db) ? sql<number>`+${eb.ref('runs.number')}` : 'runs.number', 'in', found);
}

function meetsPart({ db, eb }: About<'runs'>, comparison: Comparison): Expression<SqlBool> {
  const { field } = comparison;
  const rows = eb
    .selectFrom(`${field.of === 'tag' ? 'run_tags' : ('run_params' as 'run_tags')} as part`)
    .select('part.value')
    .whereRef('part.run', '=', 'runs.number')
    .where('part.key', '=', keyNumber(field.key));
  if (comparison.kind === 'is-null') return isThere(rows, comparison.isNegated);
  return eb.exists(rows.where(({ ref }) => meetsValue(db, ref('part.value'), comparison)));
}

/** One of the tables that the run read must be as asked. */
function meetsDataset(
  { db, eb }: About<'runs'>,
  comparison: Comparison,
  { key }: Field & { readonly of: 'dataset' },
): Expression<SqlBool> {
  const column = key === 'context' ? 'run_datasets.context' : (`input_datasets.${key}` as const);
  const rows = eb
    .selectFrom('run_datasets')
    .innerJoin('input_datasets', 'input_datasets.number', 'run_datasets.dataset')
    .select('run_datasets.dataset')
    .whereRef('run_datasets.run', '=', 'runs.number');
  if (comparison.kind === 'is-null')
    return isThere(rows.where(column, 'is not', null), comparison.isNegated);
  return eb.exists(rows.where(({ ref }) => meetsValue(db, ref(column), comparison)));
}

function isThere(rows: Expression<unknown>, isWanted: boolean): Expression<SqlBool> {
  const { exists, not } = expressionBuilder<Schema>();
  return isWanted ? exists(rows) : not(exists(rows));
}
