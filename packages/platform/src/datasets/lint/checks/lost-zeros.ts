import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';

/** Names of columns that hold keys of a fixed length. */
const KEY =
  /(^|[^a-z])(zip|zip_?code|postal|post_?code|plz|cep|fips|geo_?id|isbn|ean|gtin|upc|sku|iata|icao|siret|siren|insee|cap|pin_?code|ssn|npi|ndc|account|acct|konto|iban|code|key)s?([^a-z]|$)|zip|postcode|postal/i;

/** Keys of digits of which some are shorter than the others, as if they had lost zeros in front. */
export const lostZeros: ColumnCheck = (column, table) => {
  const { name, digitLengths, leadingZeros, nDigits, values, hasMore } = column;
  const total = nValues(column);
  if (!KEY.test(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2')) || leadingZeros.count > 0)
    return undefined;
  if (nDigits < 0.95 * total || total < 20 || nOf(column, 'number') < nDigits) return undefined;
  if (!hasMore && values.size < 10) return undefined;
  const longest = Math.max(...digitLengths.keys());
  const full = digitLengths.get(longest)?.count ?? 0;
  const shorter = digitLengths.get(longest - 1);
  if (longest < 4 || full < 0.6 * nDigits || shorter === undefined) return undefined;
  const count = nDigits - full;
  const seen = { count, first: shorter.first };
  return {
    code: 'LEADING_ZEROS_LOST',
    severity: 'warning',
    column: name,
    message: `Column '${name}' holds keys of ${longest} digits, but shorter ones in ${countOf(count, total)}, first ${firstOf(seen, table)}: leading zeros seem lost`,
    hint: `Read the column as text at the source, or fill the keys up with zeros to ${longest} digits.`,
    ...placesOf(seen, total),
  };
};
