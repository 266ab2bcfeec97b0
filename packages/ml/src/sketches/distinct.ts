import type { DistinctCount } from '@kaizenml/contracts';
import {
  emptyIndex,
  type HashIndex,
  indexOf,
  orderByHash,
  takeHashes,
} from './parts/hash-index.ts';
import type { Hashes } from './parts/hashes.ts';
import { DISTINCT_ERROR, enterHash, estimateDistinct, N_REGISTERS } from './parts/hyper-log-log.ts';
import { assertStored } from './parts/sketch-invalid.ts';

/** Up to so many different hashes are kept and counted; beyond, only what HyperLogLog keeps of them. */
export const MAX_EXACT_DISTINCT = 4096;

/** How many different values there were. At most 100 kB. */
export interface DistinctSketch {
  readonly seen: HashIndex;
  /** Null while the count is exact. */
  registers: Uint8Array | null;
}

/** What is kept of it: the hashes in increasing order, or the registers. The same values give the same bytes. */
export interface DistinctState extends Hashes {
  readonly registers: Uint8Array | null;
}

export function emptyDistinct(): DistinctSketch {
  return { seen: emptyIndex(), registers: null };
}

/** Adds the first n hashes, in place. @cost O(n) */
export function addDistinct(sketch: DistinctSketch, { high, low }: Hashes, n: number): void {
  let i = 0;
  for (; i < n && sketch.registers === null; i++) {
    indexOf(sketch.seen, high[i], low[i]);
    if (sketch.seen.size > MAX_EXACT_DISTINCT) sketch.registers = toRegisters(sketch);
  }
  if (sketch.registers === null) return;
  for (; i < n; i++) enterHash(sketch.registers, high[i], low[i]);
}

function toRegisters({ seen }: DistinctSketch): Uint8Array {
  const registers = new Uint8Array(N_REGISTERS);
  for (let i = 0; i < seen.size; i++) enterHash(registers, seen.high[i], seen.low[i]);
  Object.assign(seen, emptyIndex());
  return registers;
}

/** Both together; to the bit what one sketch of all values would hold, in any order. The two stay as they are. */
export function mergeDistinct(a: DistinctSketch, b: DistinctSketch): DistinctSketch {
  const merged = emptyDistinct();
  for (const { seen, registers } of [a, b]) {
    if (registers === null) {
      addDistinct(merged, seen, seen.size);
      continue;
    }
    merged.registers ??= toRegisters(merged);
    for (let i = 0; i < N_REGISTERS; i++)
      merged.registers[i] = Math.max(merged.registers[i], registers[i]);
  }
  return merged;
}

/** The count: exact up to `MAX_EXACT_DISTINCT`, then an estimate with a standard error of 0.8 %. */
export function countDistinct({ seen, registers }: DistinctSketch): DistinctCount {
  return registers === null
    ? { count: seen.size, isExact: true, relativeError: 0 }
    : {
        count: Math.max(MAX_EXACT_DISTINCT + 1, Math.round(estimateDistinct(registers))),
        isExact: false,
        relativeError: DISTINCT_ERROR,
      };
}

export function distinctToState({ seen, registers }: DistinctSketch): DistinctState {
  return { ...takeHashes(seen, orderByHash(seen)), registers: registers?.slice() ?? null };
}

/** @throws ARGUMENT_INVALID when the state holds another number of hashes or registers than a sketch does. */
export function distinctFromState({ high, low, registers }: DistinctState): DistinctSketch {
  assertStored(high.length === low.length, 'high', 'have the length of "low"', high.length);
  assertStored(
    high.length <= MAX_EXACT_DISTINCT,
    'high',
    `have at most ${MAX_EXACT_DISTINCT} hashes`,
    high.length,
  );
  const sketch = emptyDistinct();
  addDistinct(sketch, { high, low }, high.length);
  if (registers === null) return sketch;
  assertStored(
    registers.length === N_REGISTERS && registers.every((rank) => rank <= 51),
    'registers',
    `be ${N_REGISTERS} numbers of at most 51`,
    registers.length,
  );
  return { seen: emptyIndex(), registers: registers.slice() };
}
