import { AppError, didYouMean, listNames, type Signature } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { metricsFor } from '@kaizenml/ml/metrics';

/** A metric that windows do not keep enough for. */
const NOT_KEPT = 'median_absolute_error';

/**
 * Refuses what the answers of a model cannot be judged by: a metric of another task, slices of columns that it does not read, costs of
 * classes that it does not answer.
 *
 * @throws ARGUMENT_INVALID with what there is
 */
export function assertPerformance(
  { performance, cost }: Pick<MonitorSettings, 'performance' | 'cost'>,
  { inputs, output }: Pick<Signature, 'inputs' | 'output'>,
): void {
  const metrics = metricsFor(output.task, output.aim).map(({ name }) => name);
  const kept = metrics.filter((name) => name !== NOT_KEPT);
  if (performance.metric !== undefined) assertAmong('metric', performance.metric, kept);
  const columns = inputs.map(({ name }) => name);
  for (const slice of performance.slices) assertAmong('slice', slice, columns);
  const named = Object.entries(cost?.calls ?? {}).flatMap(([truth, of]) => [
    truth,
    ...Object.keys(of),
  ]);
  for (const name of named) assertAmong('class with a cost', name, output.classes ?? []);
}

function assertAmong(what: string, given: string, known: readonly string[]): void {
  if (known.includes(given)) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A ${what} of a monitor must be one of ${listNames(known, 30)}, got "${given}".`,
    hint:
      didYouMean(given, known) ?? 'See what the model reads and answers with `kaizen models show`.',
    details: { what, given, known },
  });
}
