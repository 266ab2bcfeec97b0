import { AppError } from '@kaizenml/contracts';
import type { EndpointRoute } from '@kaizenml/contracts/operations';
import { compileCondition } from '@kaizenml/ml/assertions';
import type { Answerer, ModelRecord, ModelResolver } from '../models/index.ts';

/** What routes are called that a rollout has of its own. */
const TAKEN: ReadonlySet<string> = new Set(['champion', 'candidate']);

/**
 * Proves that every route can be taken: it asks for something that the model knows, and leads somewhere.
 *
 * @throws ARGUMENT_INVALID, MODEL_VERSION_NOT_FOUND, MODEL_ALIAS_NOT_FOUND
 */
export async function assertRoutes(
  routes: readonly EndpointRoute[],
  {
    model,
    resolver,
    signature,
  }: {
    readonly model: ModelRecord;
    readonly resolver: Pick<ModelResolver, 'resolve'>;
    readonly signature: Answerer['signature'];
  },
): Promise<void> {
  for (const [i, route] of routes.entries()) {
    const { name, header, when, to } = route;
    if (TAKEN.has(name) || routes.slice(0, i).some((other) => other.name === name))
      throw unusable(name, 'a name of its own, and none of a rollout', `"${name}"`);
    if (header === undefined && when === undefined)
      throw unusable(name, '`header`, `when` or both', 'neither');
    if (header === undefined && route.value !== undefined)
      throw unusable(name, 'a `header` whose `value` it is', 'none');
    if (when !== undefined) assertUnderstood(name, () => compileCondition(when, signature));
    if (to !== 'candidate')
      await resolver.resolve(
        typeof to === 'number' ? `${model.name}/${to}` : `${model.name}@${to}`,
      );
  }
}

function assertUnderstood(route: string, compile: () => unknown): void {
  try {
    compile();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError('ARGUMENT_INVALID', {
      message: `The condition of route "${route}" is not understood: ${thrown.message}`,
      hint: thrown.hint ?? 'Write it like `plan == "premium" and months > 12`.',
      details: { ...thrown.details, route },
      cause: thrown,
    });
  }
}

function unusable(route: string, expected: string, given: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Route "${route}" must have ${expected}, got ${given}.`,
    hint: 'A route is like { name: testers, header: x-tester, to: candidate }.',
    details: { route, expected, given },
  });
}
