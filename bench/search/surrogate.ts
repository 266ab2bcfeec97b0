import { resolveParams } from '@kaizenml/contracts';
import { fromRows, type Matrix, seededRandom } from '@kaizenml/ml/math';
import { getEstimator, randomForest } from '@kaizenml/ml/models';
import {
  type Draft,
  draftAt,
  drawPoint,
  estimatorSpace,
  pointOf,
  type SearchSpace,
} from '@kaizenml/ml/search/strategies';
import type { Kind } from './configurations.ts';
import { type Measured, type MeasuredTable, mean } from './measured.ts';

/** A table that answers for any configuration, at once, about as the real one would. */
export interface Surrogate {
  readonly name: string;
  /** A score per fold, the greater the better. */
  scores(draft: Draft): readonly number[];
  /** Milliseconds per fold. */
  ms(draft: Draft): number;
  /** Best mean score that was found by looking at many configurations. */
  readonly best: number;
  /** Mean score of the constant model. */
  readonly baseline: number;
}

const N_LOOKED_AT = 4000;

/** Learns how configurations do on a table: a forest per fold, and one for the logarithm of the time. */
export function surrogateOf(kind: Kind, { drafts }: Measured, table: MeasuredTable): Surrogate {
  const space = estimatorSpace(kind, { nRows: table.nRows });
  const known = drafts.flatMap((draft, i) => {
    const cell = table.cells[i];
    return cell !== null && pointOf(space, draft) !== undefined ? [{ draft, cell }] : [];
  });
  const x = fromRows(known.map(({ draft }) => encode(space, draft)));
  const floor = table.baseline - 0.2 * Math.abs(table.baseline);
  const folds = [0, 1, 2].map((fold) =>
    forest(
      x,
      known.map(({ cell }) => Math.max(floor, cell.scores[fold] ?? mean(cell.scores))),
    ),
  );
  const time = forest(
    x,
    known.map(({ cell }) => Math.log(Math.max(0.1, cell.ms))),
  );
  const scores = (draft: Draft) => {
    const row = fromRows([encode(space, draft)]);
    return folds.map((each) => each(row)[0]);
  };
  const random = seededRandom(99);
  const looked = Array.from({ length: N_LOOKED_AT }, () =>
    draftAt(space, drawPoint(space, random)),
  );
  const many = fromRows(
    [...looked, ...known.map(({ draft }) => draft)].map((each) => encode(space, each)),
  );
  const answers = folds.map((each) => each(many));
  const means = answers[0].map((_, i) => mean(answers.map((each) => each[i])));
  return {
    name: table.name,
    scores,
    ms: (draft) => Math.exp(time(fromRows([encode(space, draft)]))[0]),
    best: Math.max(...means),
    baseline: table.baseline,
  };
}

/** Which family, then the units of every dimension of every family; -1 for those of others; then the members. */
function encode(space: SearchSpace, draft: Draft): number[] {
  const point = pointOf(space, draft);
  const { traits, params } = getEstimator(draft.estimator);
  const { members } = traits;
  return [
    ...space.families.map((_, i) => Number(i === point?.family)),
    ...space.families.flatMap(({ dimensions }, i) =>
      dimensions.map((_, j) => (i === point?.family ? point.units[j] : -1)),
    ),
    members === undefined ? 0 : Math.log(Number(draft.params[members] ?? params[members].default)),
  ];
}

function forest(x: Matrix, values: readonly number[]): (x: Matrix) => Float64Array {
  const params = resolveParams('random-forest', randomForest.params, {
    nTrees: 60,
    minLeaf: 1,
    maxFeatures: 0.6,
  });
  const y = { kind: 'regression', values: Float64Array.from(values) } as const;
  const state = randomForest.fit(x, y, params, { random: seededRandom(5) });
  return (rows) => randomForest.predict(state, rows);
}
