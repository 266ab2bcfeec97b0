import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { assertEndpoint, type PredictionDeps } from './assert-endpoint.ts';
import { readLabelFile } from './labels/read-label-file.ts';

const MOST_TOLD = 100;

/** Keeps labels of logged requests. At the machine they may stand in a file. */
export const labelPredictions =
  (deps: PredictionDeps): MachineHandler<Operations['predictions']['label']> =>
  async ({ name, labels }, machine) => {
    await assertEndpoint(deps, name);
    const file = machine?.inputs.file;
    const read = file === undefined ? [] : await readLabelFile(file);
    const { nKept, unknown } = await deps.predictionLog.label(name, [...read, ...labels]);
    return { name, nKept, nUnknown: unknown.length, unknown: unknown.slice(0, MOST_TOLD) };
  };
