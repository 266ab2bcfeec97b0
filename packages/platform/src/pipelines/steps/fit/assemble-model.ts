import type { Signature } from '@kaizenml/contracts';
import { type FittedModel, inferInputs } from '@kaizenml/ml/artifact';
import type { Target } from '@kaizenml/ml/models';
import type { Table } from '@kaizenml/ml/table';
import type { ModelPlan } from '../model-plan.ts';
import type { Validated } from '../validate.ts';
import type { FittedPart } from './fit-members.ts';

/** What a model that learned from these rows takes and answers. */
export function signatureOf(features: Table, y: Target, validated: Validated): Signature {
  return {
    inputs: inferInputs(features),
    output: {
      name: validated.target,
      task: validated.task,
      ...(validated.aim !== 'mean' && { aim: validated.aim }),
      ...(validated.quantiles && { quantiles: validated.quantiles }),
      ...(y.kind === 'regression' ? { range: rangeOf(y.values) } : { classes: validated.classes }),
    },
  };
}

/**
 * One model of fitted parts, which asks for the columns that one of them reads: of a wide table they may be few.
 *
 * @param signature Of all columns that it could read.
 * @param parts In the order of the plan's candidates.
 */
export function assembleModel(
  signature: Signature,
  { combination, calibration, decision }: ModelPlan,
  parts: readonly FittedPart[],
): FittedModel {
  const graphs = [...new Set(parts.map(({ graph }) => graph))];
  const read = new Set(graphs.flatMap(({ inputs }) => inputs.map(({ name }) => name)));
  return {
    signature: { ...signature, inputs: signature.inputs.filter(({ name }) => read.has(name)) },
    graphs,
    members: parts.map(({ graph, member }) => ({ graph: graphs.indexOf(graph), ...member })),
    ...(combination && { combination }),
    ...(calibration && { calibration }),
    ...(decision && { decision }),
  };
}

/** The parts of a plan where all of them were fitted for another one. */
export function partsAmong(
  wanted: ModelPlan,
  plan: ModelPlan,
  known: readonly FittedPart[],
): FittedPart[] | undefined {
  if (wanted.isBagged !== plan.isBagged) return undefined;
  const done = wanted.candidates.flatMap(
    (candidate) => known[plan.candidates.findIndex(({ id }) => id === candidate.id)] ?? [],
  );
  return done.length === wanted.candidates.length ? done : undefined;
}

function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
