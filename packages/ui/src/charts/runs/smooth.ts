/**
 * Exponentially weighted means of a curve, with the bias of the beginning corrected: the first value stands for itself, not
 * for a mean with zero.
 *
 * A gap of two usual distances forgets as much as two steps do, so that a sample of a curve is smoothed as the curve is. With
 * equal distances this is the usual mean `s = weight · s + (1 − weight) · value`, divided by `1 − weightⁿ`. What is no number
 * stays so, and does not count.
 *
 * @param curve Places, rising, and as many values.
 * @param weight How much of what was stays, from 0 (nothing: the values themselves) to below 1.
 * @source Kingma & Ba (2015), "Adam", section 3, for the correction.
 */
export function smooth(
  { xs, values }: { readonly xs: readonly number[]; readonly values: readonly number[] },
  weight: number,
): number[] {
  const n = values.length;
  const width = (xs.at(-1) ?? 0) - (xs[0] ?? 0);
  const usual = n > 1 && width > 0 ? width / (n - 1) : 1;
  let mean = 0;
  let total = 0;
  let last: number | undefined;
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return value;
    const x = xs[i] ?? i;
    // Points of the same place count alike.
    const kept = last === undefined ? 0 : weight ** Math.max(0, (x - last) / usual);
    last = x;
    total = total * kept + 1;
    mean += (value - mean) / total;
    return mean;
  });
}
