/** The finite ones among values, in their order; -0, which JSON cannot say, as 0. A copy. */
export function finiteNumbers(values: Float64Array): Float64Array {
  const finite = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i])) finite[n++] = values[i] + 0;
  return finite.subarray(0, n);
}
