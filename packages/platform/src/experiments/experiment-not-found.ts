import { AppError, didYouMean } from '@kaizenml/contracts';
import type { ExperimentStore } from './store.ts';

const MAX_NAMES = 1000;

/** The failure of an experiment that is not there, with the names that may have been meant. */
export async function experimentNotFound(
  experiments: ExperimentStore,
  name: string,
): Promise<AppError> {
  const { items } = await experiments.list({ limit: MAX_NAMES });
  const known = items.map((experiment) => experiment.name);
  return new AppError('EXPERIMENT_NOT_FOUND', {
    message: `Experiment "${name}" does not exist.`,
    hint: didYouMean(name, known) ?? 'See the names with `kaizen experiments list`.',
    details: { name },
  });
}
