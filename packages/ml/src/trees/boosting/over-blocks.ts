import type { Call, Team } from '../threads/team.ts';

/** Rows of one task. */
const BLOCK_ROWS = 32_768;

/**
 * Makes a call for each block of rows, side by side.
 *
 * @returns What each returned, in the order of the blocks, whoever computed it.
 */
export function overBlocks(
  team: Team,
  nRows: number,
  call: (from: number, to: number) => Call,
): Float64Array {
  const nBlocks = Math.ceil(nRows / BLOCK_ROWS);
  return team.run(
    Array.from({ length: nBlocks }, (_, b) => [
      call(b * BLOCK_ROWS, Math.min(nRows, (b + 1) * BLOCK_ROWS)),
    ]),
  );
}
