import { type ColumnCheck, countOf, placesOf, quoted } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

const TOTAL =
  /^((grand|sub)[ -]?)?totals?:?$|^totals? (for|of|all) |^(zwischen|gesamt|end)?summe:?$|^sous-total:?$|^total[ei]?:?$|^subtotal(es)?:?$|^insgesamt:?$/i;
/** Fewest sums: a single one at the end is a line below the rows. */
const FEWEST = 2;
/** Share of the rows up to which a word for a sum is no category. */
const MOST = 0.25;

/** Sums between the rows. */
export const totalsWithin: ColumnCheck = (column, { at }) => {
  const found = [...column.values].filter(([value]) => TOTAL.test(value));
  const count = found.reduce((sum, [, seen]) => sum + seen.count, 0);
  const total = nValues(column);
  if (count < FEWEST || count > MOST * total) return undefined;
  const first = found
    .map(([value, { place }]) => ({ ...place, value }))
    .sort((a, b) => a.line - b.line);
  return {
    code: 'TOTALS_WITHIN',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' names sums (${found
      .slice(0, 3)
      .map(([value]) => quoted(value))
      .join(', ')}) in ${countOf(count, total)}, first in ${at} ${first[0]?.line}`,
    hint: 'Take sums out of the rows: whoever adds the column up counts everything twice.',
    ...placesOf({ count, first: first.slice(0, 5) }, total),
  };
};
