// Where a job's fields lie, in bytes: src/kernels/trees/forest/forest-job.ts writes it.
export const N_ROWS: usize = 0;
export const N_COLUMNS: usize = 4;
export const BINS: usize = 8;
export const CUTS: usize = 12;
export const CUT_OFFSETS: usize = 16;
export const TARGETS: usize = 20;
export const WEIGHTS: usize = 24;
export const N_CLASSES: usize = 28;
export const IS_BOOTSTRAP: usize = 32;
export const DRAWS_CUTS: usize = 36;
export const N_CANDIDATES: usize = 40;
export const MAX_DEPTH: usize = 44;
export const MIN_LEAF: usize = 48;
export const ORIGIN: usize = 56;
export const NEAR_ROWS: usize = 64;
export const ROWS: usize = 68;
export const SPARE: usize = 72;
export const PAIRS: usize = 76;
export const NODE_PAIRS: usize = 80;
export const HISTOGRAM: usize = 84;
export const TOTALS: usize = 88;
export const ORDER: usize = 92;
export const COLUMNS: usize = 96;
export const STACK: usize = 100;
export const NEAR: usize = 104;
export const NODES: usize = 108;
export const LEAVES: usize = 112;
export const N_NODES: usize = 116;
export const N_LEAVES: usize = 120;
export const ROOT: usize = 124;
// From here on nothing is a result.
export const RANDOM: usize = 128;
// The node at hand.
export const TOTAL_WEIGHT: usize = 144;
export const TOTAL_SUM: usize = 152;
export const FIRST: usize = 160;
export const COUNT: usize = 164;
export const BEST_CUT: usize = 168;
// Where its rows lie: in the whole table, or in a copy of few rows near each other.
export const NOW_BINS: usize = 172;
export const NOW_STRIDE: usize = 176;
export const NOW_ROWS: usize = 180;
export const NOW_PAIRS: usize = 184;
export const N_BINS = 255;
