import assert from 'node:assert/strict';
import { AppError, type ErrorCode } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../../storage/page.ts';

/** Reads all pages of a list, and asserts that each has at most `limit` rows and only the last is short. */
export async function readPages<Item>(
  list: (page: PageRequest) => Promise<Page<Item>>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page: Page<Item> = await list({ limit, after });
    if (page.next !== undefined) assert.equal(page.items.length, limit);
    assert.ok(page.items.length <= limit);
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

/** Asserts that a promise is refused with this code, message and details. */
export async function refuses(
  attempt: Promise<unknown>,
  expected: {
    readonly code: ErrorCode;
    readonly message: RegExp;
    readonly details: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const thrown = await attempt.then(
    () => assert.fail(`must be refused with ${expected.code}`),
    (reason: unknown) => reason,
  );
  assert.ok(thrown instanceof AppError, `must be an AppError, got ${String(thrown)}`);
  assert.equal(thrown.code, expected.code);
  assert.match(thrown.message, expected.message);
  assert.deepEqual({ ...thrown.details, ...expected.details }, thrown.details);
}
