import { showValue } from '@kaizenml/contracts';
import { asObject, type Problems } from '../request/index.ts';
import type { RequestedOutput } from './infer-request.ts';
import { readParameters } from './read-parameters.ts';
import type { Parameters } from './tensor.ts';

/** The `outputs` of a request in JSON; an empty list asks for all, as none does. */
export function readOutputs(
  given: unknown,
  problems: Problems,
): readonly RequestedOutput[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) {
    problems.add('outputs', `must be a list, got ${showValue(given)}`);
    return undefined;
  }
  const outputs = given.flatMap((entry: unknown, at) => {
    const path = `outputs[${at}]`;
    const output = asObject(entry);
    if (output === undefined) {
      problems.add(path, `must be an object with a name, got ${showValue(entry)}`);
      return [];
    }
    const parameters = readParameters(output.parameters, { path: `${path}.parameters`, problems });
    return readOutput({ name: output.name, parameters }, { path, problems });
  });
  return refuseDoubles(outputs, problems);
}

/** One requested output, from any wire; none when its name is no text. */
export function readOutput(
  { name, parameters }: { readonly name: unknown; readonly parameters: Parameters },
  { path, problems }: { readonly path: string; readonly problems: Problems },
): RequestedOutput[] {
  const { binary_data: binary, classification, shared_memory_region: region } = parameters;
  if (typeof name !== 'string' || name === '') {
    problems.add(`${path}.name`, `must be text, got ${showValue(name)}`);
    return [];
  }
  if (binary !== undefined && typeof binary !== 'boolean')
    problems.add(
      `${path}.parameters.binary_data`,
      `must be true or false, got ${showValue(binary)}`,
    );
  if (region !== undefined)
    problems.add(
      `${path}.parameters.shared_memory_region`,
      `must be absent, since answers go over the wire, got ${showValue(region)}`,
    );
  const isCount =
    typeof classification === 'number' &&
    Number.isSafeInteger(classification) &&
    classification >= 0;
  if (classification !== undefined && !isCount)
    problems.add(
      `${path}.parameters.classification`,
      `must be a whole number that is not negative, got ${showValue(classification)}`,
    );
  return [
    {
      name,
      ...(typeof binary === 'boolean' ? { binary } : {}),
      ...(isCount && classification > 0 ? { classification } : {}),
    },
  ];
}

/** Tells of outputs that are asked for twice; an empty list becomes none. */
export function refuseDoubles(
  outputs: readonly RequestedOutput[],
  problems: Problems,
): readonly RequestedOutput[] | undefined {
  const seen = new Set<string>();
  outputs.forEach(({ name }, at) => {
    if (seen.has(name))
      problems.add(`outputs[${at}].name`, `must be asked for once, got ${showValue(name)} again`);
    seen.add(name);
  });
  return outputs.length === 0 ? undefined : outputs;
}
