export { distinctRules, type RuleColumn } from './distinct-rules.ts';
export { growRules } from './grow-rules.ts';
export { type Direction, lineOf } from './line-of.ts';
export { columnValues, shortenRule } from './shorten-rule.ts';
