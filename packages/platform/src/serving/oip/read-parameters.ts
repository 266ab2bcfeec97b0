import { showValue } from '@kaizenml/contracts';
import { asObject, type Problems, setCell } from '../request/index.ts';
import type { InferRequest } from './infer-request.ts';
import type { Parameters } from './tensor.ts';

/** Characters of a name that a problem shows. */
const LONGEST_NAME = 100;

/** Values of a `parameters` object; anything that is no text, number or boolean is a problem. */
export function readParameters(
  given: unknown,
  { path, problems }: { readonly path: string; readonly problems: Problems },
): Parameters {
  if (given === undefined || given === null) return {};
  const object = asObject(given);
  if (object === undefined) {
    problems.add(path, `must be an object, got ${showValue(given)}`);
    return {};
  }
  const read: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(object))
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      setCell(read, name, value);
    else
      problems.add(
        `${path}.${name.slice(0, LONGEST_NAME)}`,
        `must be text, a number or true or false, got ${showValue(value)}`,
      );
  return read;
}

/** Parameters that the protocol itself reads: they are not handed on. */
const RESERVED: ReadonlySet<string> = new Set([
  'binary_data_output',
  'headers',
  'priority',
  'sequence_end',
  'sequence_id',
  'sequence_start',
  'timeout',
]);

/** Names that begin so belong to the protocol. */
const RESERVED_PREFIX = 'triton_';

/** Asks a stream to mark its last answer, which a stream of ours does anyway. */
const FINAL_RESPONSE = 'triton_enable_empty_final_response';

/** What the parameters of a request say to the protocol. */
export type RequestControls = Pick<
  InferRequest,
  'parameters' | 'timeoutUs' | 'priority' | 'binaryOutput'
>;

/**
 * Splits the parameters of a request into what the protocol reads and what is handed on.
 *
 * A sequence is refused, since no model of ours has a state that a later request could meet; so is a reserved name that means nothing here.
 *
 * @source Triton, "Parameters", "Schedule Policy" and "Sequence" extensions.
 */
export function readControls(
  parameters: Parameters,
  { path, problems }: { readonly path: string; readonly problems: Problems },
): RequestControls {
  const count = (name: string): number | undefined => {
    const value = parameters[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    problems.add(
      `${path}.${name}`,
      `must be a whole number that is not negative, got ${showValue(value)}`,
    );
    return undefined;
  };
  const binary = parameters.binary_data_output ?? false;
  if (typeof binary !== 'boolean')
    problems.add(`${path}.binary_data_output`, `must be true or false, got ${showValue(binary)}`);
  for (const name of ['sequence_id', 'sequence_start', 'sequence_end']) {
    const value = parameters[name];
    if (value !== undefined && value !== 0 && value !== '' && value !== false)
      problems.add(
        `${path}.${name}`,
        `must be absent, since the model keeps nothing between requests, got ${showValue(value)}`,
      );
  }
  const handedOn: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (name === 'headers' || (name.startsWith(RESERVED_PREFIX) && name !== FINAL_RESPONSE))
      problems.add(
        `${path}.${name.slice(0, LONGEST_NAME)}`,
        'must have another name, got one that is reserved',
      );
    else if (!RESERVED.has(name) && name !== FINAL_RESPONSE) setCell(handedOn, name, value);
  }
  const timeoutUs = count('timeout');
  const priority = count('priority');
  return {
    parameters: handedOn,
    binaryOutput: binary === true,
    ...(timeoutUs === undefined || timeoutUs === 0 ? {} : { timeoutUs }),
    ...(priority === undefined ? {} : { priority }),
  };
}
