import type { Signature } from '@kaizenml/contracts';
import { parseSignature } from '@kaizenml/contracts/operations';

/**
 * The signature that a module declares.
 *
 * @param declared `inputs` and `output` of its model, unchecked.
 * @throws ARGUMENT_INVALID with every problem
 */
export function functionSignature(declared: unknown, file: string): Signature {
  const { inputs, output } = declared as { readonly inputs: unknown; readonly output: unknown };
  const isRecord = typeof inputs === 'object' && inputs !== null;
  const listed = isRecord
    ? Object.entries(inputs).map(([name, input]) => ({
        name,
        ...(typeof input === 'string' ? { kind: input } : (input as object)),
      }))
    : inputs;
  return parseSignature({ inputs: listed, output }, `The model of ${file}`);
}
