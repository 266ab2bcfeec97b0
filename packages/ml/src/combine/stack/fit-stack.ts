import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '../../math/index.ts';
import { logistic } from '../../models/linear/logistic.ts';
import { ridge } from '../../models/linear/ridge.ts';
import { sampleMoments } from '../../stats/index.ts';
import type { Library } from '../library/library.ts';
import type { Stack } from './combination.ts';
import { metaColumns } from './meta-columns.ts';

/** A row of penalty per weight: enough to share weight among models that agree. */
const L2 = 1;

/**
 * A linear model of what models answered out of fold: logistic regression on log-odds for classes, ridge regression on
 * values for numbers.
 *
 * Unlike a weighted mean it may go beyond its models: it can undo what all of them share, such as too little confidence.
 *
 * @throws TARGET_UNUSABLE for rows of one class.
 * @source Wolpert (1992), "Stacked Generalization", Neural Networks 5; Ting & Witten (1999), "Issues in Stacked
 * Generalization", JAIR 10 (probabilities instead of classes).
 */
export function fitStack({ truth, members }: Library): Stack {
  const named = { kind: 'stack', members: members.map(({ id }) => id) } as const;
  // Neither fit draws anything.
  const context = { random: seededRandom(0) };
  if (truth.kind === 'classification') {
    const { nClasses } = truth;
    const params = resolveParams(logistic.name, logistic.params, { l2: L2 });
    const model = logistic.fit(metaColumns(members, nClasses), truth, params, context);
    return { ...named, nClasses, center: 0, scale: 1, model };
  }
  const { mean, sd } = sampleMoments(truth.values);
  const scale = sd > 0 ? sd : 1;
  const toScale = (values: Float64Array) => values.map((each) => (each - mean) / scale);
  const columns = metaColumns(
    members.map(({ answers }) => ({ answers: toScale(answers) })),
    0,
  );
  const params = resolveParams(ridge.name, ridge.params, { l2: L2 });
  const target = { kind: 'regression', values: toScale(truth.values) } as const;
  const model = ridge.fit(columns, target, params, context);
  return { ...named, nClasses: 0, center: mean, scale, model };
}
