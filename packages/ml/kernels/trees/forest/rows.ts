import {
  BINS,
  IS_BOOTSTRAP,
  NEAR,
  NEAR_ROWS,
  NOW_BINS,
  NOW_PAIRS,
  NOW_ROWS,
  NOW_STRIDE,
  N_COLUMNS,
  N_ROWS,
  PAIRS,
  RANDOM,
  ROWS,
  SPARE,
  TARGETS,
  WEIGHTS,
} from './job';
import { below } from './random';

/** Lists the rows of the tree, each with its weight and target side by side. @returns Their number. */
export function takeRows(job: usize): i32 {
  const n = load<i32>(job, N_ROWS);
  const rows = <usize>load<u32>(job, ROWS);
  const counts = <usize>load<u32>(job, SPARE);
  const pairs = <usize>load<u32>(job, PAIRS);
  const targets = <usize>load<u32>(job, TARGETS);
  const weights = <usize>load<u32>(job, WEIGHTS);
  const isBootstrap = load<i32>(job, IS_BOOTSTRAP);
  if (isBootstrap) {
    memory.fill(counts, 0, <usize>n << 2);
    for (let i = 0; i < n; i++) {
      const count = counts + (<usize>below(job + RANDOM, n) << 2);
      store<i32>(count, load<i32>(count) + 1);
    }
  }
  let nTaken = 0;
  for (let i = 0; i < n; i++) {
    let weight: f64 = isBootstrap ? <f64>load<i32>(counts + (<usize>i << 2)) : 1;
    if (weight === 0) continue;
    if (weights !== 0) weight *= load<f64>(weights + (<usize>i << 3));
    store<i32>(rows + (<usize>nTaken << 2), i);
    nTaken++;
    store<f64>(pairs + (<usize>i << 4), weight);
    store<f64>(pairs + (<usize>i << 4), load<f64>(targets + (<usize>i << 3)), 8);
  }
  return nTaken;
}

/** Parts the rows of a node in place, keeping their order. @returns Where those of the right begin. */
export function divide(job: usize, question: i32, start: i32, end: i32): i32 {
  const bins = <usize>load<u32>(job, NOW_BINS) + <usize>(question >> 8) * <usize>load<u32>(job, NOW_STRIDE);
  const cut = question & 255;
  const rows = <usize>load<u32>(job, NOW_ROWS);
  const spare = <usize>load<u32>(job, SPARE);
  const stop = rows + (<usize>end << 2);
  let left = rows + (<usize>start << 2);
  let right = spare;
  for (let at = left; at < stop; at += 4) {
    const row = load<i32>(at);
    const isLeft = <usize>(<i32>load<u8>(bins + <usize>row) <= cut);
    store<i32>(left, row);
    store<i32>(right, row);
    left += isLeft << 2;
    right += (isLeft ^ 1) << 2;
  }
  memory.copy(left, spare, right - spare);
  return <i32>((left - rows) >> 2);
}

/** Copies the rows of a node side by side: what grows below it reads them from the nearest cache. */
export function moveNear(job: usize, start: i32, end: i32): void {
  const nNear = <usize>load<i32>(job, NEAR_ROWS);
  const p = load<i32>(job, N_COLUMNS);
  const rows = <usize>load<u32>(job, ROWS) + (<usize>start << 2);
  const pairs = <usize>load<u32>(job, PAIRS);
  const n = <usize>(end - start);
  const nearPairs = <usize>load<u32>(job, NEAR);
  const nearRows = nearPairs + (nNear << 4);
  const nearBins = nearRows + (nNear << 2);
  for (let i: usize = 0; i < n; i++) {
    v128.store(nearPairs + (i << 4), v128.load(pairs + (<usize>load<i32>(rows + (i << 2)) << 4)));
    store<i32>(nearRows + (i << 2), <i32>i);
  }
  for (let c: usize = 0; c < <usize>p; c++) {
    const from = <usize>load<u32>(job, BINS) + c * <usize>load<u32>(job, N_ROWS);
    const to = nearBins + c * nNear;
    for (let i: usize = 0; i < n; i++) store<u8>(to + i, load<u8>(from + <usize>load<i32>(rows + (i << 2))));
  }
  store<u32>(job, <u32>nearBins, NOW_BINS);
  store<u32>(job, <u32>nNear, NOW_STRIDE);
  store<u32>(job, <u32>(nearRows - (<usize>start << 2)), NOW_ROWS);
  store<u32>(job, <u32>nearPairs, NOW_PAIRS);
}

export function moveBack(job: usize): void {
  store<u32>(job, load<u32>(job, BINS), NOW_BINS);
  store<u32>(job, load<u32>(job, N_ROWS), NOW_STRIDE);
  store<u32>(job, load<u32>(job, ROWS), NOW_ROWS);
  store<u32>(job, load<u32>(job, PAIRS), NOW_PAIRS);
}
