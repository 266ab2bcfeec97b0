export { type CompiledRule, compileRule } from './compile-rule.ts';
export type { Expression } from './expression.ts';
export { codePoints, FUNCTION_NAMES } from './functions.ts';
export { MAX_RULE_DEPTH, MAX_RULE_NODES, parseRule } from './parse-rule.ts';
export { printRule } from './print-rule.ts';
export type { CodedTexts, RuleRows } from './rule-rows.ts';
export { MAX_RULE_LENGTH } from './tokens.ts';
