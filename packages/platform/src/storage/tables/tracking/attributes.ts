import { invariant } from '@kaizenml/contracts';
import { type Expression, expressionBuilder, sql } from 'kysely';
import type { Field } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';

/** The value of an attribute of a run; its status as clients of MLflow write it. */
export function runAttribute(key: string): Expression<string | number | null> {
  const { ref } = expressionBuilder<Schema, 'runs'>();
  switch (key) {
    case 'run_id':
      return ref('runs.id');
    case 'run_name':
      return ref('runs.name');
    case 'user_id':
      return ref('runs.user_name');
    case 'status':
      return sql<string>`upper(${ref('runs.status')})`;
    case 'artifact_uri':
      return ref('runs.artifact_uri');
    case 'start_time':
      return ref('runs.started_at');
    case 'end_time':
      return ref('runs.ended_at');
    default:
      return unknownField({ of: 'attribute', key });
  }
}

/** The value of an attribute of an experiment; its id is a number. */
export function experimentAttribute(key: string): Expression<string | number> {
  const { ref } = expressionBuilder<Schema, 'experiments'>();
  switch (key) {
    case 'name':
      return ref('experiments.name');
    case 'experiment_id':
      return ref('experiments.number');
    case 'creation_time':
      return ref('experiments.created_at');
    case 'last_update_time':
      return ref('experiments.changed_at');
    default:
      return unknownField({ of: 'attribute', key });
  }
}

/** Our bug: the grammar lets no other fields pass. */
export function unknownField({ of, key }: Field): never {
  invariant(false, `a search names fields of its things, not ${of} "${key}"`);
}
