import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';
import { experimentNotFound } from './experiment-not-found.ts';

/** Shows one experiment. */
export const showExperiment =
  ({ experiments }: Pick<Store, 'experiments'>): Handler<Operations['experiments']['show']> =>
  async ({ name }) => {
    const experiment = await experiments.find(asId<ExperimentName>(name));
    if (experiment === undefined) throw await experimentNotFound(experiments, name);
    return experiment;
  };
