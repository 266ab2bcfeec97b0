import { AppError } from '@kaizenml/contracts';

/** @throws ARGUMENT_INVALID when a value is none that a guard counts. */
export function assertCounted(
  isCounted: boolean,
  guard: string,
  { expectation, value }: { readonly expectation: string; readonly value: unknown },
): void {
  if (isCounted) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A value for ${guard} must be ${expectation}, got ${String(value)}.`,
    hint: 'Leave out requests that have no such value.',
    details: { guard, value: String(value) },
  });
}

/** @throws ARGUMENT_INVALID when two states were begun with different settings. */
export function assertSameSettings(
  owner: string,
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): void {
  const differing = Object.keys(one).find((name) => one[name] !== other[name]);
  if (differing === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `States of ${owner} must have the same ${differing} to be merged, got ${String(one[differing])} and ${String(other[differing])}.`,
    hint: 'Begin both with the same settings.',
    details: { owner, setting: differing, values: [one[differing], other[differing]] },
  });
}
