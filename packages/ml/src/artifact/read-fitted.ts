import type { Manifest } from '@kaizenml/contracts';
import type { Calibration, Decision, QuantileShift } from '../combine/index.ts';
import { checkGraph } from '../preprocess/index.ts';
import type { FittedModel } from './fitted-model.ts';
import { unpackState } from './state-codec.ts';

/**
 * The fitted model of an artifact, from a manifest that has been checked.
 *
 * @param weights Content of `weights.bin`.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function readFitted(
  { signature, graphs, members, tensors, combination, calibration, decision }: Manifest,
  weights: Uint8Array,
): FittedModel {
  const unpack = (json: unknown) => unpackState(json, tensors, weights);
  return {
    signature,
    graphs: graphs.map((graph) => checkGraph(unpack(graph))),
    members: members.map((member) => ({ ...member, states: member.states.map(unpack) })),
    ...(combination === undefined
      ? {}
      : { combination: unpack(combination) as NonNullable<FittedModel['combination']> }),
    ...(calibration === undefined
      ? {}
      : { calibration: unpack(calibration) as Calibration | QuantileShift }),
    ...(decision === undefined ? {} : { decision: unpack(decision) as Decision }),
  };
}
