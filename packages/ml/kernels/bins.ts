// Numbers on bins. Addresses are bytes; values, edges and counts are doubles.

// @ts-ignore: decorator
@inline
function step(edges: usize, at: usize, half: usize, value: f64): usize {
  return at + (half & (0 - usize(i32(load<f64>(edges + at + half - 8) < value))));
}

// @ts-ignore: decorator
@inline
function raise(counts: usize, at: usize, gone: usize, value: f64): void {
  const into = counts + at + (gone & (0 - usize(i32(value != value))));
  store<f64>(into, load<f64>(into) + 1);
}

/**
 * Raises the count of the bin of each value, or the one behind all bins where it is NaN. There are nSlots edges, a power of two, of which
 * unused ones and the last are infinite; counts: nSlots + 1. A search without branches: where values fall is not to be guessed.
 */
export function countBins(values: usize, n: i32, edges: usize, nSlots: i32, counts: usize): void {
  const gone = (<usize>nSlots) << 3;
  const end = values + ((<usize>n) << 3);
  const fours = values + ((<usize>(n & ~3)) << 3);
  let from = values;
  for (; from < fours; from += 32) {
    const a = load<f64>(from);
    const b = load<f64>(from, 8);
    const c = load<f64>(from, 16);
    const d = load<f64>(from, 24);
    let atA: usize = 0;
    let atB: usize = 0;
    let atC: usize = 0;
    let atD: usize = 0;
    for (let half = gone >> 1; half >= 8; half >>= 1) {
      atA = step(edges, atA, half, a);
      atB = step(edges, atB, half, b);
      atC = step(edges, atC, half, c);
      atD = step(edges, atD, half, d);
    }
    raise(counts, atA, gone, a);
    raise(counts, atB, gone, b);
    raise(counts, atC, gone, c);
    raise(counts, atD, gone, d);
  }
  for (; from < end; from += 8) {
    const value = load<f64>(from);
    let at: usize = 0;
    for (let half = gone >> 1; half >= 8; half >>= 1) at = step(edges, at, half, value);
    raise(counts, at, gone, value);
  }
}

/**
 * Writes how many values are finite, their sum, the least and the largest of them; Infinity and -Infinity where there is none. Four sums
 * are added at the end, then what is left of n by four.
 */
export function sumFinite(values: usize, n: i32, out: usize): void {
  const fours = values + ((<usize>(n & ~3)) << 3);
  const end = values + ((<usize>n) << 3);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const infinity = f64x2.splat(Infinity);
  let sumA = zero;
  let sumB = zero;
  let number = zero;
  let least = infinity;
  let largest = f64x2.neg(infinity);
  let from = values;
  for (; from < fours; from += 32) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const isA = f64x2.eq(f64x2.sub(a, a), zero);
    const isB = f64x2.eq(f64x2.sub(b, b), zero);
    sumA = f64x2.add(sumA, v128.and(a, isA));
    sumB = f64x2.add(sumB, v128.and(b, isB));
    number = f64x2.add(number, f64x2.add(v128.and(one, isA), v128.and(one, isB)));
    least = f64x2.pmin(f64x2.pmin(least, v128.bitselect(a, infinity, isA)), v128.bitselect(b, infinity, isB));
    largest = f64x2.pmax(
      f64x2.pmax(largest, v128.bitselect(a, f64x2.neg(infinity), isA)),
      v128.bitselect(b, f64x2.neg(infinity), isB),
    );
  }
  sumA = f64x2.add(sumA, sumB);
  let sum = f64x2.extract_lane(sumA, 0) + f64x2.extract_lane(sumA, 1);
  let count = f64x2.extract_lane(number, 0) + f64x2.extract_lane(number, 1);
  let min = Math.min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  let max = Math.max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
  for (; from < end; from += 8) {
    const value = load<f64>(from);
    if (value - value != 0) continue;
    sum += value;
    count += 1;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  store<f64>(out, count);
  store<f64>(out, sum, 8);
  store<f64>(out, min, 16);
  store<f64>(out, max, 24);
}

/** Writes the sums of the distances of the finite values to a mean, and of their squares, added as `sumFinite` adds. */
export function sumSquares(values: usize, n: i32, mean: f64, out: usize): void {
  const fours = values + ((<usize>(n & ~3)) << 3);
  const end = values + ((<usize>n) << 3);
  const zero = f64x2.splat(0);
  const middle = f64x2.splat(mean);
  let restA = zero;
  let restB = zero;
  let squaresA = zero;
  let squaresB = zero;
  let from = values;
  for (; from < fours; from += 32) {
    const a = f64x2.sub(v128.load(from), middle);
    const b = f64x2.sub(v128.load(from, 16), middle);
    const ownA = v128.and(a, f64x2.eq(f64x2.sub(a, a), zero));
    const ownB = v128.and(b, f64x2.eq(f64x2.sub(b, b), zero));
    restA = f64x2.add(restA, ownA);
    restB = f64x2.add(restB, ownB);
    squaresA = f64x2.add(squaresA, f64x2.mul(ownA, ownA));
    squaresB = f64x2.add(squaresB, f64x2.mul(ownB, ownB));
  }
  restA = f64x2.add(restA, restB);
  squaresA = f64x2.add(squaresA, squaresB);
  let rest = f64x2.extract_lane(restA, 0) + f64x2.extract_lane(restA, 1);
  let squares = f64x2.extract_lane(squaresA, 0) + f64x2.extract_lane(squaresA, 1);
  for (; from < end; from += 8) {
    const distance = load<f64>(from) - mean;
    if (distance - distance != 0) continue;
    rest += distance;
    squares += distance * distance;
  }
  store<f64>(out, rest);
  store<f64>(out, squares, 8);
}
