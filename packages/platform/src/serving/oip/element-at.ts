import type { Tensor } from '../../runtimes/index.ts';
import { fromBrain, fromHalf } from './short-floats.ts';

/** One element as a JavaScript value; 64-bit integers are BigInt. */
export function elementAt(
  { datatype, values }: Pick<Tensor, 'datatype' | 'values'>,
  at: number,
): number | bigint | string | boolean | null {
  const value = values[at] ?? null;
  if (datatype === 'BOOL') return value === 1;
  if (datatype === 'FP16') return fromHalf(value as number);
  if (datatype === 'BF16') return fromBrain(value as number);
  return value;
}
