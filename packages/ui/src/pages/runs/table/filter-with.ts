/** A filter that holds for the runs of one group among those of another filter. */
export function filterWith(
  filter: string | undefined,
  field: string,
  value: string | number | null,
): string {
  const part =
    value === null
      ? `${field} IS NULL`
      : typeof value === 'number'
        ? `${field} = ${value}`
        : `${field} = '${value.replaceAll("'", "''")}'`;
  if (filter === undefined) return part;
  return /\bor\b/i.test(filter) ? `(${filter}) AND ${part}` : `${filter} AND ${part}`;
}
