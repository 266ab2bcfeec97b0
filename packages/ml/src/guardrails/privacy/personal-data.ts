import type { Finding } from '@kaizenml/contracts';
import type { Table } from '../../table/index.ts';
import { percent } from '../percent.ts';
import { checkCoordinates } from './coordinates.ts';
import { maskValue } from './mask-value.ts';
import { type PersonalSighting, scanColumn } from './scan-column.ts';

/**
 * Finds personal data: names, e-mail and postal addresses, phones, cards, accounts, national numbers, machines,
 * dates of birth and fine coordinates, as whole cells and inside longer texts.
 *
 * The findings never hold a value: evidence is a masked one, with the rows. Names of persons inside longer texts
 * are not looked for.
 *
 * @returns One finding per column, in the order of the table.
 * @cost O(distinct characters); 50 000 rows of 50 columns take under a second.
 * @source NIST SP 800-122 (2010), "Guide to Protecting the Confidentiality of PII"; sources of the kinds.
 */
export function checkPersonalData(table: Table): Finding[] {
  const found = table.columns.flatMap((column) => {
    const seen = scanColumn(column);
    return seen.length === 0 ? [] : [toFinding(column.name, seen)];
  });
  return [...found, ...checkCoordinates(table)];
}

function toFinding(column: string, seen: readonly PersonalSighting[]): Finding {
  const [first] = seen;
  const titles = seen.map(({ kind }) => kind.title).join(', ');
  const inside = first.where === 'text' ? ' inside its texts' : '';
  const because = first.isNamed ? ', as its name says' : '';
  const like = first.example === '' ? '' : `, such as ${maskValue(first.example)}`;
  return {
    code: 'PERSONAL_DATA',
    severity: seen.some(({ kind }) => kind.isDirect) ? 'warning' : 'info',
    message: `Column "${column}" holds ${titles}${inside} in ${percent(first.share)} of its rows${because}${like}.`,
    hint: `Leave it out, or write a copy without them: \`kaizen datasets redact FILE --column ${column}=${first.where === 'text' ? 'mask' : first.kind.redaction} --out NEW\`.`,
    column,
    details: {
      column,
      kind: first.kind.name,
      redaction: first.where === 'text' ? 'mask' : first.kind.redaction,
      kinds: seen.map(({ kind, where, isNamed, nRows, share, sharePassed, confidence, rows }) => ({
        kind: kind.name,
        where,
        isNamed,
        nRows,
        share,
        sharePassed,
        confidence,
        rows,
        source: kind.source,
      })),
      rows: first.rows,
    },
  };
}
