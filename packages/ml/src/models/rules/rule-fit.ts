import { sigmoid, softmaxInPlace } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import { fitRules } from './fitting/index.ts';
import { checkRules, type RuleModel, ruleScores } from './rule/index.ts';

const params = {
  maxTerms: {
    kind: 'number',
    default: 20,
    range: [1, 300],
    integer: true,
    unit: 'rules',
    doc: 'Rules and straight lines at most; fewer where that costs next to nothing.',
    search: { range: [5, 60], scale: 'log' },
  },
  maxConditions: {
    kind: 'number',
    default: 3,
    range: [1, 8],
    integer: true,
    unit: 'conditions',
    doc: 'Conditions in a rule at most.',
    search: { range: [1, 4], scale: 'linear' },
  },
  lines: {
    kind: 'flag',
    default: true,
    doc: 'Whether columns may enter as straight lines besides rules.',
  },
  nTrees: {
    kind: 'number',
    default: 60,
    range: [1, 10_000],
    integer: true,
    unit: 'trees',
    doc: 'Small trees whose branches are the candidate rules.',
  },
  l2: {
    kind: 'number',
    default: 3,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the penalty on the squared weights of the chosen terms, in rows.',
    search: { range: [0.1, 100], scale: 'log' },
  },
} as const;

/**
 * RuleFit: a short list of rules such as `age > 30 and hours > 45`, each with a weight, and straight lines.
 *
 * Candidates are the branches of small boosted trees, said with few digits and levels. They join one by
 * one, the most promising first; the smallest set that predicts held-out rows about as well as the best
 * is weighed anew on all rows. `rulesOf` gives the rules, `ruleInWords` says them.
 *
 * For at most 8192 rows the choice sees all rows, beyond that a random part; the weights always see all.
 *
 * @shape x: n x p, y: n; at most maxTerms rules and lines
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID for unusable weights.
 * @cost O(nTrees p n log n) to grow and O(candidates n) per term chosen, n at most 8192; then O(maxTerms n)
 * per sweep. O(maxTerms) per row to predict.
 * @source Friedman & Popescu (2008), "Predictive learning via rule ensembles", Annals of Applied Statistics
 * 2, 916-954; Pati, Rezaiifar & Krishnaprasad (1993), Asilomar 27, 40-44 (the choice, instead of their lasso).
 */
export const ruleFit: Estimator<typeof params, RuleModel> = {
  name: 'rule-fit',
  title: 'Rules',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'native',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: false,
  },
  source: 'Friedman & Popescu (2008), Annals of Applied Statistics 2, 916-954.',
  fit(x, y, { maxTerms, maxConditions, nTrees, l2, lines }, context) {
    assertFitInputs(ruleFit, x, y, context);
    const { weights, random } = context;
    const options = { maxTerms, maxConditions, nTrees, l2, hasLines: lines, random };
    return fitRules(x, y, weights, options);
  },
  predict(model, x) {
    checkRules('rule-fit', model);
    assertColumns('rule-fit', model.nColumns, x);
    const scores = ruleScores(model, x);
    const { nClasses } = model;
    if (nClasses === 0) return scores;
    if (nClasses === 2) {
      const shares = new Float64Array(2 * scores.length);
      scores.forEach((score, i) => {
        const second = sigmoid(score);
        shares[2 * i] = 1 - second;
        shares[2 * i + 1] = second;
      });
      return shares;
    }
    for (let i = 0; i < x.nRows; i++) softmaxInPlace(scores, i * nClasses, nClasses);
    return scores;
  },
};
