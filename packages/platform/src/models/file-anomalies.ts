import { type Anomaly, AppError, type Manifest } from '@kaizenml/contracts';
import { servingEnvironment, unmatchedNames } from '@kaizenml/ml/validation';

const MOST_SAID = 5;

/**
 * What the rows of a file do not keep of the schema of a model, in the words of `datasets validate`: over all rows, not row
 * by row. Nothing of a model without a schema, or one that ignores it.
 *
 * @param columns Columns of the file.
 * @throws INPUT_SCHEMA_MISMATCH with every anomaly, where errors refuse
 */
export async function fileAnomalies(
  { schema, serving }: Manifest,
  path: string,
  columns: readonly string[],
): Promise<readonly Anomaly[]> {
  const policy = serving?.anomalies ?? 'warn';
  if (schema === undefined || policy === 'ignore') return [];
  const { missing, unknown } = unmatchedNames(schema, columns);
  // Not loaded before a file is read: who answers rows, above all a function that starts, needs nothing of datasets.
  const { checkFile } = await import('../datasets/index.ts');
  const checked = await checkFile(path, schema, servingEnvironment(schema));
  const anomalies = [...missing, ...checked.anomalies.map(({ anomaly }) => anomaly), ...unknown];
  if (policy === 'refuse' && anomalies.some(({ severity }) => severity === 'error'))
    throw refused(path, anomalies);
  return anomalies;
}

/** `FLOAT_TYPE_BIG_FLOAT [22]: Column "fare" must be at most 100, got 4 of 15002 values above, up to 700.07.` */
export function sayAnomaly({ name, number, long }: Anomaly): string {
  return `${name}${number === null ? '' : ` [${number}]`}: ${long}`;
}

function refused(path: string, anomalies: readonly Anomaly[]): AppError {
  const said = anomalies.slice(0, MOST_SAID).map(({ long }) => long.slice(0, -1));
  const rest = anomalies.length - said.length;
  return new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `The rows of "${path}" do not keep the schema of the model: ${said.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
    hint: 'See which rows with `kaizen datasets validate`, which also keeps them apart (`--quarantine`).',
    details: { path, anomalies },
  });
}
