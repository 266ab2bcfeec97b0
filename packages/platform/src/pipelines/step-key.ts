import { sha256 } from '../kit/index.ts';
import { version } from '../version.ts';
import { type Code, codeHash } from './code-hash.ts';
import type { Handle, Handles, Step } from './step.ts';

/**
 * Hash of everything that the output of a step depends on: its code, parameters, inputs and the runtime.
 *
 * @param code Source files that were read before. Default: none.
 */
export function stepKey<I>(
  step: Pick<Step<I, never, unknown>, 'name' | 'url'>,
  inputs: Handles<I>,
  params: unknown,
  code?: Code,
): string {
  const hashes = Object.entries<Handle<unknown>>(inputs)
    .map(([name, { hash }]) => [name, hash])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return sha256(
    JSON.stringify({
      step: step.name,
      code: codeHash(step.url, code),
      params: canonical(params),
      inputs: hashes,
      environment: { kaizenml: version, node: process.versions.node.split('.')[0] },
    }),
  );
}

/** The same value with keys in order and undefined ones left out. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, held]) => [name, canonical(held)]),
  );
}
