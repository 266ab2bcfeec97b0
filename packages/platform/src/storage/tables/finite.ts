import { AppError, type Estimate } from '@kaizenml/contracts';

/**
 * Refuses numbers that JSON does not have.
 *
 * @param subject What holds the number, for the sentence: `Metric "auc"`.
 * @throws ARGUMENT_INVALID
 */
export function assertFinite(subject: string, value: unknown): void {
  if (typeof value !== 'number' || Number.isFinite(value)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${subject} must be a finite number, got ${value}.`,
    hint: 'Leave it out when it is not known.',
    details: { subject, value: String(value) },
  });
}

/** Refuses estimates with a value or bound that JSON does not have. @throws ARGUMENT_INVALID */
export function assertFiniteEstimates(metrics: Readonly<Record<string, Estimate>>): void {
  for (const [name, { value, low, high }] of Object.entries(metrics))
    for (const number of [value, low, high]) assertFinite(`Metric "${name}"`, number);
}
