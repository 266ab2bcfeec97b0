import type { Row, Signature } from '@kaizenml/contracts';
import type { GraphInput, Slots } from '../preprocess/index.ts';
import { isNumericKind, readCell, UNREADABLE } from '../table/index.ts';

/**
 * Makes a reader that puts one row into the slots of a compiled graph.
 *
 * @returns A function that is false when the row does not fit; `checkRows` then says why.
 */
export function rowReader(
  signature: Signature,
  inputs: readonly GraphInput[],
  { numbers, texts }: Slots,
): (row: Row) => boolean {
  const fields = signature.inputs.map((field) => ({
    field,
    isNumber: isNumericKind(field.kind),
    slot: inputs.findIndex(({ name }) => name === field.name),
  }));
  return (row) => {
    let nKnown = 0;
    for (const { field, isNumber, slot } of fields) {
      const isGiven = Object.hasOwn(row, field.name);
      if (isGiven) nKnown++;
      if (field.required && (!isGiven || row[field.name] === undefined)) return false;
      const read = readCell(field, isGiven ? row[field.name] : null);
      if (read === UNREADABLE) return false;
      if (slot < 0) continue;
      if (isNumber) numbers[slot] = read as number;
      else texts[slot] = read as string | null;
    }
    return Object.keys(row).length === nKnown;
  };
}
