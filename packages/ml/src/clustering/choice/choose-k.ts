import { log, type Matrix, type Random, takeMatrixRows } from '../../math/index.ts';
import { sampleMoments } from '../../stats/index.ts';
import type { TableEncoding } from '../encoding/column-encoding.ts';
import { projectPoints } from '../encoding/project-points.ts';
import { calinskiHarabasz } from '../indices/calinski-harabasz.ts';
import { daviesBouldin } from '../indices/davies-bouldin.ts';
import { silhouettes } from '../indices/silhouettes.ts';
import { simplifiedSilhouette } from '../indices/simplified-silhouette.ts';
import { assignToCenters, kMeans } from '../k-means.ts';
import { countDifferent, resampleClusters } from '../stability/resample-clusters.ts';
import { sampleRows } from '../stability/sample-rows.ts';
import type { ChoiceOfK, EvidenceOfK } from './evidence.ts';
import { explainChoice } from './explain-choice.ts';
import { isSeveral } from './is-several.ts';
import { onePopulation } from './one-population.ts';
import { passes, vote } from './vote.ts';

export interface ChooseKOptions {
  /** Largest number of clusters that is looked at, at least 2. Default 10. */
  readonly maxK?: number;
  /** References of one population. Default 20. */
  readonly nReferences?: number;
  /** Resamples per number of clusters. Default 20. */
  readonly nResamples?: number;
  readonly random: Random;
}

/** Rows up to which silhouettes are computed by all pairs; beyond it, of a sample of as many. */
const MOST_JUDGED = 5000;
/** Rows of a reference and of a resample. */
const MOST_RESAMPLED = 1000;
const N_STARTS = 4;

/**
 * How many clusters rows have, 1 included, with the evidence.
 *
 * Any cloud can be cut into k-means clusters, and some cuts look good. So the silhouette of k clusters is compared with
 * that of k clusters of references drawn from one population (`onePopulation`). The excess must be clear (at least 0.05 and
 * 3 standard deviations) and resamples must find the same clusters again (adjusted Rand index of at least 0.6). Of what is
 * left, the smallest k whose excess times stability is nearly the largest is chosen, or the first after it none of whose
 * clusters is clearly several itself (`isSeveral`). Elbow, silhouette, gap, Calinski-Harabasz and Davies-Bouldin are told
 * beside it.
 *
 * @param x The points of `encoding`. @shape n x coordinates, n at least 1
 * Points of more than 100 coordinates are judged by 64 sums of them (`projectPoints`).
 *
 * @cost That of maxK (nReferences + nResamples) clusterings of at most 1000 rows, and all pairs of at most 5000 rows.
 */
export function chooseK(x: Matrix, encoding: TableEncoding, options: ChooseKOptions): ChoiceOfK {
  const { maxK = 10, nReferences = 20, nResamples = 20, random } = options;
  const judged = projectPoints(sampleRows(x, MOST_JUDGED, random), random);
  const small = sampleRows(judged, MOST_RESAMPLED, random);
  // A cluster has at least two rows, and centers differ.
  const mostK = Math.min(maxK, Math.floor(small.nRows / 2), countDifferent(small, maxK));
  const numbers = Array.from({ length: Math.max(1, mostK) }, (_, i) => i + 1);
  const indices = judge(judged, numbers, random);
  const fits = fitAll(small, numbers, random);
  const own = judged.nColumns < x.nColumns ? asNumbers(judged) : encoding;
  const draw = onePopulation(own, small);
  const references = Array.from({ length: nReferences }, () =>
    fitAll(draw(random), numbers, random),
  );
  const resampling = { nResamples, nStarts: 2, random };
  const evidence = numbers.map((k, i): EvidenceOfK => {
    const stability =
      k === 1 ? 1 : resampleClusters(small, fits[i].codes, { k, ...resampling }).agreement;
    const known = { k, ...indices[i], ...compare(fits, references, i), stability, nSeveral: null };
    if (!passes(known)) return known;
    const parts = partsOf(small, fits[i].codes, k);
    return { ...known, nSeveral: parts.filter((part) => isSeveral(part, own, random)).length };
  });
  const votes = vote(evidence);
  const sizes = {
    nJudged: judged.nRows,
    nResampled: small.nRows,
    nCoordinates: judged.nColumns,
    nReferences,
    nResamples,
  };
  return {
    k: votes.excess,
    reason: explainChoice(evidence, votes, x.nRows),
    votes,
    evidence,
    ...sizes,
  };
}

/** The rows of each cluster. */
function partsOf(x: Matrix, codes: Int32Array, k: number): readonly Matrix[] {
  const rows = Int32Array.from(codes.keys());
  return Array.from({ length: k }, (_, c) =>
    takeMatrixRows(
      x,
      rows.filter((row) => codes[row] === c),
    ),
  );
}

/** Projected coordinates as columns of numbers: references ask no more of an encoding. */
function asNumbers({ nColumns }: Matrix): TableEncoding {
  const column = { kind: 'number', isDate: false, isLog: false, center: 0, spread: 1 } as const;
  const names = Array.from({ length: nColumns }, (_, j) => `${j}`);
  return { columns: names.map((name) => ({ ...column, name })), leftOut: [] };
}

/** Figures of the rows themselves. */
function judge(
  x: Matrix,
  numbers: readonly number[],
  random: Random,
): readonly Pick<EvidenceOfK, 'inertia' | 'silhouette' | 'calinskiHarabasz' | 'daviesBouldin'>[] {
  const states = numbers.map((k) => kMeans(x, { k, random, nStarts: 2 * N_STARTS }));
  const assigned = states.map((state) => assignToCenters(state, x));
  const widths = silhouettes(
    x,
    assigned.slice(1).map(({ codes }) => codes),
  );
  const total = states[0].inertia;
  return states.map((state, i) => {
    const { inertia } = state;
    if (i === 0) return { inertia, silhouette: null, calinskiHarabasz: null, daviesBouldin: null };
    const split = { nRows: x.nRows, k: numbers[i], total, within: inertia };
    return {
      inertia,
      silhouette: meanOf(widths[i - 1]),
      calinskiHarabasz: calinskiHarabasz(split),
      daviesBouldin: daviesBouldin(state, assigned[i]),
    };
  });
}

interface Fit {
  readonly codes: Int32Array;
  readonly inertia: number;
  /** The simplified silhouette; 0 for one cluster. */
  readonly silhouette: number;
}

function fitAll(x: Matrix, numbers: readonly number[], random: Random): readonly Fit[] {
  const most = countDifferent(x, numbers.length);
  return numbers.map((wanted) => {
    const k = Math.min(wanted, most);
    const state = kMeans(x, { k, random, nStarts: N_STARTS });
    const { codes } = assignToCenters(state, x);
    const silhouette = k === 1 ? 0 : simplifiedSilhouette(x, state.centers, codes);
    return { codes, inertia: state.inertia, silhouette };
  });
}

/** The i-th fit beside those of the references. */
function compare(
  fits: readonly Fit[],
  references: readonly (readonly Fit[])[],
  i: number,
): Pick<EvidenceOfK, 'excess' | 'excessDeviation' | 'gap' | 'gapDeviation'> {
  const logs = sampleMoments(references.map((each) => logShare(each, i)));
  const gap = logs.mean - logShare(fits, i);
  const gapDeviation = (logs.sd || 0) * Math.sqrt(1 + 1 / references.length);
  if (i === 0) return { excess: null, excessDeviation: null, gap, gapDeviation };
  const { mean, sd } = sampleMoments(references.map((each) => each[i].silhouette));
  return { excess: fits[i].silhouette - mean, excessDeviation: sd || 0, gap, gapDeviation };
}

/** Logarithm of the inertia as a share of that of one cluster; rows that are all at their centers count as nearly so. */
function logShare(fits: readonly Fit[], i: number): number {
  const whole = fits[0].inertia;
  return whole === 0 ? 0 : log(Math.max(fits[i].inertia / whole, 1e-12));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
