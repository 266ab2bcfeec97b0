/** Cumulated weights this close, as a share of all weight, count as equal: sums in another order differ by less. */
const TIE = 1e-10;

/**
 * A constant of least pinball loss: the value below which the share `level` of the weight lies.
 *
 * The smallest value up to which the weight reaches level * W, where W is all weight; when it reaches
 * it exactly, every number up to the next value is as good and the middle of the two is answered, as usual for
 * a median. A weight of 2 is a value twice, and scaling all weights changes nothing.
 *
 * @param values Length n, at least 1; reordered.
 * @param weights Each above 0; reordered alike.
 * @param level Between 0 and 1, both excluded.
 * @cost O(n) on average, by selection.
 * @source Hyndman & Fan (1996), "Sample Quantiles in Statistical Packages", American Statistician 50, type 2;
 * Hoare (1961), algorithm 65 "Find", CACM 4, in three parts.
 */
export function weightedQuantile(
  values: Float64Array,
  weights: Float64Array,
  level: number,
): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  const tie = TIE * total;
  let wanted = level * total;
  let low = 0;
  let high = values.length - 1;
  for (;;) {
    const part = splitAtPivot(values, weights, low, high);
    if (part.below > 0 && wanted <= part.below + tie) high = part.start - 1;
    else if (wanted <= part.below + part.equal + tie || part.end > high) {
      const reaches = Math.abs(wanted - part.below - part.equal) <= tie;
      return reaches && part.end < values.length
        ? (values[part.start] + least(values, part.end)) / 2
        : values[part.start];
    } else {
      wanted -= part.below + part.equal;
      low = part.end;
    }
  }
}

interface Split {
  /** First place of the values that equal the pivot. */
  readonly start: number;
  /** One past their last. */
  readonly end: number;
  /** Weight of what is smaller, between low and start. */
  readonly below: number;
  readonly equal: number;
}

/** Orders places low to high into smaller, equal and larger than a pivot. */
function splitAtPivot(
  values: Float64Array,
  weights: Float64Array,
  low: number,
  high: number,
): Split {
  const pivot = middleOf(values[low], values[(low + high) >>> 1], values[high]);
  let start = low;
  let end = high + 1;
  let below = 0;
  let equal = 0;
  for (let i = low; i < end; ) {
    const value = values[i];
    const weight = weights[i];
    if (value < pivot) {
      below += weight;
      swap(values, weights, i++, start++);
    } else if (value > pivot) {
      swap(values, weights, i, --end);
    } else {
      equal += weight;
      i++;
    }
  }
  return { start, end, below, equal };
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(values: Float64Array, weights: Float64Array, i: number, j: number): void {
  const value = values[i];
  values[i] = values[j];
  values[j] = value;
  const weight = weights[i];
  weights[i] = weights[j];
  weights[j] = weight;
}

function least(values: Float64Array, from: number): number {
  let smallest = values[from];
  for (let i = from + 1; i < values.length; i++) if (values[i] < smallest) smallest = values[i];
  return smallest;
}
