import { didYouMean, invariant, showValue } from '@kaizenml/contracts';
import { collectProblems } from '../request/index.ts';
import { classify } from './classify.ts';
import { datatypeOf } from './datatypes.ts';
import { HINT, type InferRequest, SUBJECT } from './infer-request.ts';
import type { NamedTensor, TensorMetadata } from './tensor.ts';

/** An output as the caller asked for it. */
export interface SelectedOutput {
  readonly tensor: NamedTensor;
  readonly isBinary: boolean;
}

/**
 * Refuses a request for outputs that the model does not have, before anything is computed.
 *
 * @throws REQUEST_INVALID
 */
export function assertOutputs(
  { outputs = [] }: Pick<InferRequest, 'outputs'>,
  available: readonly Pick<TensorMetadata, 'name' | 'datatype'>[],
): void {
  const problems = collectProblems(SUBJECT, HINT);
  const names = available.map(({ name }) => name);
  outputs.forEach(({ name, classification }, at) => {
    const output = available.find((each) => each.name === name);
    const kind = output === undefined ? undefined : datatypeOf(output.datatype).kind;
    if (kind === undefined)
      problems.add(
        `outputs[${at}].name`,
        `must be one of ${names.join(', ')}, got ${showValue(name)}${near(name, names)}`,
      );
    else if (classification !== undefined && kind !== 'float' && kind !== 'integer')
      problems.add(
        `outputs[${at}].parameters.classification`,
        `must be asked of an output of numbers, got ${showValue(name)}`,
      );
  });
  problems.assertNone();
}

/** The outputs that a request asks for, in its order; all of them where it names none. The request has passed `assertOutputs`. */
export function selectOutputs(
  { outputs, binaryOutput }: Pick<InferRequest, 'outputs' | 'binaryOutput'>,
  tensors: readonly NamedTensor[],
): readonly SelectedOutput[] {
  if (outputs === undefined) return tensors.map((tensor) => ({ tensor, isBinary: binaryOutput }));
  return outputs.map(({ name, binary = binaryOutput, classification }) => {
    const tensor = tensors.find((each) => each.name === name);
    invariant(tensor !== undefined, `the model answered the output "${name}" that was asked for`);
    return {
      tensor: classification === undefined ? tensor : classify(tensor, classification),
      isBinary: binary,
    };
  });
}

function near(name: string, names: readonly string[]): string {
  // Looking for likes costs the length of the name squared.
  const meant = name.length > 100 ? undefined : didYouMean(name, names);
  return meant === undefined ? '' : ` (${meant})`;
}
