import { AppError } from '@kaizenml/contracts';
import { accessForbidden } from '../../guards/index.ts';
import type { KeyScope } from '../../keys/index.ts';
import type { Caller } from './caller.ts';
import { type Need, roleOfScope } from './needs.ts';

/** What is asked for. */
export interface AskedFor {
  /** For the sentence: `POST /v2/models/:model/infer`. */
  readonly what: string;
  readonly scope: KeyScope;
  /** The endpoint in a reference such as `churn@champion` or `churn/3`; undefined where none is named. */
  readonly reference: string | undefined;
  /** What an account needs. Default: what goes with the scope. */
  readonly role?: Need['role'] | undefined;
  /** Where. Default: at the endpoint; where none is named, everywhere. */
  readonly at?: 'everywhere' | 'ports' | undefined;
}

/**
 * Refuses what the caller may not do. A caller that is bound to endpoints reaches only what names one of them; one with an account what
 * its roles say, in the same words whether or not there is a model of the name.
 *
 * @throws KEY_FORBIDDEN, ACCESS_FORBIDDEN
 */
export function assertAllowed(asked: AskedFor, caller: Caller): void {
  assertScope(asked, caller);
  assertRole(asked, caller);
  const { endpoints } = caller;
  if (endpoints === undefined) return;
  const named = asked.reference?.split(/[@/]/, 1)[0];
  if (named === undefined || !endpoints.has(named)) throw endpointClosed(asked, named, endpoints);
}

function assertRole(
  { scope, reference, role = roleOfScope(scope), at }: AskedFor,
  { rights }: Caller,
): void {
  if (rights === undefined || at === 'ports') return;
  const id = reference?.split(/[@/]/, 1)[0];
  const model =
    at === 'everywhere' || id === undefined ? undefined : ({ kind: 'model', id } as const);
  if (!rights.has(role, model)) throw accessForbidden(rights, role, model);
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
