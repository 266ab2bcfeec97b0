import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import { additiveBoosting } from './additive/additive-boosting.ts';
import { constant } from './baseline/constant.ts';
import { stratified } from './baseline/stratified.ts';
import { complementNaiveBayes } from './bayes/complement-naive-bayes.ts';
import { gaussianNaiveBayes } from './bayes/gaussian-naive-bayes.ts';
import { multinomialNaiveBayes } from './bayes/multinomial-naive-bayes.ts';
import { boostedTrees } from './boosting/boosted-trees.ts';
import { quantileBoosting } from './boosting/quantile-boosting.ts';
import { extraTrees } from './ensemble/extra-trees.ts';
import { randomForest } from './ensemble/random-forest.ts';
import type { AnyEstimator } from './estimator.ts';
import { gaussianProcess, gaussianProcessVariances } from './gaussian-process/gaussian-process.ts';
import { elasticNet } from './linear/elastic-net.ts';
import { generalizedLinear } from './linear/generalized-linear.ts';
import { leastSquares } from './linear/least-squares.ts';
import { linearQuantiles } from './linear/linear-quantiles.ts';
import { linearSvm } from './linear/linear-svm.ts';
import { logistic } from './linear/logistic.ts';
import { ridge } from './linear/ridge.ts';
import { kNearestNeighbors } from './neighbors/k-nearest-neighbors.ts';
import { multilayerPerceptron } from './neural/multilayer-perceptron.ts';
import { ruleFit } from './rules/rule-fit.ts';
import { decisionTree } from './tree/decision-tree.ts';

export {
  type AdditiveState,
  type Cell,
  contributionsOf,
  type Term,
  termsOf,
} from './additive/shapes/index.ts';
export type { ConstantState } from './baseline/constant.ts';
export type { StratifiedState } from './baseline/stratified.ts';
export type { CountScores } from './bayes/counts/index.ts';
export type { GaussianBayesState } from './bayes/gaussian-naive-bayes.ts';
export type { BoostedTreesState } from './boosting/boosted-trees.ts';
export { type KeptBins, keepBins, keptBins } from './boosting/parts/kept-bins.ts';
export type { QuantileBoostingState } from './boosting/quantile-boosting.ts';
export {
  type AnyEstimator,
  type Constraints,
  type Estimator,
  type FitContext,
  type SparseForm,
  type Target,
  type TargetClasses,
  type TargetNumbers,
  type Traits,
  targetLength,
  targetWidth,
  type ValidationPart,
} from './estimator.ts';
export type { GaussianProcessState } from './gaussian-process/gaussian-process.ts';
export type { LinearQuantilesState } from './linear/linear-quantiles.ts';
export type { LinearSvmState } from './linear/linear-svm.ts';
export type { LogisticState } from './linear/logistic.ts';
export type { LinearFunction } from './linear-function.ts';
export type { NeighborsState } from './neighbors/k-nearest-neighbors.ts';
export type { MultilayerPerceptronState } from './neural/multilayer-perceptron.ts';
export { answerRows, fitRows } from './on-features.ts';
export { middleLevel } from './quantiles.ts';
export {
  type Condition,
  type Line,
  type Rule,
  type RuleModel,
  type RuleNames,
  type RulePart,
  ruleInWords,
  rulesOf,
} from './rules/rule/index.ts';
export { type OutOfBag, outOfBagAnswers, type Trees } from './tree/growth/index.ts';
export {
  additiveBoosting,
  boostedTrees,
  complementNaiveBayes,
  constant,
  decisionTree,
  elasticNet,
  extraTrees,
  gaussianNaiveBayes,
  gaussianProcess,
  gaussianProcessVariances,
  generalizedLinear,
  kNearestNeighbors,
  leastSquares,
  linearQuantiles,
  linearSvm,
  logistic,
  multilayerPerceptron,
  multinomialNaiveBayes,
  quantileBoosting,
  randomForest,
  ridge,
  ruleFit,
  stratified,
};

/** Every learning algorithm, simplest first. */
export const ESTIMATORS: readonly AnyEstimator[] = [
  constant,
  stratified,
  leastSquares,
  ridge,
  elasticNet,
  generalizedLinear,
  logistic,
  linearQuantiles,
  linearSvm,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
  complementNaiveBayes,
  kNearestNeighbors,
  gaussianProcess,
  decisionTree,
  ruleFit,
  randomForest,
  extraTrees,
  additiveBoosting,
  boostedTrees,
  quantileBoosting,
  multilayerPerceptron,
];

/**
 * The estimator of this name.
 *
 * @throws ARGUMENT_INVALID with the closest names.
 */
export function getEstimator(name: string): AnyEstimator {
  const found = ESTIMATORS.find((estimator) => estimator.name === name);
  if (found) return found;
  const known = ESTIMATORS.map((estimator) => estimator.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The estimator must be one of the ${known.length} we have, got "${name}".`,
    hint: didYouMean(name, known) ?? `They are ${listNames(known, known.length)}.`,
    details: { name, known },
  });
}
