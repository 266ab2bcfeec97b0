import { resolveParams } from '@kaizenml/contracts';
import type { Matrix, Random } from '../../math/index.ts';
import { decisionTree } from '../../models/tree/decision-tree.ts';
import type { Trees } from '../../models/tree/growth/index.ts';
import { NODE_SIZE } from '../../trees/ensemble/index.ts';
import type { RuleFeature } from './rule-features.ts';
import { sayNumber } from './say-number.ts';

/** A part of a rule. */
export type Condition =
  | {
      readonly kind: 'range';
      readonly column: string;
      readonly isDate: boolean;
      /** The number is above this; null for no limit. */
      readonly above: number | null;
      /** The number is at most this; null for no limit. */
      readonly upTo: number | null;
    }
  | {
      readonly kind: 'level';
      readonly column: string;
      readonly level: string;
      readonly isLevel: boolean;
    };

/** A few conditions that most rows of a cluster meet, and few others. */
export interface ClusterRule {
  readonly conditions: readonly Condition[];
  /** `age > 52 and sex is female`. */
  readonly text: string;
  /** Share of the rows that meet it and are of the cluster, among those that meet it. */
  readonly precision: number;
  /** Share of the cluster that meets it. */
  readonly coverage: number;
}

/** A question on the way to a leaf. */
interface Step {
  readonly feature: number;
  readonly cut: number;
  readonly isBelow: boolean;
}

const DEPTH = 3;

/**
 * The rule of a cluster: of the leaves of a small tree that parts the cluster from the rest, the way to the one with the
 * best balance of precision and coverage (F1), without the steps that do not better it.
 *
 * @param x What `features` answer. @shape n x features
 * @param isMember 1 for rows of the cluster.
 * @source Breiman et al. (1984), "Classification and Regression Trees"; rules for clusters as in Bertsimas, Orfanoudaki &
 * Wiberg (2021), "Interpretable clustering", Machine Learning 110.
 */
export function clusterRule(
  x: Matrix,
  isMember: Int32Array,
  { features, random }: { readonly features: readonly RuleFeature[]; readonly random: Random },
): ClusterRule {
  const nMembers = isMember.reduce((sum, member) => sum + member, 0);
  const minLeaf = Math.max(1, Math.floor(nMembers / 20));
  const params = resolveParams('decision-tree', decisionTree.params, { maxDepth: DEPTH, minLeaf });
  const y = { kind: 'classification', codes: isMember, nClasses: 2 } as const;
  const tree = decisionTree.fit(x, y, params, { random });
  const judge = (steps: readonly Step[]): Judged => judgeSteps(x, isMember, steps);
  let best: Judged = judge([]);
  for (const steps of waysOf(tree)) {
    const found = judge(steps.map(roundCut));
    if (found.f1 > best.f1) best = found;
  }
  const { steps, precision, coverage } = withoutIdleSteps(best, judge);
  const conditions = toConditions(steps, features);
  const text = conditions.map(sayCondition).join(' and ') || 'every row';
  return { conditions, text, precision, coverage };
}

interface Judged {
  readonly steps: readonly Step[];
  readonly precision: number;
  readonly coverage: number;
  readonly f1: number;
}

function judgeSteps(
  { nRows, nColumns, values }: Matrix,
  isMember: Int32Array,
  steps: readonly Step[],
): Judged {
  let [met, hits, members] = [0, 0, 0];
  for (let i = 0; i < nRows; i++) {
    members += isMember[i];
    const isMet = steps.every(
      ({ feature, cut, isBelow }) => values[i * nColumns + feature] <= cut === isBelow,
    );
    if (!isMet) continue;
    met++;
    hits += isMember[i];
  }
  const precision = met === 0 ? 0 : hits / met;
  const coverage = members === 0 ? 0 : hits / members;
  const f1 = hits === 0 ? 0 : (2 * precision * coverage) / (precision + coverage);
  return { steps, precision, coverage, f1 };
}

/** Leaves steps out one by one while that costs nothing. */
function withoutIdleSteps(best: Judged, judge: (steps: readonly Step[]) => Judged): Judged {
  for (const step of best.steps) {
    const shorter = judge(best.steps.filter((other) => other !== step));
    if (shorter.f1 >= best.f1) return withoutIdleSteps(shorter, judge);
  }
  return best;
}

/** The ways from the root to each leaf. */
function waysOf({ nodes, roots, cutValues, cutOffsets }: Trees): readonly (readonly Step[])[] {
  const ways: (readonly Step[])[] = [];
  const walk = (node: number, way: readonly Step[]): void => {
    if (node < 0) {
      ways.push(way);
      return;
    }
    const [question, yes, no] = nodes.subarray(node * NODE_SIZE, (node + 1) * NODE_SIZE);
    const feature = question >> 8;
    const cut = cutValues[cutOffsets[feature] + (question & 255)];
    walk(yes, [...way, { feature, cut, isBelow: true }]);
    walk(no, [...way, { feature, cut, isBelow: false }]);
  };
  walk(roots[0], []);
  return ways;
}

/** A cut that people can read. */
function roundCut(step: Step): Step {
  const digits = Math.abs(step.cut) >= 1e9 ? 12 : 4;
  return { ...step, cut: Number(step.cut.toPrecision(digits)) };
}

function toConditions(
  steps: readonly Step[],
  features: readonly RuleFeature[],
): readonly Condition[] {
  const asked = [...new Set(steps.map(({ feature }) => feature))];
  return asked.map((feature): Condition => {
    const { column, level, isDate } = features[feature];
    const own = steps.filter((step) => step.feature === feature);
    if (level !== undefined)
      return { kind: 'level', column, level, isLevel: own.every(({ isBelow }) => !isBelow) };
    const below = own.filter(({ isBelow }) => isBelow).map(({ cut }) => cut);
    const above = own.filter(({ isBelow }) => !isBelow).map(({ cut }) => cut);
    const limits = {
      above: above.length === 0 ? null : Math.max(...above),
      upTo: below.length === 0 ? null : Math.min(...below),
    };
    return { kind: 'range', column, isDate, ...limits };
  });
}

function sayCondition(condition: Condition): string {
  const { column } = condition;
  if (condition.kind === 'level')
    return `${column} is ${condition.isLevel ? '' : 'not '}${condition.level}`;
  const { above, upTo, isDate } = condition;
  if (above === null) return `${column} ≤ ${sayCut(upTo, isDate)}`;
  if (upTo === null) return `${column} > ${sayCut(above, isDate)}`;
  return `${sayCut(above, isDate)} < ${column} ≤ ${sayCut(upTo, isDate)}`;
}

function sayCut(cut: number | null, isDate: boolean): string {
  return cut === null ? '' : sayNumber(cut, isDate);
}
