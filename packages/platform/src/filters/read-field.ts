import { didYouMean } from '@kaizenml/contracts';
import type { Field } from './condition.ts';
import {
  type AttributeType,
  DATASET_KEYS,
  PREFIXES,
  SEARCH_WORDS,
  type SearchKind,
  type SearchWords,
} from './search-kind.ts';
import { isSign, type TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** A field as it was named. */
export interface NamedField {
  readonly field: Field;
  readonly type: AttributeType;
  /** As it was written, for sentences. */
  readonly name: string;
}

/**
 * Reads `metrics.accuracy`, ``tags.`my tag` `` or the name of an attribute.
 *
 * @param isOrder Whether an order is read, which may name other fields than a filter.
 * @throws SEARCH_INVALID
 */
export function readField(
  reader: TokenReader,
  { kind, isOrder = false }: { readonly kind: SearchKind; readonly isOrder?: boolean },
): NamedField {
  const words = SEARCH_WORDS[kind];
  const first = reader.peek();
  const isDotted =
    isSign(reader.peek(1), '.') && reader.peek(1).at === first.at + first.text.length;
  const isName = first.kind === 'word' || (first.kind === 'quoted' && !first.text.startsWith("'"));
  if (!isName && !(isDotted && first.kind === 'quoted'))
    reader.refuse('the name of a field', `Write it as in \`${words.example}\`.`);
  reader.take();
  const named = isDotted
    ? readDotted(reader, { first, words, isOrder })
    : toAttribute(reader, { key: first.value, token: first, words, isOrder });
  refuseLongerName(reader, named);
  return named;
}

interface Naming {
  readonly words: SearchWords;
  readonly isOrder: boolean;
}

function readDotted(
  reader: TokenReader,
  { first, words, isOrder }: Naming & { readonly first: Token },
): NamedField {
  const of = Object.hasOwn(PREFIXES, first.value) ? PREFIXES[first.value] : undefined;
  if (of === undefined || !mayName(of, { words, isOrder }))
    refusePrefix(reader, { first, words, isOrder });
  reader.takeSign('.');
  const token = reader.peek();
  const key = readKey(reader, first);
  const name = `${first.text}.${token.text}`;
  if (of === 'attribute') return toAttribute(reader, { key, token, words, isOrder });
  if (of !== 'dataset')
    return { field: { of, key }, type: of === 'metric' ? 'number' : 'text', name };
  const known = DATASET_KEYS.find((one) => one === key);
  if (known !== undefined) return { field: { of, key: known }, type: 'text', name };
  return reader.refuse(
    `one of ${DATASET_KEYS.join(', ')}`,
    didYouMean(key, DATASET_KEYS) ?? "Of a table that a run read: `datasets.name = 'churn'`.",
    token,
  );
}

function mayName(of: Field['of'], { words, isOrder }: Naming): boolean {
  if (isOrder) return words.orders.includes(of);
  return of === 'attribute' || words.parts.includes(of);
}

function refusePrefix(
  reader: TokenReader,
  { first, words, isOrder }: Naming & { readonly first: Token },
): never {
  const known = Object.keys(PREFIXES).filter((prefix) => {
    const of = PREFIXES[prefix];
    return prefix !== 'run' && of !== undefined && mayName(of, { words, isOrder });
  });
  const plural = known.filter((prefix) => prefix.endsWith('s') && prefix !== 'parameters');
  return reader.refuse(
    `${plural.join(', ')} before the dot`,
    didYouMean(first.value, plural) ??
      `${isOrder ? 'Orders' : 'Searches'} of ${words.things} know no other kinds of fields.`,
    first,
  );
}

/** The key behind the dot: words with dots between them, or anything between quotes. */
function readKey(reader: TokenReader, first: Token): string {
  const isWanted = (token: Token) => token.kind === 'word' || token.kind === 'quoted';
  if (!reader.isJoined() || !isWanted(reader.peek()) || reader.peek().value === '')
    reader.refuse(
      `a name directly behind \`${first.text}.\``,
      `Write \`${first.text}.name\`, or \`${first.text}."any name"\`.`,
    );
  const token = reader.take();
  const parts = [token.value];
  while (token.kind === 'word' && reader.isJoined() && isSign(reader.peek(), '.')) {
    reader.take();
    const isPart = reader.isJoined() && reader.peek().kind === 'word';
    if (!isPart) refuseQuotes(reader, `${first.text}.\`${parts.join('.')}.…\``);
    parts.push(reader.take().value);
  }
  return parts.join('.');
}

function toAttribute(
  reader: TokenReader,
  { key, token, words, isOrder }: Naming & { readonly key: string; readonly token: Token },
): NamedField {
  const name = Object.hasOwn(words.aliases, key) ? (words.aliases[key] ?? key) : key;
  const field = { of: 'attribute', key: name } as const;
  const type = Object.hasOwn(words.attributes, name) ? words.attributes[name] : undefined;
  if (type !== undefined) return { field, type, name: token.text };
  if (isOrder && words.onlyInOrders.includes(name))
    return { field, type: 'number', name: token.text };
  const known = [...Object.keys(words.attributes), ...(isOrder ? words.onlyInOrders : [])];
  const others = words.parts.includes('metric')
    ? ` Metrics, params and tags are written with their kind: \`metrics.accuracy\`.`
    : ` Tags are written with their kind: \`tags.team\`.`;
  return reader.refuse(
    `an attribute of ${words.things}`,
    `${didYouMean(key, known) ?? `Attributes are ${known.join(', ')}.`}${others}`,
    token,
  );
}

/** Refuses what stands at a name without a space, as in `metrics.val-loss`. */
function refuseLongerName(reader: TokenReader, { field, name }: NamedField): void {
  const token = reader.peek();
  const isStrange = token.kind === 'quoted' || token.kind === 'number' || token.kind === 'mark';
  if (!reader.isJoined() || !isStrange || ['(', ')', ','].includes(token.text)) return;
  const prefix = field.of === 'attribute' ? '' : `${field.of}s.`;
  refuseQuotes(reader, `${prefix}\`${field.of === 'attribute' ? name : field.key}${token.text}…\``);
}

function refuseQuotes(reader: TokenReader, example: string): never {
  return reader.refuse(
    'a space or an operator behind the name',
    `A name of other characters than letters, digits, _ and dots between them stands between backticks: ${example}.`,
  );
}
