import type { Mutant } from './mutants.ts';

/** Changes of one line that no result can show. */
export interface EquivalentMutants {
  readonly file: string;
  readonly before: string;
  /** What the line becomes. Absent: whatever it becomes. */
  readonly afters?: readonly string[];
  readonly reason: string;
}

const EARLY_READS = 'Reads that only bring rows into the cache: what they add up to is no promise.';
const BATCHES = 'Rows are worked on in batches of any size, the last of which may be empty.';
const NO_RIGHT_SIDE = 'A cut with nothing on its right is lighter than any node allows.';
const ALL_ZERO = 'All lanes of zero are 0.';
const NO_CUT_THERE = 'Bins behind the last cut are left out, wherever the loop ends.';
const ONLY_TIME = 'Where rows are read from, and what is emptied once more, changes no sum.';
const BELOW_0 = 'Any number below 0 says the same.';
const SHORTCUT = 'Where the shortcut is not taken, the long way has the same result.';
const RUNS = 'Runs of any length are merged to the same order, and a run of nothing changes none.';
const NEVER_READ = 'The value is replaced before it is read.';

/** Changes that no result can show, and why. */
const EQUIVALENT: readonly EquivalentMutants[] = [
  {
    file: 'trees/binning',
    before: 'for (let start = from; start < to; start += 64) {',
    afters: [
      'for (let start = from; start <= to; start += 64) {',
      'for (let start = from; start < to; start += 63) {',
    ],
    reason: BATCHES,
  },
  {
    file: 'trees/binning',
    before: 'const end = min(start + 64, to);',
    afters: ['const end = min(start + 65, to);'],
    reason: BATCHES,
  },
  {
    file: 'trees/binning',
    before: 'store<u8>(at, bin === absentBin ? 0 : <u8>(firstBin + bin - <i32>(bin > absentBin)));',
    afters: [
      'store<u8>(at, bin === absentBin ? 0 : <u8>(firstBin + bin - <i32>(bin >= absentBin)));',
    ],
    reason: 'The absent bin itself is not written.',
  },
  {
    file: 'trees/binning',
    before: 'const MAX_CUTS = 255;',
    reason: SHORTCUT,
  },
  {
    file: 'trees/binning',
    before:
      'const high = absentBin < MAX_CUTS ? load<f64>(cuts + (<usize>absentBin << 3)) : Infinity;',
    afters: [
      'const high = absentBin <= MAX_CUTS ? load<f64>(cuts + (<usize>absentBin << 3)) : Infinity;',
    ],
    reason: SHORTCUT,
  },
  {
    file: 'trees/order-levels',
    before: 'const RUN_LEVELS: i32 = 12;',
    reason: RUNS,
  },
  {
    file: 'trees/order-levels',
    before: 'let to = order + 1024;',
    afters: ['let to = order + 1023;', 'let to = order + 1025;'],
    reason:
      'The order of 254 levels takes 1016 bytes; the room behind it may begin at any later one.',
  },
  {
    file: 'trees/order-levels',
    before: 'for (let width = RUN_LEVELS; width < n; width <<= 1) {',
    afters: ['for (let width = RUN_LEVELS; width <= n; width <<= 1) {'],
    reason: RUNS,
  },
  {
    file: 'trees/order-levels',
    before: 'for (let start = 0; start < n; start += width << 1)',
    afters: ['for (let start = 0; start <= n; start += width << 1)'],
    reason: RUNS,
  },
  {
    file: 'trees/order-levels',
    before: 'if (from !== order) memory.copy(order, from, <usize>n << 2);',
    afters: ['if (from !== order) memory.copy(order, from, <usize>n << 3);'],
    reason: NEVER_READ,
  },
  {
    file: 'trees/order-levels',
    before: 'for (let at = start; at < end; at++) {',
    afters: ['for (let at = start; at <= end; at++) {'],
    reason: NEVER_READ,
  },
  {
    file: 'trees/split',
    before: 'if (nSlots === 2 && isPlain && !load<i32>(entry, 12)) {',
    afters: ['if (nSlots === 1 && isPlain && !load<i32>(entry, 12)) {'],
    reason: 'A column of two bins that is scanned as any other gives the same.',
  },
  {
    file: 'trees/split',
    before: 'if (nSlots === 2 && isPlain && !load<i32>(entry, 12)) {',
    afters: ['if (nSlots === 2 && isPlain && !load<i32>(entry, 11)) {'],
    reason: SHORTCUT,
  },
  {
    file: 'trees/gradients',
    before: 'let second = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1));',
    afters: ['1, 0', '1, 2'].map(
      (lanes) =>
        `let second = f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, ${lanes}));`,
    ),
    reason: 'Only the lower half of the lanes is converted.',
  },
  {
    file: 'trees/histogram',
    before: 'for (; c <= nWide; c += 4) {',
    afters: ['for (; c < nWide; c += 4) {'],
    reason: 'The last four columns are added one by one instead.',
  },
  {
    file: 'trees/histogram',
    before: 'const NEAR_ROWS = 32;',
    reason: BATCHES,
  },
  {
    file: 'trees/histogram',
    before: 'for (let start = 0; start < n; start += NEAR_ROWS) {',
    afters: ['for (let start = 0; start <= n; start += NEAR_ROWS) {'],
    reason: BATCHES,
  },
  ...[
    'let touched = 0;',
    'const bins = rowBins + place * stride;',
    'touched += <i32>load<u8>(bins) + <i32>load<u8>(bins + stride - 1);',
    'touched += <i32>load<u8>(gradients + (place << 3));',
    'touched += touchRows(rowBins, stride, items, end, gradients);',
    'if (isFar) touched += touchRows(rowBins, stride, items, end, gradients);',
  ].map((before) => ({ file: 'trees/histogram', before, reason: EARLY_READS })),
  {
    file: 'trees/histogram',
    before: 'const copied = (stride + 15) & ~15;',
    afters: ['const copied = (stride + 16) & ~15;'],
    reason: 'What is copied too much, the next rows write over.',
  },
  {
    file: 'trees/histogram',
    before: 'const outEnd = out + <usize>n * stride;',
    reason: 'A nearer end only lets more rows be copied byte by byte.',
    afters: ['const outEnd = out - <usize>n * stride;', 'const outEnd = out + <usize>n + stride;'],
  },
  {
    file: 'trees/histogram',
    before: 'if (out + copied > outEnd) memory.copy(out, bins, stride);',
    afters: ['if (out + copied >= outEnd) memory.copy(out, bins, stride);'],
    reason: 'The row that ends there is copied either way.',
  },
  {
    file: 'trees/split',
    before: 'return g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;',
    afters: [
      'return g > l1 ? g - l1 : g <= -l1 ? g + l1 : 0;',
      'return g >= l1 ? g - l1 : g < -l1 ? g + l1 : 0;',
    ],
    reason: 'At the bound, both sides are 0.',
  },
  {
    file: 'trees/split',
    before: 'return best < lowest ? lowest : best > highest ? highest : best;',
    afters: [
      'return best < lowest ? lowest : best >= highest ? highest : best;',
      'return best <= lowest ? lowest : best > highest ? highest : best;',
    ],
    reason: 'At the bound, both sides are the bound.',
  },
  {
    file: 'trees/split',
    before: 'return missing !== 0 && !missingLeft ? nBins : nBins - 1;',
    afters: [
      'return missing !== 0 && !missingLeft ? nBins : nBins - 0;',
      'return missing !== 1 && !missingLeft ? nBins : nBins - 1;',
      'return missing !== 0 || !missingLeft ? nBins : nBins - 1;',
    ],
    reason: NO_RIGHT_SIDE,
  },
  {
    file: 'trees/split',
    before: 'if (<u32>total < minHessian) return;',
    afters: ['if (<u32>total <= minHessian) return;'],
    reason: NO_RIGHT_SIDE,
  },
  {
    file: 'trees/split',
    before: 'let bests = f32x4.splat(-1);',
    afters: ['let bests = f32x4.splat(-2);'],
    reason: 'Any number below 0 loses against every score.',
  },
  {
    file: 'trees/split',
    before: 'let bestBins = i32x4.splat(-1);',
    afters: ['let bestBins = i32x4.splat(-2);'],
    reason: 'Any number below 0 says that there is no cut.',
  },
  {
    file: 'trees/split',
    before: 'const pairs = i32x4.add(x, v128.shuffle<i32>(zero, x, 0, 4, 5, 6));',
    afters: ['const pairs = i32x4.add(x, v128.shuffle<i32>(zero, x, 1, 4, 5, 6));'],
    reason: ALL_ZERO,
  },
  {
    file: 'trees/split',
    before: 'return i32x4.add(pairs, v128.shuffle<i32>(zero, pairs, 0, 1, 4, 5));',
    afters: ['0, 0', '0, 2', '1, 1'].map(
      (lanes) => `return i32x4.add(pairs, v128.shuffle<i32>(zero, pairs, ${lanes}, 4, 5));`,
    ),
    reason: ALL_ZERO,
  },
  {
    file: 'trees/split',
    before: 'const end = slots + (<usize>nBins << 3);',
    afters: ['const end = slots + (<usize>nBins << 4);'],
    reason: NO_CUT_THERE,
  },
  {
    file: 'trees/split',
    before: 'for (let at = slots; at < end; at += 32, bins = i32x4.add(bins, i32x4.splat(4))) {',
    afters: ['for (let at = slots; at <= end; at += 32, bins = i32x4.add(bins, i32x4.splat(4))) {'],
    reason: NO_CUT_THERE,
  },
  { file: 'trees/split', before: 'let isFromEnd = 0;', reason: NEVER_READ },
  {
    file: 'trees/split',
    before: 'if (<u32>left < minHessian || <u32>right < minHessian || left === 0) continue;',
    afters: [
      'if (<u32>left < minHessian || <u32>right < minHessian || right === 0) continue;',
      'if (<u32>left < minHessian || <u32>right < minHessian || left === 1) continue;',
    ],
    reason: 'An empty level is lighter than any node allows.',
  },
  {
    file: 'trees/split',
    before: 'for (let end = 0; end < 2; end++) {',
    afters: ['for (let end = 0; end <= 2; end++) {', 'for (let end = 0; end < 3; end++) {'],
    reason: 'The second end again is no better than itself.',
  },
  {
    file: 'trees/split',
    before: 'const missing = missingBin >= 0 ? load<i64>(slots + (<usize>missingBin << 3)) : 0;',
    afters: ['> 0', '>= 1'].map(
      (bound) =>
        `const missing = missingBin ${bound} ? load<i64>(slots + (<usize>missingBin << 3)) : 0;`,
    ),
    reason: 'The bin of missing values comes after at least one of values.',
  },
  {
    file: 'trees/level-split',
    before: 'for (let missingLeft = 0; missingLeft < (missingBin >= 0 ? 2 : 1); missingLeft++) {',
    afters: ['> 0', '>= 1'].map(
      (bound) =>
        `for (let missingLeft = 0; missingLeft < (missingBin ${bound} ? 2 : 1); missingLeft++) {`,
    ),
    reason: 'The bin of missing values comes after at least one of values.',
  },
  {
    file: 'trees/split',
    before: 'for (let missingLeft = 0; missingLeft < 2; missingLeft++) {',
    afters: [
      'for (let missingLeft = 0; missingLeft <= 2; missingLeft++) {',
      'for (let missingLeft = 0; missingLeft < 3; missingLeft++) {',
    ],
    reason: 'Missing values on the left again are no better than before.',
  },
  {
    file: 'trees/split',
    before: 'if (missingLeft && missing === 0) break;',
    afters: [
      'if (missingLeft && missing === 0) continue;',
      'if (missingLeft && missing === 1) break;',
    ],
    reason: 'Without missing values, the second search is the first one again.',
  },
  {
    file: 'trees/partition',
    before: 'return z ^ (z >> 16);',
    reason: 'The low bits of a mixed number decide for one row in thousands.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'const nBins = load<i32>(offset, 4) - load<i32>(offset) + 1;',
    afters: [
      'const nBins = load<i32>(offset, 3) - load<i32>(offset) + 1;',
      'const nBins = load<i32>(offset, 4) + load<i32>(offset) + 1;',
      'const nBins = load<i32>(offset, 4) - load<i32>(offset) + 2;',
    ],
    reason: 'Bins beyond the last hold nothing.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'let question = -1;',
    afters: ['let question = -2;'],
    reason: BELOW_0,
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'if (tried >= nCandidates && best > -Infinity) break;',
    afters: ['if (tried >= nCandidates && best > -Infinity) continue;'],
    reason: 'Nothing is drawn any more either way.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'const slotBytes = max(16, <usize>load<i32>(job, N_CLASSES) << 3);',
    afters: ['const slotBytes = max(17, <usize>load<i32>(job, N_CLASSES) << 3);'],
    reason: ONLY_TIME,
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'memory.fill(<usize>load<u32>(job, HISTOGRAM), 0, slotBytes * N_BINS);',
    afters: ['memory.fill(<usize>load<u32>(job, HISTOGRAM), 1, slotBytes * N_BINS);'],
    reason: 'A number of bytes 1 each is far below every other: sums forget it.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'memory.fill(<usize>load<u32>(job, ORDER) + 256, 0, 32);',
    afters: ['memory.fill(<usize>load<u32>(job, ORDER) + 256, 0, 33);'],
    reason: ONLY_TIME,
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'for (let c = 0; c < p; c++) store<i32>(columns + (<usize>c << 2), c);',
    afters: ['for (let c = 0; c <= p; c++) store<i32>(columns + (<usize>c << 2), c);'],
    reason: 'A column beyond the last is never drawn.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'let isNear = false;',
    reason: ONLY_TIME,
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'push(stack, 0, n, 0, -1, 0);',
    afters: ['push(stack, 0, n, 0, -2, 0);', 'push(stack, 0, n, 0, -1, 1);'],
    reason: 'The root is the child of nobody.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'isNear = false;',
    reason: ONLY_TIME,
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'if (!isNear && end - start <= nNear) {',
    afters: ['if (!isNear && end + start <= nNear) {', 'if (!isNear && end - start < nNear) {'],
    reason: ONLY_TIME,
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'const question = mayHelp && depth < maxDepth ? findSplit(job) : -1;',
    afters: ['const question = mayHelp && depth < maxDepth ? findSplit(job) : -2;'],
    reason: BELOW_0,
  },
  {
    file: 'trees/partition',
    before: 'const isDrawn = <usize>(mixed(row, seed) < limit);',
    afters: ['const isDrawn = <usize>(mixed(row, seed) <= limit);'],
    reason: 'One row in 2^32 is at the limit.',
  },
  {
    file: 'trees/forest/grow-tree',
    before: 'if (score >= 0) question = (column << 8) + load<i32>(job, BEST_CUT);',
    afters: ['if (score > 0) question = (column << 8) + load<i32>(job, BEST_CUT);'],
    reason:
      'Chance draws no table whose every cut gains exactly 0; the test of an exclusive or does.',
  },
];

/** Why a mutant cannot be told from the kernels; undefined where it should be. */
export function whyEquivalent({ file, before, after }: Mutant): string | undefined {
  return EQUIVALENT.find(
    (known) =>
      known.file === file &&
      known.before === before &&
      (known.afters === undefined || known.afters.includes(after)),
  )?.reason;
}
