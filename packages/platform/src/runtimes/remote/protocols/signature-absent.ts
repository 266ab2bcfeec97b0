import { AppError, type Signature } from '@kaizenml/contracts';

/** The stated signature of a server that tells none, under the name that the operator gives its answer. @throws ARGUMENT_INVALID without one */
export function statedForm(
  protocol: string,
  {
    stated,
    target,
  }: { readonly stated: Signature | undefined; readonly target?: string | undefined },
): { readonly signature: Signature } {
  if (stated !== undefined) return { signature: withTarget(stated, target) };
  throw signatureAbsent(`A server of ${protocol} does not tell what its model reads and answers`);
}

/** A signature under another name of what is answered. */
export function withTarget(signature: Signature, target: string | undefined): Signature {
  if (target === undefined) return signature;
  return { ...signature, output: { ...signature.output, name: target } };
}

/** The failure of a registration that knows no signature. @param reason Without a full stop. */
export function signatureAbsent(reason: string, details: Record<string, unknown> = {}): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${reason}, so its signature must be stated, got none.`,
    hint: 'Write { "inputs": [{ "name": "age" }], "output": { "name": "price" } } to a file and name it: `--signature signature.json`.',
    details,
  });
}
