import type { EndpointSettings } from '@kaizenml/contracts/operations';
import { type CompiledAssertions, compileAssertions } from '@kaizenml/ml/assertions';
import type { Answerer } from '../models/index.ts';

/**
 * The business rules of an endpoint as a model can be asked them, compiled once per model and settings.
 *
 * A rule that a later version does not understand, because it reads other columns, refuses that version's answers: a rule
 * that is silently not asked would be worse than no answer.
 *
 * @throws ARGUMENT_INVALID
 */
export function assertionsOf(
  { assertions }: EndpointSettings,
  model: Answerer,
): CompiledAssertions {
  const ofModel = COMPILED.get(model) ?? new WeakMap();
  COMPILED.set(model, ofModel);
  const known = ofModel.get(assertions);
  if (known !== undefined) return known;
  const compiled = compileAssertions(assertions, model.signature);
  ofModel.set(assertions, compiled);
  return compiled;
}

/** Forgotten with the models and settings that they are of. */
const COMPILED = new WeakMap<Answerer, WeakMap<object, CompiledAssertions>>();
