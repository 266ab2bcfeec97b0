import { resolveParams } from '@kaizenml/contracts';
import { exp, fromRows, log, type Random, seededRandom } from '../../math/index.ts';
import { gaussianProcessVariances, gaussianProcess as process } from '../../models/index.ts';
import { byScore } from './by-score.ts';
import { drawPoint, neighborOf, type Point, type SearchSpace } from './space/index.ts';
import type { Strategy, Tried } from './strategy.ts';

const N_DRAWS_FIRST = 10;
const MOST_LEARNED = 150;
const N_PARENTS = 5;
const N_NEIGHBORS = 20;
const N_DRAWS = 60;
const WIDTH = 0.1;

/**
 * A Gaussian process learns what scores to expect where, and how surely. That point is tried whose expected improvement is
 * greatest for what its family costs. Open points count with the score that is expected of them (Ginsbourger's believer).
 *
 * The improvement is that of a logistic bell, whose integral is a closed form. Scores far below are clipped, since how bad the
 * bad ones are says nothing about the good ones.
 */
export const gaussianProcess: Strategy = {
  name: 'gaussian-process',
  title: 'Gaussian process',
  doc: 'Learns a smooth map of scores: for few trials of a few numbers, when time to think is cheap.',
  source:
    'Jones, Schonlau & Welch (1998), "Efficient Global Optimization of Expensive Black-Box Functions", Journal of Global Optimization 13; per cost as in Snoek, Larochelle & Adams (2012), NIPS 25.',
  guide: ({ space, random }) => ({
    next(tried) {
      const scored = tried.filter(({ status }) => status === 'scored').sort(byScore);
      if (scored.length < N_DRAWS_FIRST) return drawPoint(space, random);
      const looked = lookedAt(space, scored, random);
      const known = scored.slice(0, MOST_LEARNED);
      const improvements = expectedImprovements(space, known, tried, looked);
      const costs = familyCosts(space, scored);
      const perCost = improvements.map((each, i) => each / costs[looked[i].family]);
      return looked[perCost.indexOf(Math.max(...perCost))];
    },
  }),
};

/** Neighbors of the best points, and points from everywhere. */
function lookedAt(space: SearchSpace, sorted: readonly Tried[], random: Random): Point[] {
  const near = sorted
    .slice(0, N_PARENTS)
    .flatMap(({ point }) =>
      Array.from({ length: N_NEIGHBORS }, () => neighborOf(space, point, WIDTH, random)),
    );
  return [...near, ...Array.from({ length: N_DRAWS }, () => drawPoint(space, random))];
}

function expectedImprovements(
  space: SearchSpace,
  known: readonly Tried[],
  tried: readonly Tried[],
  looked: readonly Point[],
): number[] {
  const params = resolveParams(process.name, process.params, { nRestarts: 0, maxIterations: 12 });
  const learn = (points: readonly Point[], scores: readonly number[]) =>
    process.fit(
      fromRows(points.map((point) => encode(space, point))),
      { kind: 'regression', values: Float64Array.from(scores) },
      params,
      { random: seededRandom(1) },
    );
  const points = known.map(({ point }) => point);
  const scores = clipped(known.map(({ score }) => score));
  const open = tried.filter(({ status }) => status === 'open').map(({ point }) => point);
  let state = learn(points, scores);
  if (open.length > 0) {
    const believed = process.predict(state, fromRows(open.map((point) => encode(space, point))));
    state = learn([...points, ...open], [...scores, ...believed]);
  }
  const x = fromRows(looked.map((point) => encode(space, point)));
  const means = process.predict(state, x);
  const variances = gaussianProcessVariances(state, x);
  const noise = state.noise * state.targetDeviation ** 2;
  return looked.map((_, i) => {
    const scale = (Math.sqrt(Math.max(1e-18, variances[i] - noise)) * Math.sqrt(3)) / Math.PI;
    return scale * softplus((means[i] - scores[0]) / scale);
  });
}

/** log(1 + e^z), the improvement that a logistic bell promises; for a z far below 0 it is e^z. */
function softplus(z: number): number {
  if (z > 30) return z;
  const e = exp(z);
  return e < 1e-8 ? e : log(1 + e);
}

/** Scores, best first, those far below the middle raised. */
function clipped(scores: readonly number[]): number[] {
  const [best, middle] = [scores[0], scores[scores.length >> 1]];
  return scores.map((score) => Math.max(score, middle - 2 * (best - middle)));
}

/** Which family, then the units of all dimensions of all families; those of others stand in the middle. */
function encode({ families }: SearchSpace, { family, units }: Point): number[] {
  return [
    ...families.map((_, i) => Number(i === family)),
    ...families.flatMap(({ dimensions }, i) =>
      dimensions.flatMap((dimension, j) => {
        if (dimension.kind === 'number') return [i === family ? units[j] : 0.5];
        return dimension.choices.map((_, k) => Number(i === family && units[j] === k));
      }),
    ),
  ];
}

/** Root of the mean cost of each family; of one that was not tried, of all. */
function familyCosts({ families }: SearchSpace, tried: readonly Tried[]): number[] {
  const mean = (some: readonly Tried[]) =>
    some.reduce((sum, { cost }) => sum + cost, 0) / Math.max(1, some.length);
  const all = Math.max(mean(tried), 1e-9);
  return families.map((_, i) => {
    const own = tried.filter(({ point }) => point.family === i);
    return Math.sqrt(own.length === 0 ? all : Math.max(mean(own), 1e-3 * all));
  });
}
