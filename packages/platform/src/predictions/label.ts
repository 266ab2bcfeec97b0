import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { assertEndpoint } from '../endpoints/index.ts';
import { readLabelFile } from './labels/read-label-file.ts';
import type { PredictionDeps } from './prediction-deps.ts';

const MOST_TOLD = 100;

/** Keeps labels of logged requests. At the machine they may stand in a file. */
export const labelPredictions =
  (deps: PredictionDeps): MachineHandler<Operations['predictions']['label']> =>
  async ({ name, labels = [] }, machine) => {
    const file = machine?.inputs.file;
    if (file === undefined && labels.length === 0) throw noLabels(name);
    await assertEndpoint(deps.models, name);
    const read = file === undefined ? [] : await readLabelFile(file);
    const { nKept, unknown } = await deps.predictionLog.label(name, [...read, ...labels]);
    return { name, nKept, nUnknown: unknown.length, unknown: unknown.slice(0, MOST_TOLD) };
  };

function noLabels(endpoint: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `Labels of endpoint "${endpoint}" must be given, got none.`,
    hint: 'Send `labels`, a list of `{ requestId, label }`; at the machine name a file of them.',
    details: { endpoint },
  });
}
