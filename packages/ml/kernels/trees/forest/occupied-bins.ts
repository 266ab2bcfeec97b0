import { nextDouble } from './random';
import {
  CUTS,
  CUT_OFFSETS,
  DRAWS_CUTS,
  ORDER,
  RANDOM,
} from './job';

/** Reads the set bits of 256 into `order`, increasing, and clears them. @returns Their number. */
@inline
export function takeBits(words: usize, order: usize): i32 {
  let n = order;
  for (let k = 0; k < 4; k++) {
    const at = words + (<usize>k << 3);
    let word = load<u64>(at);
    while (word !== 0) {
      store<u8>(n++, <u8>((k << 6) + <i32>ctz<u64>(word)));
      word &= word - 1;
    }
    store<u64>(at, 0);
  }
  return <i32>(n - order);
}

@inline
export function markBit(words: usize, bin: usize): void {
  const at = words + ((bin >> 6) << 3);
  store<u64>(at, load<u64>(at) | ((<u64>1) << (bin & 63)));
}

/** A cut drawn evenly by value between two bins of a column, `low` below `high`. */
function drawCut(job: usize, column: i32, low: i32, high: i32): i32 {
  const offset = load<i32>(<usize>load<u32>(job, CUT_OFFSETS) + (<usize>column << 2));
  const cuts = <usize>load<u32>(job, CUTS) + (<usize>offset << 3);
  const least = load<f64>(cuts + (<usize>low << 3));
  const largest = load<f64>(cuts + (<usize>(high - 1) << 3));
  const value = least + nextDouble(job + RANDOM) * (largest - least);
  let from = low;
  let to = high - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (value <= load<f64>(cuts + (<usize>middle << 3))) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The drawn cut of a column where cuts are drawn, else -1: all are tried. */
@inline
export function onlyCutOf(job: usize, column: i32, nOccupied: i32): i32 {
  if (!load<i32>(job, DRAWS_CUTS) || nOccupied < 2) return -1;
  const order = <usize>load<u32>(job, ORDER);
  return drawCut(job, column, <i32>load<u8>(order), <i32>load<u8>(order + <usize>(nOccupied - 1)));
}
