import { type Matrix, type Random, shuffledIndices, takeMatrixRows } from '../../../math/index.ts';
import { holdOut } from '../../additive/boosting/index.ts';
import type { Target } from '../../estimator.ts';
import {
  columnValues,
  type Direction,
  distinctRules,
  growRules,
  lineOf,
  shortenRule,
} from '../candidates/index.ts';
import { alongLine, type Rule, type RuleModel, ruleHolds } from '../rule/index.ts';
import { chooseTerms, type Design, descend, emptyFit, scoreLoss } from '../selection/index.ts';
import { type Standardized, standardize } from './standardize.ts';

/** How rules are fitted. */
export interface FitRulesOptions {
  /** Rules and lines at most. */
  readonly maxTerms: number;
  readonly maxConditions: number;
  readonly nTrees: number;
  readonly l2: number;
  readonly hasLines: boolean;
  readonly random: Random;
}

/** Rows that rules are grown and chosen on at most; their weights are learned from all rows. */
const MAX_CHOICE_ROWS = 8192;
const MAX_CANDIDATES = 300;
const HELD_OUT_SHARE = 0.2;
/** A rule must hold, and fail, for this share of the rows, and for this many. */
const MIN_SUPPORT = { share: 0.01, rows: 5 } as const;
/** Deviation of a line in units of its column, so that it weighs like a typical rule. */
const LINE_DEVIATION = 0.4;

type TermSpec =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'line'; readonly line: Direction };

/** Grows candidate rules, chooses few of them together with lines, and learns their weights. */
export function fitRules(
  x: Matrix,
  y: Target,
  given: Float64Array | undefined,
  options: FitRulesOptions,
): RuleModel {
  const rows = choiceRows(x.nRows, given, options.random);
  const weights = given ?? new Float64Array(x.nRows).fill(1);
  const standard = standardize(y, weights);
  const specs = chosenTerms(
    takeMatrixRows(x, rows),
    takeRows(standard.y, rows),
    Float64Array.from(rows, (i) => weights[i]),
    options,
  );
  return weighTerms(x, standard, weights, specs, options.l2);
}

/** Rows of weight above 0, at most as many as the choice looks at. */
function choiceRows(n: number, weights: Float64Array | undefined, random: Random): Int32Array {
  const present = shuffledIndices(n, random).filter((i) => !weights || weights[i] > 0);
  return present.slice(0, MAX_CHOICE_ROWS).sort();
}

function takeRows(y: Target, rows: Int32Array): Target {
  return y.kind === 'regression'
    ? { kind: 'regression', values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: rows.map((i) => y.codes[i]) };
}

function chosenTerms(
  x: Matrix,
  y: Target,
  weights: Float64Array,
  { maxTerms, maxConditions, nTrees, hasLines, l2, random }: FitRulesOptions,
): TermSpec[] {
  const isHeldOut = holdOut(y, x.nRows, HELD_OUT_SHARE, random);
  const minSupport = Math.max(Math.ceil(MIN_SUPPORT.share * x.nRows), MIN_SUPPORT.rows);
  const learned = weights.map((weight, i) => (isHeldOut[i] === 1 ? 0 : weight));
  if (x.nRows < 2 * minSupport || learned.every((weight) => weight === 0)) return [];
  const values = columnValues(x);
  const growth = { nTrees, maxDepth: maxConditions, minLeaf: Math.ceil(minSupport / 2), random };
  const grown = growRules(x, y, learned, growth).flatMap((rule) => {
    const short = shortenRule(rule, values);
    return short ? [short] : [];
  });
  const rules = distinctRules([...missingRules(x), ...grown], x, minSupport, MAX_CANDIDATES);
  const isNumber = (column: number) => (x.levels?.[column] ?? 0) === 0;
  const lines = values.sorted.flatMap((column, j) =>
    hasLines && isNumber(j) ? (lineOf(j, column) ?? []) : [],
  );
  const specs: TermSpec[] = [
    ...rules.map(({ rule }) => ({ kind: 'rule' as const, rule })),
    ...lines.map((line) => ({ kind: 'line' as const, line })),
  ];
  const columns = specs.map((spec) => columnOf(spec, x));
  const design: Design = { columns, weights: learned, loss: scoreLoss(y) };
  const penalty = l2 / x.nRows;
  const choice = { maxTerms, l2: penalty, isHeldOut, rowWeights: weights };
  return chooseTerms(design, choice).map((j) => specs[j]);
}

function missingRules(x: Matrix): Rule[] {
  return Array.from({ length: x.nColumns }, (_, column) => [
    { column, operator: 'missing' as const },
  ]);
}

/** What a term says per row, before it is weighed. */
function columnOf(spec: TermSpec, x: Matrix): Float64Array {
  return Float64Array.from({ length: x.nRows }, (_, i) => {
    if (spec.kind === 'rule') return ruleHolds(spec.rule, x, i) ? 1 : 0;
    const { line } = spec;
    const value = x.values[i * x.nColumns + line.column];
    return (LINE_DEVIATION / line.deviation) * alongLine(line, value);
  });
}

/** Learns the weights of the chosen terms from all rows. */
function weighTerms(
  x: Matrix,
  { y, center, scale }: Standardized,
  weights: Float64Array,
  specs: readonly TermSpec[],
  l2: number,
): RuleModel {
  const columns = specs.map((spec) => columnOf(spec, x));
  const design: Design = { columns, weights, loss: scoreLoss(y) };
  const fit = emptyFit(design);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const terms = specs.map((_, j) => j);
  descend(design, fit, { l2: l2 / total, terms, maxExpansions: 25, maxSweeps: 50 });
  const ownWeights = (j: number, unit: number) =>
    Float64Array.from(fit.intercepts, (_, k) => scale * unit * fit.weights[k * specs.length + j]);
  return {
    nColumns: x.nColumns,
    nClasses: y.kind === 'regression' ? 0 : y.nClasses,
    levels: x.levels?.slice() ?? new Int32Array(x.nColumns),
    intercepts: fit.intercepts.map((intercept) => center + scale * intercept),
    rules: specs.flatMap((spec, j) =>
      spec.kind === 'line'
        ? []
        : {
            conditions: spec.rule,
            weights: ownWeights(j, 1),
            support: columns[j].reduce((sum, held, i) => sum + weights[i] * held, 0) / total,
          },
    ),
    lines: specs.flatMap((spec, j) =>
      spec.kind === 'rule'
        ? []
        : { ...spec.line, slopes: ownWeights(j, LINE_DEVIATION / spec.line.deviation) },
    ),
  };
}
