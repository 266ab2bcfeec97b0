import { checkRules } from './check-rules.ts';
import type { Condition } from './rule.ts';
import type { Line, RuleModel, WeightedRule } from './rule-model.ts';

/** A part of a rule model, as people read it. */
export type RulePart =
  | (WeightedRule & { readonly kind: 'rule'; readonly importance: number })
  | (Line & { readonly kind: 'line'; readonly importance: number });

/** Names for the sentences. */
export interface RuleNames {
  /** One per column. Default `column 1`, `column 2`, … */
  readonly columns?: readonly string[];
  /** Names of the levels by column; undefined for columns of numbers. */
  readonly levels?: readonly (readonly string[] | undefined)[];
}

/**
 * Rules and lines of a model, the most important first.
 *
 * Importance is the standard deviation of what a part adds over the training rows, summed over the scores:
 * |weight| sqrt(support (1 - support)) for a rule.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source Friedman & Popescu (2008), section 6.
 */
export function rulesOf(model: RuleModel): readonly RulePart[] {
  checkRules('rule-fit', model);
  const { rules, lines } = model;
  const parts: RulePart[] = [
    ...rules.map((rule) => ({
      ...rule,
      kind: 'rule' as const,
      importance: importanceOfRule(rule),
    })),
    ...lines.map((line) => ({
      ...line,
      kind: 'line' as const,
      importance: line.deviation * sizeOf(line.slopes),
    })),
  ];
  return parts.sort((a, b) => b.importance - a.importance);
}

function importanceOfRule({ weights, support }: WeightedRule): number {
  return Math.sqrt(support * (1 - support)) * sizeOf(weights);
}

function sizeOf(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
}

/**
 * A rule as words: `age > 30 and education is one of Masters, Doctorate`.
 *
 * @example
 * ruleInWords([{ column: 0, operator: '>', value: 30 }], { columns: ['age'] }) // 'age > 30'
 */
export function ruleInWords(conditions: readonly Condition[], names: RuleNames = {}): string {
  return conditions.map((condition) => inWords(condition, names)).join(' and ');
}

function inWords(condition: Condition, { columns, levels }: RuleNames): string {
  const { column, operator } = condition;
  const name = columns?.[column] ?? `column ${column + 1}`;
  if (condition.operator === 'missing') return `${name} is missing`;
  if ('value' in condition) return `${name} ${operator} ${condition.value}`;
  const own = condition.codes.map((code) => levels?.[column]?.[code] ?? `level ${code + 1}`);
  const verb = operator === 'in' ? 'is' : 'is not';
  return own.length === 1
    ? `${name} ${verb} ${own[0]}`
    : `${name} ${verb} one of ${own.join(', ')}`;
}
