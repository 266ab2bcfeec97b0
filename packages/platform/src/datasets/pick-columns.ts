import { AppError, type DatasetStatistics, didYouMean, listNames } from '@kaizenml/contracts';

/**
 * The statistics of some columns alone, in the order of their names.
 *
 * @param wanted Names separated by commas, or one name that holds commas itself.
 * @throws COLUMN_UNKNOWN
 */
export function pickColumns(statistics: DatasetStatistics, wanted: string): DatasetStatistics {
  const known = statistics.columns.map(({ name }) => name);
  const names = namesIn(wanted, known);
  const columns = names.map((name) => {
    const found = statistics.columns.find((column) => column.name === name);
    if (found) return found;
    throw new AppError('COLUMN_UNKNOWN', {
      message: `The table has no column "${name}".`,
      hint: didYouMean(name, known) ?? `It has ${listNames(known)}.`,
      details: { column: name, known },
    });
  });
  const associations = statistics.associations?.filter((pair) =>
    pair.columns.every((name) => names.includes(name)),
  );
  return { ...statistics, columns, associations };
}

/** The statistics without the columns of other names; a name that is absent is ignored. */
export function keepColumns(
  statistics: DatasetStatistics,
  names: readonly string[],
): DatasetStatistics {
  return { ...statistics, columns: statistics.columns.filter(({ name }) => names.includes(name)) };
}

/** The names in a list separated by commas. */
export function namesIn(wanted: string, known: readonly string[]): string[] {
  if (known.includes(wanted)) return [wanted];
  return [...new Set(wanted.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}
