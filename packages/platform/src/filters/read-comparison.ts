import { didYouMean } from '@kaizenml/contracts';
import type { Comparison, NumberOrder } from './condition.ts';
import { type NamedField, readField } from './read-field.ts';
import { readList, readNumber, readText } from './read-value.ts';
import { SEARCH_WORDS, type SearchKind } from './search-kind.ts';
import type { TokenReader } from './token-reader.ts';

/** Longest pattern of `LIKE` and `ILIKE`. */
export const MAX_PATTERN_CHARACTERS = 10_000;

const NUMBER_ORDERS: readonly NumberOrder[] = ['=', '!=', '<', '<=', '>', '>='];
const TEXT_WORDS = ['LIKE', 'ILIKE', 'IN', 'NOT LIKE', 'NOT ILIKE', 'NOT IN'];
const NULL_WORDS = ['IS NULL', 'IS NOT NULL'];

/** Other signs for the same. */
const MEANT: Readonly<Record<string, string>> = { '==': '=', '<>': '!=', '=>': '>=', '=<': '<=' };

/** Reads `metrics.accuracy > 0.9` or any other comparison of a field. @throws SEARCH_INVALID */
export function readComparison(reader: TokenReader, kind: SearchKind): Comparison {
  const named = readField(reader, { kind });
  const { field } = named;
  if (reader.takeWord('IS') !== undefined) return readIsNull(reader, named);
  if (named.type !== 'text') {
    const by = readOrder(reader, named);
    return { kind: 'compare', field, by, value: readNumber(reader, named) };
  }
  const { takesNumbersAsText } = SEARCH_WORDS[kind];
  const isNegated = reader.takeWord('NOT') !== undefined;
  if (reader.takeWord('IN') !== undefined)
    return { kind: 'in', field, values: readList(reader, named), isNegated };
  const isCaseless = reader.takeWord('ILIKE') !== undefined;
  if (isCaseless || reader.takeWord('LIKE') !== undefined) {
    const token = reader.peek();
    const pattern = readText(reader, named, { takesNumbersAsText });
    if (pattern.length > MAX_PATTERN_CHARACTERS)
      reader.refuse(
        'a shorter pattern',
        `A pattern has at most ${MAX_PATTERN_CHARACTERS} characters, this one has ${pattern.length}.`,
        token,
      );
    return { kind: 'like', field, pattern, isCaseless, isNegated };
  }
  const by = reader.peek().text;
  if (isNegated || (by !== '=' && by !== '!=')) return refuseOperator(reader, named, { isNegated });
  reader.take();
  return { kind: 'compare', field, by, value: readText(reader, named, { takesNumbersAsText }) };
}

function readIsNull(reader: TokenReader, { field, name }: NamedField): Comparison {
  const isNegated = reader.takeWord('NOT') !== undefined;
  if (reader.takeWord('NULL') !== undefined) return { kind: 'is-null', field, isNegated };
  return reader.refuse(
    isNegated ? 'NULL' : 'NULL or NOT NULL',
    `Whether there is such a field: \`${name} IS NULL\`, \`${name} IS NOT NULL\`.`,
  );
}

function readOrder(reader: TokenReader, named: NamedField): NumberOrder {
  const order = NUMBER_ORDERS.find((one) => one === reader.peek().text);
  if (order === undefined) return refuseOperator(reader, named, { isNegated: false });
  reader.take();
  return order;
}

function refuseOperator(
  reader: TokenReader,
  { name, type }: NamedField,
  { isNegated }: { readonly isNegated: boolean },
): never {
  const signs = type === 'text' ? ['=', '!='] : NUMBER_ORDERS;
  const known =
    type === 'text' ? [...signs, ...TEXT_WORDS, ...NULL_WORDS] : [...signs, ...NULL_WORDS];
  const found = reader.peek().text;
  const meant = Object.hasOwn(MEANT, found) ? `Did you mean "${MEANT[found]}"?` : undefined;
  const example = type === 'text' ? `${name} != 'a'` : `${name} > 0.9`;
  return reader.refuse(
    isNegated ? 'LIKE, ILIKE or IN behind NOT' : `one of ${known.join(', ')} for ${name}`,
    `${meant ?? didYouMean(found.toUpperCase(), TEXT_WORDS.slice(0, 3)) ?? `${type === 'text' ? 'Texts' : 'Numbers'} are compared so.`} Write it as in \`${example}\`.`,
  );
}
