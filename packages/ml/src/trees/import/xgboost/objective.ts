import type { Task } from '@kaizenml/contracts';
import type { Link } from '../../ensemble/index.ts';
import type { ModelField } from '../model-field.ts';

/** How sums of leaves become answers. */
export interface Objective {
  readonly name: string;
  readonly task: Task;
  readonly link: Link;
  readonly remarks: readonly string[];
}

type Meaning = Pick<Objective, 'task' | 'link'>;

const VALUE: Meaning = { task: 'regression', link: 'identity' };
const POSITIVE: Meaning = { task: 'regression', link: 'exp' };
const CLASSES: Meaning = { task: 'multiclass', link: 'softmax' };

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['binary:logistic', { task: 'binary', link: 'logistic' }],
  ['binary:logitraw', VALUE],
  ['multi:softprob', CLASSES],
  ['multi:softmax', CLASSES],
  ['reg:squarederror', VALUE],
  ['reg:linear', VALUE],
  ['reg:squaredlogerror', VALUE],
  ['reg:absoluteerror', VALUE],
  ['reg:pseudohubererror', VALUE],
  ['reg:quantileerror', VALUE],
  ['reg:expectileerror', VALUE],
  ['reg:logistic', { task: 'regression', link: 'logistic-each' }],
  ['reg:gamma', POSITIVE],
  ['reg:tweedie', POSITIVE],
  ['count:poisson', POSITIVE],
  ['survival:cox', POSITIVE],
  ['survival:aft', POSITIVE],
  ['rank:pairwise', VALUE],
  ['rank:ndcg', VALUE],
  ['rank:map', VALUE],
]);

/**
 * Reads the objective of an XGBoost model.
 *
 * @throws MODEL_ARTIFACT_INVALID for an objective whose answers are not known.
 * @source XGBoost, src/objective: `PredTransform` of each objective.
 */
export function readObjective(field: ModelField): Objective {
  const name = field.text();
  const meaning =
    MEANINGS.get(name) ??
    field.refuse(
      `be one of ${[...MEANINGS.keys()].join(', ')}`,
      'Train it with one of these objectives.',
    );
  return { name, ...meaning, remarks: remarksOn(name) };
}

function remarksOn(name: string): readonly string[] {
  if (name.startsWith('rank:'))
    return ['The model ranks: its answers order the rows of one query and have no unit.'];
  if (name === 'binary:logitraw')
    return ['The answers are log odds, not probabilities (`binary:logitraw`).'];
  if (name === 'survival:cox') return ['The answers are hazard ratios, not times.'];
  return [];
}
