export {
  type AssertedAnswers,
  type CompiledAssertions,
  compileAssertions,
} from './compile-assertions.ts';
