const N_HALVINGS = 40;

/**
 * The end of an interval: the difference nearest to `inside` that the evidence still refutes.
 *
 * @param logE Evidence against a difference; it grows from `inside` to `outside`.
 * @returns Within 2^-40 of the way, on the side of `outside`; null when not even `outside` is refuted.
 */
export function lastRefuted(
  logE: (difference: number) => number,
  { inside, outside, enough }: { inside: number; outside: number; enough: number },
): number | null {
  if (!(logE(outside) >= enough)) return null;
  let [kept, refuted] = [inside, outside];
  for (let i = 0; i < N_HALVINGS; i++) {
    const middle = (kept + refuted) / 2;
    if (logE(middle) >= enough) refuted = middle;
    else kept = middle;
  }
  return refuted;
}
