import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';
import { createSightings } from '../evidence/sightings.ts';

/** Numbers with their unit in the cell, so that the column is read as text. */
export const numberUnits: ColumnCheck = (column, table) => {
  const total = nValues(column);
  const seen = column.shapes.get('unit') ?? createSightings();
  if (seen.count === 0 || nOf(column, 'unit', 'number', 'grouped') < 0.5 * total) return undefined;
  const units = [...column.units.keys()];
  return {
    code: 'NUMBERS_WITH_UNIT',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds numbers with a unit (${units.slice(0, 4).join(', ')}) in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint:
      units.length === 1
        ? 'Put the unit into the name of the column and keep the number.'
        : 'Convert all values to one unit and put it into the name of the column.',
    ...placesOf(seen, total),
  };
};
