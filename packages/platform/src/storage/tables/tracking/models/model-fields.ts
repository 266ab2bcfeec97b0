import { invariant } from '@kaizenml/contracts';
import type { LoggedModel } from '../../../../tracking/store.ts';

const STATUS_WORDS: Readonly<Record<LoggedModel['status'], string>> = {
  unspecified: 'UNSPECIFIED',
  pending: 'PENDING',
  ready: 'READY',
  'upload-failed': 'UPLOAD_FAILED',
};

/** An attribute of a logged model by the name that searches give it; null where the model has none. */
export function attributeOf(model: LoggedModel, key: string): string | number | null {
  switch (key) {
    case 'name':
      return model.name;
    case 'model_id':
      return model.id;
    case 'model_type':
      return model.type;
    case 'status':
      return STATUS_WORDS[model.status];
    case 'source_run_id':
      return model.sourceRunId;
    case 'creation_timestamp':
      return model.createdAtMs;
    case 'last_updated_timestamp':
      return model.changedAtMs;
    default:
      return invariant(false, `logged models are not searched by "${key}"`) as never;
  }
}

/** Whether a point was measured on one of these tables; of a table without a digest any version counts. */
export function isMeasuredOn(
  { dataset }: LoggedModel['metrics'][number],
  tables: readonly { readonly name: string; readonly digest?: string }[],
): boolean {
  return tables.some(
    ({ name, digest = dataset?.digest }) => dataset?.name === name && dataset.digest === digest,
  );
}
