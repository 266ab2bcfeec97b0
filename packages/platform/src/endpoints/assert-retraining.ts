import { AppError, didYouMean, listNames, type Signature } from '@kaizenml/contracts';
import type { RetrainingSettings } from '@kaizenml/contracts/operations';

/**
 * Refuses a policy of retraining whose schedule is none, or whose columns the model does not read.
 *
 * @throws ARGUMENT_INVALID
 */
export async function assertRetraining(
  { triggers: { schedule }, robust }: RetrainingSettings,
  { inputs }: Signature,
): Promise<void> {
  if (schedule !== undefined) {
    const { nextInstant } = await import('../schedules/index.ts');
    nextInstant(schedule, 0);
  }
  const columns = inputs.map(({ name }) => name);
  const unknown = robust === 'auto' ? undefined : robust.find((name) => !columns.includes(name));
  if (unknown === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `\`retraining.robust\` must name columns that the model reads, got "${unknown}".`,
    hint: didYouMean(unknown, columns) ?? `It reads ${listNames(columns)}.`,
    details: { column: unknown, columns },
  });
}
