import type { Signature } from '@kaizenml/contracts';
import { isNumericKind } from '@kaizenml/ml/table';
import type { KnownKinds } from '../datasets/index.ts';

/** Inputs that are text to the model: the other rows of a file must not decide that "1.0" is the number 1. */
export function textKinds({ inputs }: Signature): KnownKinds {
  return new Map(
    inputs.flatMap(({ name, kind }) => (isNumericKind(kind) ? [] : [[name, kind] as const])),
  );
}
