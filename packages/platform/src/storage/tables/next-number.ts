import type { ChangeLevel } from '@kaizenml/contracts';

const FIRST = '1.0.0';
/** Of a version from before versions had such numbers. */
const UNKNOWN = [1, 0, 0] as const;

/**
 * The number of a version that changed so much from another one: above that one, and above every other number that begins alike, so
 * that two challengers of one champion never share a number.
 *
 * @param before Number of the version that it was compared with; null for one that has none.
 * @param taken Numbers of all versions of the model.
 */
export function nextNumber(
  level: ChangeLevel,
  { before, taken }: { readonly before: string | null; readonly taken: readonly string[] },
): string {
  if (level === 'first' && taken.length === 0) return FIRST;
  const base = before === null ? UNKNOWN : partsOf(before);
  const all = [base, ...taken.map(partsOf)];
  const [major, minor] = base;
  const most = (of: readonly (readonly number[])[], place: number) =>
    Math.max(...of.map((parts) => parts[place] ?? 0));
  if (level === 'major' || level === 'first') return `${most(all, 0) + 1}.0.0`;
  const alike = all.filter((parts) => parts[0] === major);
  if (level === 'minor') return `${major}.${most(alike, 1) + 1}.0`;
  return `${major}.${minor}.${
    most(
      alike.filter((parts) => parts[1] === minor),
      2,
    ) + 1
  }`;
}

function partsOf(number: string): readonly [number, number, number] {
  const [major = 0, minor = 0, pipeline = 0] = number.split('.').map(Number);
  return [major, minor, pipeline];
}
