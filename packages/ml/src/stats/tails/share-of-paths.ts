/** Counts beyond this are made smaller, so that those of both halves can be multiplied. */
const LARGE = 2 ** 500;
/** By how much; a power of two, so that nothing is rounded. */
const STEP = 2 ** 64;

/**
 * Share of the paths from (0, 0) to (n, m), each step one to the right or one up, on which |i m - j n| stays below a distance.
 *
 * Turned by half a circle the paths are the same ones: they are counted up to the middle column, and each of these is joined with
 * those from there to the end.
 *
 * @param n Steps to the right, at least `m`.
 * @param m Steps up, above 0.
 * @param distance Whole number, 0 or more. Of 10 000 by 10 000 steps up to 4.5 √(n m (n + m)): beyond, the counts of one column differ
 * by more than a double can hold.
 * @returns 0 to 1, right to about 1e-13.
 * @cost O(n + distance) additions
 * @source Kim & Jennrich (1973), "Selected Tables in Mathematical Statistics" 1, for the recursion.
 */
export function shareOfPaths(n: number, m: number, distance: number): number {
  const middle = Math.floor(n / 2);
  const paths = new Float64Array(m + 1);
  paths[0] = 1;
  let nSteps = 0;
  let rest = { paths, nSteps };
  for (let i = 0; i <= middle; i++) {
    const from = Math.max(0, Math.ceil((i * m - distance + 0.5) / n));
    const to = Math.min(m, Math.floor((i * m + distance - 0.5) / n));
    if (from > 0) paths[from - 1] = 0;
    let sum = 0;
    for (let j = from; j <= to; j++) {
      sum += paths[j];
      paths[j] = sum;
    }
    if (sum > LARGE) {
      for (let j = from; j <= to; j++) paths[j] /= STEP;
      nSteps++;
    }
    if (i === n - middle - 1) rest = { paths: paths.slice(), nSteps };
  }
  let joined = 0;
  for (let j = 0; j <= m; j++) joined += (paths[j] / STEP / STEP) * rest.paths[m - j];
  return amongAll(joined, { n, m, nSteps: nSteps + rest.nSteps + 2 });
}

/** A number times `STEP ** nSteps`, divided by that of all paths. */
function amongAll(
  count: number,
  { n, m, nSteps }: { readonly n: number; readonly m: number; readonly nSteps: number },
): number {
  let share = count;
  let left = nSteps;
  for (let k = 1; k <= m; k++) {
    share *= k / (n + k);
    while (share < 1 && left > 0) {
      share *= STEP;
      left--;
    }
  }
  return share;
}
