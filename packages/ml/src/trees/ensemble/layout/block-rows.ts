/** Rows that the kernels of `scoring` answer at once. */
export const BLOCK_ROWS = 256;

/** Bytes of a set of them: one bit per row. */
export const SET_BYTES = BLOCK_ROWS / 8;
