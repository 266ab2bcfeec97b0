export { checkRules } from './check-rules.ts';
export { type Condition, conditionHolds, type Rule, ruleHolds, simplifyRule } from './rule.ts';
export {
  alongLine,
  type Line,
  type RuleModel,
  ruleScores,
  type WeightedRule,
} from './rule-model.ts';
export { type RuleNames, type RulePart, ruleInWords, rulesOf } from './rules-of.ts';
