import type { Severity } from '@kaizenml/contracts';
import { formatNumber } from '../format.ts';

interface Told {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly column?: string | undefined;
}

/** So many columns are named of those that are left out. */
const NAMED = 5;

/**
 * The findings, those of one code cut to the first few: wide tables have hundreds of columns with the same fault.
 *
 * @param most Findings of one code at most. Default 6; those left out are one more, which says how many.
 */
export function fewFindings<F extends Told>(findings: readonly F[], most = 6): F[] {
  return [...new Set(findings.map(({ code }) => code))].flatMap((code) => {
    const alike = findings.filter((one) => one.code === code);
    const [last] = alike.slice(most);
    if (last === undefined || alike.length === most + 1) return alike;
    return [...alike.slice(0, most), { ...last, ...summaryOf(alike.slice(most)) }];
  });
}

function summaryOf(rest: readonly Told[]): Partial<Told> & { readonly hint: undefined } {
  const names = rest.flatMap(({ column }) => (column === undefined ? [] : [column]));
  const named = names.length === 0 ? '' : `: ${names.slice(0, NAMED).join(', ')}`;
  const message = `The same holds ${formatNumber(rest.length)} more times${named}${names.length > NAMED ? ' …' : '.'}`;
  return { message, column: undefined, hint: undefined };
}
