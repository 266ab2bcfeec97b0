import {
  AppError,
  type ColumnSchema,
  type DataSchema,
  didYouMean,
  listNames,
} from '@kaizenml/contracts';

const DEFAULT_ENVIRONMENTS = ['training', 'serving'];

/** Environments of a schema. Default: training and serving. */
export function environmentsOf({ environments }: DataSchema): readonly string[] {
  return environments ?? DEFAULT_ENVIRONMENTS;
}

/** Whether a column belongs into an environment; without one, every column does. */
export function isExpectedIn(
  { environments = {} }: ColumnSchema,
  environment: string | undefined,
): boolean {
  if (environment === undefined) return true;
  if (environments.not?.includes(environment)) return false;
  return environments.only === undefined || environments.only.includes(environment);
}

/** @throws ARGUMENT_INVALID when the schema does not know the environment. */
export function assertEnvironment(schema: DataSchema, environment: string | undefined): void {
  const known = environmentsOf(schema);
  if (environment === undefined || known.includes(environment)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The environment must be one of the schema, got "${environment}".`,
    hint: didYouMean(environment, known) ?? `The schema has ${listNames(known)}.`,
    details: { environment, known },
  });
}
