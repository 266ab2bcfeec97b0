/** Both together, increasing. @param a Increasing. @param b Increasing. */
export function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < merged.length; k++)
    merged[k] = j === b.length || (i < a.length && a[i] <= b[j]) ? a[i++] : b[j++];
  return merged;
}
