/**
 * The places nearest to where things want to be, in this order and at least so far apart: the sum of the squared distances from the
 * wanted places is the least that there is.
 *
 * @param wanted Where each wants its middle.
 * @param apart Least distance between the middles of each and the next.
 * @source Barlow et al. (1972), "Statistical Inference under Order Restrictions": neighbors that violate the order are pooled.
 * @cost O(things)
 */
export function spread(wanted: readonly number[], apart: readonly number[]): readonly number[] {
  const offsets = [0];
  for (let i = 1; i < wanted.length; i++) offsets.push((offsets[i - 1] ?? 0) + (apart[i - 1] ?? 0));
  const blocks: { sum: number; n: number }[] = [];
  for (const [i, place] of wanted.entries()) {
    let block = { sum: place - (offsets[i] ?? 0), n: 1 };
    for (let last = blocks.at(-1); last && last.sum / last.n > block.sum / block.n; ) {
      block = { sum: last.sum + block.sum, n: last.n + block.n };
      blocks.pop();
      last = blocks.at(-1);
    }
    blocks.push(block);
  }
  const shifts = blocks.flatMap(({ sum, n }) => Array.from({ length: n }, () => sum / n));
  return shifts.map((shift, i) => shift + (offsets[i] ?? 0));
}
