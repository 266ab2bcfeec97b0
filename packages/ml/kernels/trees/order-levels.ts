import { gradientOf, hessianOf } from './packed-sums';

/** Levels that are sorted by insertion before runs of them are merged. */
const RUN_LEVELS: i32 = 12;

/**
 * Sorts levels by gradient over Hessian, smoothed; equal ones by number. `scratch`: ratios of up to 256 levels, then the
 * order, then room for it to be merged in.
 */
export function orderLevels(
  slots: usize,
  nLevels: i32,
  smoothing: f64,
  minHessian: u32,
  scratch: usize,
): i32 {
  const order = scratch + 2048;
  let n = 0;
  for (let level = 0; level < nLevels; level++) {
    const sum = load<i64>(slots + (<usize>level << 3));
    if (<u32>sum < minHessian || sum === 0) continue;
    const ratio = gradientOf(sum) / (hessianOf(sum) + smoothing);
    store<f64>(scratch + (<usize>level << 3), ratio);
    const first = n - (n % RUN_LEVELS);
    let at = n++;
    for (; at > first; at--) {
      const before = load<i32>(order + (<usize>(at - 1) << 2));
      if (load<f64>(scratch + (<usize>before << 3)) <= ratio) break;
      store<i32>(order + (<usize>at << 2), before);
    }
    store<i32>(order + (<usize>at << 2), level);
  }
  let from = order;
  let to = order + 1024;
  for (let width = RUN_LEVELS; width < n; width <<= 1) {
    for (let start = 0; start < n; start += width << 1)
      mergeRuns(from, to, start, min(start + width, n), min(start + (width << 1), n), scratch);
    const merged = to;
    to = from;
    from = merged;
  }
  if (from !== order) memory.copy(order, from, <usize>n << 2);
  return n;
}

/** Merges the sorted runs [start, middle) and [middle, end); of equal ratios the first run's goes first. */
function mergeRuns(
  from: usize,
  to: usize,
  start: i32,
  middle: i32,
  end: i32,
  ratios: usize,
): void {
  let a = start;
  let b = middle;
  for (let at = start; at < end; at++) {
    const levelA = load<i32>(from + (<usize>a << 2));
    const levelB = load<i32>(from + (<usize>b << 2));
    const isA =
      a < middle &&
      (b >= end ||
        load<f64>(ratios + (<usize>levelA << 3)) <= load<f64>(ratios + (<usize>levelB << 3)));
    store<i32>(to + (<usize>at << 2), isA ? levelA : levelB);
    if (isA) a++;
    else b++;
  }
}
