import {
  AppError,
  type DoorSettings,
  didYouMean,
  type Signature,
  showValue,
} from '@kaizenml/contracts';
import { readCell, UNREADABLE } from '../../table/index.ts';

/**
 * Refuses settings of a door that a model cannot follow: of columns that it does not read, or defaults that they cannot hold.
 *
 * @throws ARGUMENT_INVALID
 */
export function assertDoor({ inputs }: Signature, { columns }: DoorSettings): void {
  const names = inputs.map(({ name }) => name);
  for (const [name, { value }] of Object.entries(columns)) {
    const field = inputs.find((input) => input.name === name);
    if (field === undefined)
      throw new AppError('ARGUMENT_INVALID', {
        message: `door.columns must name columns that the model reads, got ${showValue(name)}.`,
        hint: didYouMean(name, names) ?? 'See the columns with `kaizen models show`.',
        details: { column: name, known: names.slice(0, MOST_NAMED) },
      });
    if (value !== undefined && readCell(field, value) === UNREADABLE)
      throw new AppError('ARGUMENT_INVALID', {
        message: `door.columns.${name}.value must be a value of kind ${field.kind}, got ${showValue(value)}.`,
        hint: 'Leave it out for the median, or the most frequent level, of training.',
        details: { column: name, kind: field.kind, value },
      });
  }
}

const MOST_NAMED = 50;
