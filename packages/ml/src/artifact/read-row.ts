import type { Row, Signature } from '@kaizenml/contracts';
import type { GraphInput, Slots } from '../preprocess/index.ts';
import { isNumericKind, readCell, UNREADABLE } from '../table/index.ts';

/** A graph that rows are put into. */
interface ReadGraph {
  readonly inputs: readonly GraphInput[];
  readonly slots: Slots;
}

/**
 * Makes a reader that puts one row into the slots of compiled graphs.
 *
 * @returns A function that is false when the row does not fit; `checkRows` then says why.
 */
export function rowReader(
  signature: Signature,
  graphs: readonly ReadGraph[],
): (row: Row) => boolean {
  const fields = signature.inputs.map((field) => ({
    field,
    isNumber: isNumericKind(field.kind),
    places: graphs
      .map(({ inputs, slots }) => ({
        slots,
        slot: inputs.findIndex(({ name }) => name === field.name),
      }))
      .filter(({ slot }) => slot >= 0),
  }));
  const { ignores = [] } = signature;
  return (row) => {
    let nKnown = 0;
    for (const name of ignores) if (Object.hasOwn(row, name)) nKnown++;
    for (const { field, isNumber, places } of fields) {
      const isGiven = Object.hasOwn(row, field.name);
      if (isGiven) nKnown++;
      if (field.required && (!isGiven || row[field.name] === undefined)) return false;
      const read = readCell(field, isGiven ? row[field.name] : null);
      if (read === UNREADABLE) return false;
      for (const { slot, slots } of places) {
        if (isNumber) slots.numbers[slot] = read as number;
        else slots.texts[slot] = read as string | null;
      }
    }
    return Object.keys(row).length === nKnown;
  };
}
