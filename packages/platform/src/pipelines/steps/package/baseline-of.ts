import type { Signature } from '@kaizenml/contracts';
import { packBaseline, unpackBaseline } from '@kaizenml/ml/windows';

/** A baseline without columns that the model does not read: a model of a wide table, trained once more, may read others than before. */
export function baselineOf({ inputs }: Signature, bytes: Uint8Array): Uint8Array {
  const reads = new Set(inputs.map(({ name }) => name));
  const { columns, ...beside } = unpackBaseline(bytes);
  return packBaseline({
    ...beside,
    columns: columns.filter(({ role, binning }) => role !== 'input' || reads.has(binning.name)),
  });
}
