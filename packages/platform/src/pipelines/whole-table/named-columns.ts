import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';

/** Names of columns that a project holds, by their place in it. */
export type NamedColumns = readonly { readonly path: string; readonly name: string | undefined }[];

/** The columns that `ignore` names. */
export function ignoredColumns({ ignore }: Pick<Project, 'ignore'>): NamedColumns {
  return ignore.map((name) => ({ path: 'ignore', name }));
}

/** The columns that a forecast goes by. */
export function forecastColumns({
  target,
  time,
  forecast,
}: Pick<Project, 'target' | 'time' | 'forecast'>): NamedColumns {
  return [
    { path: 'target', name: target },
    { path: 'time', name: forecast.time ?? time },
    { path: 'forecast.series', name: forecast.series },
  ];
}

/**
 * Refuses names that the data do not have.
 *
 * @param known Names of the columns.
 * @throws COLUMN_UNKNOWN with the place
 */
export function assertNamed(named: NamedColumns, known: readonly string[]): void {
  const missing = named.find(({ name }) => name !== undefined && !known.includes(name));
  if (missing?.name === undefined) return;
  throw new AppError('COLUMN_UNKNOWN', {
    message: `The table has no column "${missing.name}" (${missing.path}).`,
    hint: didYouMean(missing.name, known) ?? `It has ${listNames(known, 20)}.`,
    details: { column: missing.name, path: missing.path, known },
  });
}
