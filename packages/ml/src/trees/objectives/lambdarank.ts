import {
  gradeGain,
  idealGain,
  largestGroup,
  ndcg,
  placeDiscounts,
} from '../../metrics/ranked/index.ts';
import { type PairOptions, writePairs } from './lambda-pairs.ts';
import type { ObjectiveDescription } from './objective.ts';
import { groupAt, readRankedRows } from './ranked-rows.ts';

const params = {
  rankTruncation: {
    kind: 'number',
    default: 30,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'places',
    doc: 'NDCG is improved for this many first places of a group.',
  },
  rankSigmoid: {
    kind: 'number',
    default: 1,
    range: [1e-3, 1e3],
    doc: 'How sharply a pair of rows tells right from wrong order.',
  },
  rankNormalize: {
    kind: 'flag',
    default: true,
    doc: 'Evens out groups of many and of few pairs.',
  },
} as const;

/**
 * Ranking within groups: pairwise log losses, each weighted by what swapping the pair would change of the NDCG.
 *
 * Rows of weight 0 are not ranked. The loss is 1 - NDCG at the truncation (`ndcg`: ties earn the mean of their places,
 * groups without a relevant row are left out), each group weighted by the mean weight of its rows; the gradient is that of
 * the pairwise losses, since NDCG itself has none. Pairs, Hessian and normalization are those of LightGBM 4.7
 * src/objective/rank_objective.hpp, which reads the sigmoid from a table and sums in single precision.
 *
 * @cost O(truncation * rows of the group) per group and call.
 * @source Burges (2010), "From RankNet to LambdaRank to LambdaMART", Microsoft Research MSR-TR-2010-82.
 */
export const lambdarank: ObjectiveDescription<typeof params> = {
  name: 'lambdarank',
  title: 'LambdaRank',
  target: 'grades',
  params,
  doc: 'A score that ranks the rows of a group, the most relevant first.',
  source: 'Burges (2010), "From RankNet to LambdaRank to LambdaMART: An Overview", MSR-TR-2010-82.',
  create(input, { rankTruncation: truncation, rankSigmoid: steepness, rankNormalize: normalize }) {
    const ranked = readRankedRows(lambdarank, input);
    const { weights, offsets, rows, rowOffsets, groupWeights } = ranked;
    const grades = Float64Array.from(rows, (row) => ranked.grades[row]);
    const gains = ranked.grades.map(gradeGain);
    const discounts = placeDiscounts(largestGroup(rowOffsets));
    const ideals = Float64Array.from(groupWeights, (_, q) =>
      idealGain(grades.subarray(rowOffsets[q], rowOffsets[q + 1]), truncation, discounts),
    );
    const options: PairOptions = { discounts, truncation, steepness, normalize };
    return {
      name: 'lambdarank',
      link: 'identity',
      nOutputs: 1,
      hasUnitHessian: false,
      groupOffsets: offsets,
      initialScores: () => new Float64Array(1),
      gradients(scores, gradients, hessians, from, to) {
        gradients.fill(0, from, to);
        hessians.fill(0, from, to);
        const end = groupAt(offsets, to);
        for (let q = groupAt(offsets, from); q < end; q++) {
          if (ideals[q] === 0) continue;
          const byScore = rows
            .slice(rowOffsets[q], rowOffsets[q + 1])
            .sort((a, b) => scores[b] - scores[a] || a - b);
          const group = { rows: byScore, scores, gains, inverseIdeal: 1 / ideals[q] };
          writePairs(group, { gradients, hessians }, options);
        }
        if (weights === undefined) return;
        for (let i = from; i < to; i++) {
          gradients[i] *= weights[i];
          hessians[i] *= weights[i];
        }
      },
      loss(scores) {
        const kept = Float64Array.from(rows, (row) => scores[row]);
        const outcome = { grades, scores: kept, offsets: rowOffsets };
        return 1 - ndcg(outcome, { k: truncation, weights: groupWeights });
      },
    };
  },
};
