/**
 * Two probabilities per row from a map of the second one.
 *
 * @shape probabilities: 2 n, as the result
 */
export function withComplement(
  probabilities: Float64Array,
  map: (p: number) => number,
): Float64Array {
  const mapped = new Float64Array(probabilities.length);
  for (let i = 0; i < mapped.length; i += 2) {
    const p = map(probabilities[i + 1]);
    mapped[i] = 1 - p;
    mapped[i + 1] = p;
  }
  return mapped;
}
