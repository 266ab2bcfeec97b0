import { WASM } from './clusters.generated.ts';
import { PANEL_ROWS } from './distances.ts';
import type { KernelArea } from './load-kernels.ts';
import type { LinearMemory } from './web-assembly.ts';

/**
 * Kernels of rows and the centers of clusters. Addresses are bytes; codes are 32-bit, all else doubles.
 *
 * Rows lie in panels of 8: column j of row r of a panel is double j * 8 + r of the panel.
 */
export interface ClusterKernels {
  /**
   * Writes the nearest of k centers of each row, the first of equally near ones, and the squared distance to it, summed
   * over the columns in order. Codes and distances have room for whole panels; codes are compared with what was there.
   *
   * @returns How many codes of rows changed.
   */
  assignRows(
    panels: number,
    nRows: number,
    nColumns: number,
    centers: number,
    k: number,
    codes: number,
    distances: number,
  ): number;
  /** sums[code * p + j] += x[i][j] and counts[code] += 1, for the rows in their order. */
  sumRows(
    panels: number,
    nRows: number,
    nColumns: number,
    codes: number,
    sums: number,
    counts: number,
  ): void;
}

/** Kernels of rows and the centers of clusters. */
export const CLUSTERS: KernelArea<ClusterKernels> = { wasm: WASM, twin: clustersTwin };

function clustersTwin(memory: LinearMemory): ClusterKernels {
  const doubles = (at: number, length: number) => new Float64Array(memory.buffer, at, length);
  const placesOf = (nRows: number) => Math.ceil(nRows / PANEL_ROWS) * PANEL_ROWS;
  return {
    assignRows(panelsAt, nRows, p, centersAt, k, codesAt, distancesAt) {
      const places = placesOf(nRows);
      const panels = doubles(panelsAt, places * p);
      const centers = doubles(centersAt, k * p);
      const codes = new Int32Array(memory.buffer, codesAt, places);
      const distances = doubles(distancesAt, places);
      let changed = 0;
      for (let i = 0; i < places; i++) {
        const lane = i % PANEL_ROWS;
        let nearest = Number.POSITIVE_INFINITY;
        let code = 0;
        for (let c = 0; c < k; c++) {
          let distance = 0;
          for (let j = 0, at = (i - lane) * p + lane; j < p; j++, at += PANEL_ROWS) {
            const apart = panels[at] - centers[c * p + j];
            distance += apart * apart;
          }
          if (!(distance < nearest)) continue;
          nearest = distance;
          code = c;
        }
        distances[i] = nearest;
        if (i >= nRows) continue;
        if (codes[i] !== code) changed++;
        codes[i] = code;
      }
      return changed;
    },
    sumRows(panelsAt, nRows, p, codesAt, sumsAt, countsAt) {
      const panels = doubles(panelsAt, placesOf(nRows) * p);
      const codes = new Int32Array(memory.buffer, codesAt, nRows);
      const k = codes.reduce((most, code) => Math.max(most, code), -1) + 1;
      const sums = doubles(sumsAt, k * p);
      const counts = doubles(countsAt, k);
      for (let i = 0; i < nRows; i++) {
        const lane = i % PANEL_ROWS;
        counts[codes[i]]++;
        for (let j = 0, at = (i - lane) * p + lane; j < p; j++, at += PANEL_ROWS)
          sums[codes[i] * p + j] += panels[at];
      }
    },
  };
}
