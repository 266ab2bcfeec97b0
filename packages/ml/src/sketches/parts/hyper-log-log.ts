/** Registers are 2 to this number, 16384: a standard error of 1.04 / sqrt(16384) = 0.8 %. */
const REGISTER_BITS = 14;
export const N_REGISTERS = 2 ** REGISTER_BITS;

/** Bits of a hash behind the number of its register. */
const RANK_BITS = 64 - REGISTER_BITS;

/** 1 / (2 ln 2). */
const ALPHA = 0.7213475204444817;

/** Standard error of `estimateDistinct`, as a share of the count. */
export const DISTINCT_ERROR = 1.04 / Math.sqrt(N_REGISTERS);

/** Enters a hash: its register keeps the longest run of zeros, plus one, that its hashes begin with. */
export function enterHash(registers: Uint8Array, high: number, low: number): void {
  const rest = high << REGISTER_BITS;
  const zeros = rest !== 0 ? Math.clz32(rest) : 32 - REGISTER_BITS + Math.clz32(low);
  const at = high >>> (32 - REGISTER_BITS);
  if (registers[at] <= zeros) registers[at] = zeros + 1;
}

/**
 * How many different hashes were entered.
 *
 * Unbiased from the first to 2^64, with no tables and no change of formula in between.
 *
 * @source Flajolet, Fusy, Gandouet & Meunier (2007), "HyperLogLog"; 64 bits as in Heule, Nunkesser & Hall (2013);
 * Ertl (2017), "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6.
 */
export function estimateDistinct(registers: Uint8Array): number {
  const counts = new Int32Array(RANK_BITS + 2);
  for (const rank of registers) counts[rank]++;
  let sum = N_REGISTERS * fullShare(1 - counts[RANK_BITS + 1] / N_REGISTERS);
  for (let rank = RANK_BITS; rank >= 1; rank--) sum = (sum + counts[rank]) / 2;
  sum += N_REGISTERS * emptyShare(counts[0] / N_REGISTERS);
  return (ALPHA * N_REGISTERS * N_REGISTERS) / sum;
}

/** What registers that are still 0 add: x + sum of x^(2^k) 2^(k - 1). */
function emptyShare(x: number): number {
  if (x === 1) return Number.POSITIVE_INFINITY;
  let [power, factor, sum, before] = [x, 1, x, Number.NaN];
  while (sum !== before) {
    before = sum;
    power *= power;
    sum += power * factor;
    factor *= 2;
  }
  return sum;
}

/** What registers at their largest value add: (1 - x - sum of (1 - x^(2^-k))^2 2^-k) / 3. */
function fullShare(x: number): number {
  if (x === 0 || x === 1) return 0;
  let [root, factor, sum, before] = [x, 1, 1 - x, Number.NaN];
  while (sum !== before) {
    before = sum;
    root = Math.sqrt(root);
    factor /= 2;
    sum -= (1 - root) * (1 - root) * factor;
  }
  return sum / 3;
}
