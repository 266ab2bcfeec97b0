import { exp, log } from '../../../math/index.ts';

/** A score that was reached with a share of the members. */
export interface CurvePoint {
  readonly members: number;
  readonly score: number;
}

const POWERS = [0.25, 0.5, 1, 1.5, 2, 3];

/**
 * The score that a curve will about have reached with all members.
 *
 * Of the curves a - b members^-c with b of at least 0 the one that fits best, by least squares for each of some c. A curve that
 * falls is past its best: its latest score is the answer.
 *
 * @param points At least two, by members.
 * @source The power law of Domhan, Springenberg & Hutter (2015), "Speeding up Automatic Hyperparameter Optimization of Deep
 * Neural Networks by Extrapolation of Learning Curves", IJCAI 24.
 */
export function extrapolateCurve(points: readonly CurvePoint[]): number {
  const fits = POWERS.map((power) => fitPower(points, power)).filter(({ fall }) => fall > 0);
  if (fits.length === 0) return points[points.length - 1].score;
  const best = fits.reduce((a, b) => (b.error < a.error ? b : a));
  return best.limit - best.fall;
}

/** Least squares of score on members^-power: score = limit - fall * members^-power. */
function fitPower(points: readonly CurvePoint[], power: number) {
  const xs = points.map(({ members }) => exp(-power * log(members)));
  const n = points.length;
  const xMean = xs.reduce((sum, x) => sum + x, 0) / n;
  const yMean = points.reduce((sum, { score }) => sum + score, 0) / n;
  const xx = xs.reduce((sum, x) => sum + (x - xMean) ** 2, 0);
  const xy = points.reduce((sum, { score }, i) => sum + (xs[i] - xMean) * (score - yMean), 0);
  const fall = xx > 0 ? -xy / xx : 0;
  const limit = yMean + fall * xMean;
  const error = points.reduce((sum, { score }, i) => sum + (score - limit + fall * xs[i]) ** 2, 0);
  return { fall, limit, error };
}
