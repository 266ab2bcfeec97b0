import type { Comparison, Condition } from './condition.ts';
import { readComparison } from './read-comparison.ts';
import { SEARCH_WORDS, type SearchKind } from './search-kind.ts';
import { isSign, isWord, readTokens, type TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** Parentheses and `NOT` within each other, at most. */
export const MAX_SEARCH_DEPTH = 100;

/** Comparisons of a filter, at most. */
export const MAX_COMPARISONS = 500;

/** Values in all lists of a filter, at most: SQLite takes some thirty thousand parameters. */
export const MAX_LIST_VALUES = 10_000;

/** What runs are asked: see `parseFilter`. @throws SEARCH_INVALID */
export function parseRunFilter(text: string): Condition | undefined {
  return parseFilter(text, 'runs');
}

/** What experiments are asked: see `parseFilter`. @throws SEARCH_INVALID */
export function parseExperimentFilter(text: string): Condition | undefined {
  return parseFilter(text, 'experiments');
}

/** What models of the registry are asked: see `parseFilter`. @throws SEARCH_INVALID */
export function parseModelFilter(text: string): Condition | undefined {
  return parseFilter(text, 'models');
}

/** What versions of models are asked: see `parseFilter`. @throws SEARCH_INVALID */
export function parseVersionFilter(text: string): Condition | undefined {
  return parseFilter(text, 'versions');
}

/** What models are asked that runs logged: see `parseFilter`. @throws SEARCH_INVALID */
export function parseLoggedModelFilter(text: string): Condition | undefined {
  return parseFilter(text, 'logged-models');
}

/**
 * Reads a filter of MLflow, or one with `OR`, `NOT` and parentheses as well. `AND` binds closer than `OR`, `NOT` closest.
 *
 * @returns undefined for a filter without any comparison, which everything meets.
 * @throws SEARCH_INVALID with the place, what was expected there, and an example.
 * @cost Linear in the text, of which there are at most `MAX_SEARCH_CHARACTERS`.
 */
export function parseFilter(text: string, kind: SearchKind): Condition | undefined {
  const reader = readTokens(text);
  const reading: Reading = {
    reader,
    kind,
    nComparisons: 0,
    nValues: 0,
    isOurs: false,
    loose: undefined,
  };
  const condition = readAny(reading, 0);
  const { example } = SEARCH_WORDS[kind];
  if (reader.peek().kind !== 'end')
    reader.refuse('AND, OR or the end', `Comparisons are joined as in \`${example}\`.`);
  if (reading.loose !== undefined && reading.isOurs)
    reader.refuse(
      reading.loose.expected,
      `Only a filter without OR, NOT and parentheses may leave out an AND or have one too many: \`${example}\`.`,
      reading.loose.token,
    );
  return condition;
}

/** What is known of a filter while it is read. */
interface Reading {
  readonly reader: TokenReader;
  readonly kind: SearchKind;
  nComparisons: number;
  /** In all lists. */
  nValues: number;
  /** Whether it has anything that MLflow does not take. */
  isOurs: boolean;
  /** Where it first has an `AND` too many or too few, which MLflow does not mind. */
  loose: { readonly token: Token; readonly expected: string } | undefined;
}

function readAny(reading: Reading, depth: number): Condition | undefined {
  const first = readAll(reading, depth);
  const of = first === undefined ? [] : [first];
  while (isWord(reading.reader.peek(), 'OR')) {
    reading.isOurs = true;
    if (of.length === 0) refuseComparison(reading);
    reading.reader.take();
    of.push(readAll(reading, depth) ?? refuseComparison(reading));
  }
  return of.length < 2 ? of[0] : { kind: 'any', of };
}

function readAll(reading: Reading, depth: number): Condition | undefined {
  const { reader } = reading;
  const of: Condition[] = [];
  while (!isEndOfAll(reader.peek())) {
    const token = reader.peek();
    const isJoined = takeAnds(reading, of.length > 0);
    if (isEndOfAll(reader.peek())) break;
    if (of.length > 0 && !isJoined) {
      if (!mayBeginUnit(token)) break;
      reading.loose ??= { token, expected: 'AND or OR' };
    }
    of.push(readUnit(reading, depth));
  }
  return of.length < 2 ? of[0] : { kind: 'all', of };
}

/** Takes any number of `AND`; more than one, or one that joins nothing, is loose. */
function takeAnds(reading: Reading, hasLeft: boolean): boolean {
  const { reader } = reading;
  let nAnds = 0;
  for (let and = reader.takeWord('AND'); and !== undefined; and = reader.takeWord('AND')) {
    nAnds++;
    if (nAnds > 1 || !hasLeft) reading.loose ??= { token: and, expected: 'a comparison' };
  }
  if (nAnds > 0 && isEndOfAll(reader.peek()))
    reading.loose ??= { token: reader.peek(), expected: 'a comparison' };
  return nAnds > 0;
}

function mayBeginUnit(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'quoted' || isSign(token, '(');
}

function isEndOfAll(token: Token): boolean {
  return token.kind === 'end' || isSign(token, ')') || isWord(token, 'OR');
}

function readUnit(reading: Reading, depth: number): Condition {
  const { reader } = reading;
  if (depth >= MAX_SEARCH_DEPTH)
    reader.refuse(
      'a comparison',
      `Parentheses and NOT stand within each other ${MAX_SEARCH_DEPTH} times at most.`,
    );
  if (reader.takeWord('NOT') !== undefined) {
    reading.isOurs = true;
    if (isEndOfAll(reader.peek())) refuseComparison(reading);
    return { kind: 'not', of: readUnit(reading, depth + 1) };
  }
  const open = reader.takeSign('(');
  if (open === undefined) return readCounted(reading);
  reading.isOurs = true;
  const inner = readAny(reading, depth + 1) ?? refuseComparison(reading);
  if (reader.takeSign(')') === undefined)
    reader.refuse(
      `a ) for the ( at character ${open.at + 1}`,
      'Every parenthesis that opens is closed.',
    );
  return inner;
}

function readCounted(reading: Reading): Comparison {
  const { reader, kind } = reading;
  reading.nComparisons++;
  if (reading.nComparisons > MAX_COMPARISONS)
    reader.refuse(
      'its end',
      `A filter has ${MAX_COMPARISONS} comparisons at most. Many values of one field are a list: \`run_id IN ('a', 'b')\`.`,
    );
  const comparison = readComparison(reader, kind);
  if (comparison.kind === 'in') reading.nValues += comparison.values.length;
  if (reading.nValues > MAX_LIST_VALUES)
    reader.refuse(
      'shorter lists before it',
      `Lists of a filter have ${MAX_LIST_VALUES} values at most together. Ask in parts.`,
    );
  return comparison;
}

function refuseComparison({ reader, kind }: Reading): never {
  return reader.refuse('a comparison', `Write one as in \`${SEARCH_WORDS[kind].example}\`.`);
}
