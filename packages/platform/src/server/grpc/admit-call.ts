import type { AppError } from '@kaizenml/contracts';
import { assertScope } from '../access/assert-allowed.ts';
import { assertWithinLimits } from '../access/assert-within-limits.ts';
import { assertLocalHost, unauthorized } from '../guard.ts';
import { takePlace } from '../limits/add-line.ts';
import type { CallParts } from './call-parts.ts';
import { ruleOf } from './call-rules.ts';
import type { CallVisit } from './call-visits.ts';

/** What a call shows of itself before its message is read. */
export interface CallHead {
  /** Path of the method: `/inference.GRPCInferenceService/ModelInfer`. */
  readonly path: string;
  /** The name under which the server was asked. */
  readonly host: string | undefined;
  readonly authorization: string | undefined;
  /** Puts what limits leave into the end of the answer. */
  readonly header: (name: string, value: string | number) => void;
}

/**
 * Decides who may call, as `guard.ts` does for requests: by credentials, scope and the limits of a key, or by the name of
 * this machine where nobody is asked. Which endpoint a key reaches is seen once the message is read. No page of another
 * origin comes here, since browsers speak no HTTP/2 without TLS and are given HTTP/1.1 with it.
 *
 * @throws UNAUTHORIZED, KEY_FORBIDDEN, RATE_LIMITED, HOST_FORBIDDEN
 */
export async function assertCaller(
  { path, host, authorization, header }: CallHead,
  {
    visited: { visit },
    parts: { credentials, clock },
  }: { readonly visited: CallVisit; readonly parts: CallParts },
): Promise<void> {
  if (credentials === undefined) return assertLocalHost(host);
  const { isOpen, scope } = ruleOf(methodOf(path));
  if (isOpen) return;
  const shown = await credentials(authorization);
  if ('got' in shown) throw unauthorized({ what: path, path, got: shown.got });
  visit.caller = shown.caller;
  if (shown.key !== undefined) await assertWithinLimits({ header }, { key: shown.key, clock });
  assertScope({ what: path, scope }, shown.caller);
}

/** Waits for a place; never ends for a client that went away. @throws SERVER_BUSY */
export function placeFor(
  { visit, end }: CallVisit,
  { line, limits }: Pick<CallParts, 'line' | 'limits'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    takePlace(visit, { line, limits, answer: end }, (busy?: AppError) =>
      busy === undefined ? resolve() : reject(busy),
    );
  });
}

/** `ModelInfer` of `/inference.GRPCInferenceService/ModelInfer`. */
export function methodOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
