import type { ColumnSchema } from '@kaizenml/contracts';
import { makePatch } from '../make-patch.ts';
import { percent } from './check-presence.ts';
import { ofValues, type RowCheck, rowCheck } from './row-check.ts';
import { see } from './sightings.ts';

/** Most values that a patch adds, and that are counted. */
const LISTED = 400;
/** Most values that the details list. */
const SHOWN = 20;

/** The check that values are among those that a column may have. */
export interface DomainCheck {
  readonly check: RowCheck;
  readonly has: (value: string) => boolean;
  readonly see: (value: string, row: number, written: () => string | null) => void;
}

export function domainCheck(
  column: string,
  { minDomainMass = 1, domain }: ColumnSchema,
  values: readonly string[],
): DomainCheck {
  const allowed = new Set(values);
  const others = new Map<string, number>();
  let hasMore = false;
  const name = 'ENUM_TYPE_UNEXPECTED_STRING_VALUES';
  const check = rowCheck(name, column, (totals) => {
    const { count, nPresent } = totals;
    if (nPresent - count >= minDomainMass * nPresent) return undefined;
    const added = [...others.keys()];
    const shown = added
      .slice(0, 5)
      .map((value) => JSON.stringify(value))
      .join(', ');
    const mass = minDomainMass === 1 ? '' : ` (${percent(1 - minDomainMass)} may be others)`;
    const path = domain === undefined ? ['columns', column, 'values'] : ['domains', domain];
    return {
      long: `Column "${column}" must hold one of its ${values.length} values${mass}, got ${ofValues(totals)} that ${count === 1 ? 'is' : 'are'} not: ${shown}${added.length > 5 || hasMore ? ' …' : ''}.`,
      details: {
        unexpected: Object.fromEntries([...others].slice(0, SHOWN)),
        hasMore: hasMore || others.size > SHOWN,
      },
      patch: hasMore
        ? null
        : makePatch({
            anomaly: name,
            column,
            says: `Allow ${shown}${added.length > 5 ? ' …' : ''} in "${column}".`,
            changes: [{ path, from: values, to: [...values, ...added] }],
            about: added,
          }),
    };
  });
  return {
    check,
    has: (value) => allowed.has(value),
    see(value, row, written) {
      if (allowed.has(value)) return;
      see(check.sightings, row, written);
      const before = others.get(value);
      if (before !== undefined || others.size < LISTED) others.set(value, (before ?? 0) + 1);
      else hasMore = true;
    },
  };
}
