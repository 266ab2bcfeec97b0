import {
  adjustedRand,
  assignToCenters,
  calinskiHarabasz,
  daviesBouldin,
  kMeans,
  meanSilhouette,
  silhouettes,
} from '@kaizenml/ml/clustering';
import { fromRows, seededRandom, takeMatrixRows } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { withLaidRows } from '../../../packages/ml/src/clustering/centers/laid-rows.ts';
import { lloyd } from '../../../packages/ml/src/clustering/centers/lloyd.ts';
import expected from './expected.json' with { type: 'json' };

const x = fromRows(expected.x);

describe.each(expected.fits.map((fit) => [fit.rows.length, fit] as const))(
  `scikit-learn ${expected.versions['scikit-learn']} on iris with %i given centers`,
  (k, fit) => {
    const { centers: start } = { centers: takeMatrixRows(x, fit.rows).values };
    const options = { maxIterations: 300, tolerance: 0 };
    const found = withLaidRows(x, (rows) => ({
      ...lloyd(rows, x, start, options),
      codes: rows.codes().slice(),
      squares: rows.squares().slice(),
    }));
    const codes = Int32Array.from(fit.labels);

    it('agrees on every row, center and the inertia', () => {
      expect([...found.codes]).toEqual(fit.labels);
      fit.centers.flat().forEach((value, at) => {
        expect(found.centers[at]).toBeCloseTo(value, 10);
      });
      expect(found.inertia).toBeCloseTo(fit.inertia, 9);
    });

    it('agrees on silhouettes, Calinski-Harabasz and Davies-Bouldin', () => {
      const [widths] = silhouettes(x, [codes]);
      fit.silhouettes.forEach((width, i) => {
        expect(widths[10 * i]).toBeCloseTo(width, 10);
      });
      expect(meanSilhouette(x, codes)).toBeCloseTo(fit.silhouette, 10);
      const total = withLaidRows(x, (rows) => {
        rows.assign(kMeans(x, { k: 1, random: seededRandom(1) }).centers);
        return rows.squares().reduce((sum, square) => sum + square, 0);
      });
      const split = { nRows: x.nRows, k, total, within: found.inertia };
      expect(calinskiHarabasz(split)).toBeCloseTo(fit.calinskiHarabasz, 8);
      const state = { centers: found.centers, nColumns: 4 };
      const assigned = { codes: found.codes, distances: found.squares.map(Math.sqrt) };
      expect(daviesBouldin(state, assigned)).toBeCloseTo(fit.daviesBouldin, 10);
    });

    it('agrees on the adjusted Rand index with the species', () => {
      expect(adjustedRand(expected.species, fit.labels)).toBeCloseTo(fit.adjustedRand, 12);
    });
  },
);

it.each(Object.entries(expected.bestInertia))(
  'finds the least inertia of 100 beginnings of scikit-learn, up to a thousandth, for k = %s',
  (k, inertia) => {
    const options = { k: Number(k), random: seededRandom(2), nStarts: 100, tolerance: 0 };
    const state = kMeans(x, options);
    expect(state.inertia).toBeLessThanOrEqual(inertia * 1.001);
    const { codes } = assignToCenters(state, x);
    expect([...state.sizes]).toEqual(
      [...state.sizes.keys()].map((c) => codes.filter((code) => code === c).length),
    );
  },
);
