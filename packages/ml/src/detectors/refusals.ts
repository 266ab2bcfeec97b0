import { AppError } from '@kaizenml/contracts';

/** An error as 0 or 1. @throws ARGUMENT_INVALID when it is neither. */
export function asError(detector: string, value: boolean | number): number {
  if (value === 0 || value === 1) return value;
  if (typeof value === 'boolean') return Number(value);
  return refuse(detector, 'true, false, 0 or 1', value);
}

/** A value from 0 to 1. @throws ARGUMENT_INVALID when it is none. */
export function asShare(detector: string, value: boolean | number): number {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  return refuse(detector, 'true, false or a number from 0 to 1', value);
}

/** @throws ARGUMENT_INVALID when a value is no finite number. */
export function asNumber(detector: string, value: boolean | number): number {
  if (typeof value === 'boolean') return Number(value);
  return Number.isFinite(value) ? value : refuse(detector, 'a finite number', value);
}

/** @throws ARGUMENT_INVALID always: this value is none that the detector counts. */
export function refuse(detector: string, expectation: string, value: unknown): never {
  throw new AppError('ARGUMENT_INVALID', {
    message: `A value for ${detector} must be ${expectation}, got ${JSON.stringify(value) ?? String(value)}.`,
    hint: 'Leave out what has no such value, such as requests without a label.',
    details: { detector, expectation, value: String(value) },
  });
}

/** @throws ARGUMENT_INVALID when two settings do not go together. */
export function assertSettings(
  isFine: boolean,
  detector: string,
  { expectation, settings }: { readonly expectation: string; readonly settings: object },
): void {
  if (isFine) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The settings of ${detector} must have ${expectation}, got ${JSON.stringify(settings)}.`,
    hint: 'Leave both out for the customary ones.',
    details: { detector, expectation, settings },
  });
}
