/**
 * Names that a mistyped one may have meant, nearest first.
 *
 * Case is ignored; a name counts when its edit distance is at most a third of its length (and at
 * least 2), and at most half of the longer name, or when one contains the other.
 *
 * @param wanted The name that was given.
 * @param known The names that exist.
 * @param limit Names returned at most. Default 3.
 * @cost O(known * length of the name^2): a wanted name that is much longer is not compared.
 * @source Damerau (1964), restricted edit distance.
 */
export function closestNames(wanted: string, known: readonly string[], limit = 3): string[] {
  const query = wanted.toLowerCase();
  return known
    .map((name) => ({ name, distance: distanceTo(query, name.toLowerCase()) }))
    .filter(
      ({ name, distance }) =>
        distance <= mostEdits(name) && 2 * distance <= Math.max(name.length, query.length),
    )
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** `Did you mean "a" or "b"?`, or undefined when nothing is near. */
export function didYouMean(wanted: string, known: readonly string[]): string | undefined {
  const names = closestNames(wanted, known).map((name) => `"${name}"`);
  if (names.length === 0) return undefined;
  const last = names.pop();
  return `Did you mean ${names.length === 0 ? last : `${names.join(', ')} or ${last}`}?`;
}

function distanceTo(query: string, name: string): number {
  if (query.length >= 3 && name.length >= 3 && (name.includes(query) || query.includes(name)))
    return 1;
  const isNear = Math.abs(query.length - name.length) <= mostEdits(name);
  return isNear ? editDistance(query, name) : Number.POSITIVE_INFINITY;
}

/** Edits after which a name is not what was meant. */
function mostEdits(name: string): number {
  return Math.max(2, Math.floor(name.length / 3));
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
