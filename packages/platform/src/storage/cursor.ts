import { AppError, invariant } from '@kaizenml/contracts';
import type { Page, PageRequest } from './page.ts';

/**
 * The key in a page token.
 *
 * @param nParts Values that the key of this list has.
 * @throws REQUEST_INVALID when the token is not the `next` of a page of such a list.
 */
export function fromToken(token: string, nParts: number): readonly string[] {
  const key = parseKey(Buffer.from(token, 'base64url').toString('utf8'));
  if (key !== undefined && key.length === nParts && toToken(key) === token) return key;
  throw new AppError('REQUEST_INVALID', {
    message: `after must be the \`next\` of a page of this list, got "${token}".`,
    hint: 'Leave it out to begin at the first page.',
    details: { after: token },
  });
}

/** The opaque token of a key. */
export function toToken(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Cuts a page out of `limit + 1` rows: the row too many tells that there is a next page.
 *
 * @param keyOf Key of a row; rows are sorted by it, and no two share it.
 */
export function toPage<Item>(
  items: readonly Item[],
  { limit }: PageRequest,
  keyOf: (item: Item) => readonly string[],
): Page<Item> {
  invariant(Number.isInteger(limit) && limit >= 1, `a page has at least one row, not ${limit}`);
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  if (last === undefined || items.length <= limit) return { items: shown };
  return { items: shown, next: toToken(keyOf(last)) };
}

function parseKey(text: string): readonly string[] | undefined {
  try {
    const key: unknown = JSON.parse(text);
    return Array.isArray(key) && key.every((part) => typeof part === 'string') ? key : undefined;
  } catch {
    return undefined;
  }
}
