import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { LoggedModel } from '../../../../tracking/store.ts';
import { isSqlite } from '../../../is-sqlite.ts';
import type { Schema } from '../../../schema.ts';
import { unknownField } from '../attributes.ts';
import { keyNumber } from '../key-number.ts';

/** Tables on which models are measured; of one without a digest any version counts. */
export type Tables = readonly { readonly name: string; readonly digest?: string }[];

const STATUS_WORDS: Readonly<Record<LoggedModel['status'], string>> = {
  unspecified: 'UNSPECIFIED',
  pending: 'PENDING',
  ready: 'READY',
  'upload-failed': 'UPLOAD_FAILED',
};

const eb = expressionBuilder<Schema, 'logged_models'>();

/** The value of an attribute of a row of `logged_models`. */
export function modelAttribute(key: string): Expression<string | number | null> {
  switch (key) {
    case 'name':
      return eb.ref('logged_models.name');
    case 'model_id':
      return eb.ref('logged_models.id');
    case 'model_type':
      return eb.ref('logged_models.type');
    case 'status':
      return statusWord();
    case 'source_run_id':
      return eb.ref('logged_models.source_run_id');
    case 'creation_timestamp':
      return eb.ref('logged_models.created_at');
    case 'last_updated_timestamp':
      return eb.ref('logged_models.changed_at');
    default:
      return unknownField({ of: 'attribute', key });
  }
}

/** Params or tags of a row of `logged_models` with a key, as the table `part` with a `value`; there is one at most. */
export function modelParts(db: Kysely<Schema>, of: 'param' | 'tag', key: string) {
  const column = sql.ref(of === 'param' ? 'logged_models.params' : 'logged_models.tags');
  const pairs = isSqlite(db)
    ? sql<{ key: string; value: string }>`json_each(${column})`
    : sql<{ key: string; value: string }>`json_each_text(${column}::json)`;
  return expressionBuilder<Schema>()
    .selectFrom(pairs.as<'part'>('part'))
    .where('part.key', '=', key);
}

/** What was measured of a row of `logged_models`, as the table `point`; on these tables, or where there are none on any. */
export function modelPoints(key: string, tables: Tables) {
  return eb
    .selectFrom('metric_sources as source')
    .innerJoin('logged_model_metrics as point', 'point.source', 'source.number')
    .whereRef('source.model_id', '=', 'logged_models.id')
    .where('point.key', '=', keyNumber(key))
    .where((of) =>
      tables.length === 0 ? of.lit(true) : of.or(tables.map((table) => isOfTable(table))),
    );
}

function isOfTable({ name, digest }: Tables[number]): Expression<SqlBool> {
  const of = expressionBuilder<{ source: Schema['metric_sources'] }, 'source'>();
  const isNamed = of('source.dataset_name', '=', name);
  return digest === undefined
    ? isNamed
    : of.and([isNamed, of('source.dataset_digest', '=', digest)]);
}

function statusWord(): Expression<string> {
  const [first, ...rest] = Object.entries(STATUS_WORDS).map(
    ([status, word]) => sql`when ${status} then ${word}`,
  );
  return sql<string>`case ${sql.ref('logged_models.status')} ${sql.join([first, ...rest], sql` `)} end`;
}
