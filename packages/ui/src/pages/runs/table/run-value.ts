import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { RunField } from './run-field.ts';

/** A run as searches find it. */
export type FoundRun = OutputOf<Operations['runs']['search']>['items'][number];

/** The number of a metric; JSON has no word for those that are not finite. */
export function toNumber(value: FoundRun['metrics'][string]): number {
  return Number(value);
}

/** What a field of a run holds: a number, a text, or undefined where it has none. */
export function fieldValue(run: FoundRun, { of, key }: RunField): number | string | undefined {
  switch (of) {
    case 'metric': {
      const value = Object.hasOwn(run.metrics, key) ? run.metrics[key] : undefined;
      return value === undefined ? undefined : toNumber(value);
    }
    case 'param':
      return Object.hasOwn(run.params, key) ? run.params[key] : undefined;
    case 'tag':
      return Object.hasOwn(run.tags, key) ? run.tags[key] : undefined;
    case 'attribute':
      return attributeOf(run, key);
  }
}

function attributeOf(run: FoundRun, key: string): number | string | undefined {
  switch (key) {
    case 'status':
      return run.status;
    case 'start_time':
      return Date.parse(run.startedAt);
    case 'duration':
      return tookMs(run);
    case 'experiment':
      return run.experiment;
    case 'user_id':
      return run.user === '' ? undefined : run.user;
    case 'run_id':
      return run.id;
    case 'inputs':
      return run.inputs.map(({ name }) => name).join(', ') || undefined;
    case 'note':
      return run.note ?? undefined;
    default:
      return undefined;
  }
}

/** How long a run took; undefined before its end. */
export function tookMs({ startedAt, endedAt }: FoundRun): number | undefined {
  return endedAt === null ? undefined : Date.parse(endedAt) - Date.parse(startedAt);
}
