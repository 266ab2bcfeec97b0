export {
  type AssertedAnswers,
  type CompiledAssertions,
  compileAssertions,
} from './compile-assertions.ts';
export { compileCondition } from './compile-condition.ts';
export { type CompiledFilter, compileFilter } from './compile-filter.ts';
export { valuesThatHold } from './values-that-hold.ts';
