import { AppError } from '@kaizenml/contracts';
import type { KeyScope } from '../../keys/index.ts';
import type { Caller } from './caller.ts';

/** What is asked for. */
export interface AskedFor {
  /** For the sentence: `POST /v2/models/:model/infer`. */
  readonly what: string;
  readonly scope: KeyScope;
  /** The endpoint in a reference such as `churn@champion` or `churn/3`; undefined where none is named. */
  readonly reference: string | undefined;
}

/**
 * Refuses what the caller may not do. A caller that is bound to endpoints reaches only what names one of them.
 *
 * @throws KEY_FORBIDDEN
 */
export function assertAllowed(asked: AskedFor, caller: Caller): void {
  assertScope(asked, caller);
  const { endpoints } = caller;
  if (endpoints === undefined) return;
  const named = asked.reference?.split(/[@/]/, 1)[0];
  if (named === undefined || !endpoints.has(named)) throw endpointClosed(asked, named, endpoints);
}

/** Refuses what the scopes of the caller do not hold. @throws KEY_FORBIDDEN */
export function assertScope(
  { what, scope }: Pick<AskedFor, 'what' | 'scope'>,
  { scopes }: Caller,
): void {
  if (scopes.has('admin') || scopes.has(scope)) return;
  throw new AppError('KEY_FORBIDDEN', {
    message: `${what} needs a key with the scope ${scope}, got one with ${[...scopes].join(', ')}.`,
    hint: `Ask the administrator for a key with \`--scopes ${scope}\`.`,
    details: { scope, scopes: [...scopes] },
  });
}

function endpointClosed(
  { what }: AskedFor,
  named: string | undefined,
  endpoints: ReadonlySet<string>,
): AppError {
  return new AppError('KEY_FORBIDDEN', {
    message: `${what} must name an endpoint of the key, got ${named === undefined ? 'none' : `"${named}"`}.`,
    hint: `The key is for ${[...endpoints].join(', ')}.`,
    details: { endpoint: named ?? null, endpoints: [...endpoints] },
  });
}
