import type { Page, PageRequest } from '../storage/page.ts';

/**
 * A page of those things of a list that are to be seen, as full as there are such. For short lists: what is left out is read, too.
 *
 * @param list Pages of the whole list.
 */
export async function inPages<Item>(
  { limit, after }: PageRequest,
  list: (page: PageRequest) => Promise<Page<Item>>,
  isSeen: (item: Item) => boolean | Promise<boolean>,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let from = after;
  do {
    const page = await list({ limit: limit - items.length, after: from });
    for (const item of page.items) if (await isSeen(item)) items.push(item);
    from = page.next;
  } while (from !== undefined && items.length < limit);
  return from === undefined ? { items } : { items, next: from };
}
