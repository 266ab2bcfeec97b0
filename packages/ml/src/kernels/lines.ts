import { WASM } from './lines.generated.ts';
import { linesTwin } from './lines-twin.ts';
import type { KernelArea } from './load-kernels.ts';

/** Kernels that write rows as text. Addresses are bytes. */
export interface LineKernels {
  /**
   * Writes rows `from` to `to` - 1 as lines of CSV, until the next one might not end before `limit`. Returns where they end; the row
   * behind them is at `reached`.
   *
   * A column has three words: 0, doubles (NaN is nothing); 1, codes of 32 bits (a negative one is nothing), pairs of start and length of
   * the levels as they are written; 2, pairs of start and length as `spans` finds them, the address that they start from.
   *
   * @param powers Where `putPowersOfTen` put them.
   */
  writeLines(
    columns: number,
    nColumns: number,
    from: number,
    to: number,
    out: number,
    limit: number,
    powers: number,
    reached: number,
  ): number;
}

/** Kernels that write rows as text. */
export const LINES: KernelArea<LineKernels> = { wasm: WASM, twin: linesTwin };
