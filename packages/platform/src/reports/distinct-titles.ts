/**
 * The titles with a number behind each that occurs more than once: `Random forest 1`, `Random forest 2`.
 *
 * @param rows In the order of the leaderboard.
 */
export function distinctTitles(rows: readonly { readonly title: string }[]): string[] {
  const seen = new Map<string, number>();
  return rows.map(({ title }) => {
    if (rows.filter((row) => row.title === title).length === 1) return title;
    const n = (seen.get(title) ?? 0) + 1;
    seen.set(title, n);
    return `${title} ${n}`;
  });
}
