/** A title as it stands behind the column that it is about. */
export function aboutColumn(column: string | null | undefined, title: string): string {
  return column === null || column === undefined
    ? title
    : `${column}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
