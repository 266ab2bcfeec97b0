import type { Page } from '../../storage/page.ts';

/** A page as the protocol tells it. @param name Of the list. */
export function pageBody<Item>(
  { items, next }: Page<Item>,
  { name, toBody }: { readonly name: string; readonly toBody: (item: Item) => object },
): object {
  return {
    ...(items.length === 0 ? {} : { [name]: items.map(toBody) }),
    ...(next === undefined ? {} : { next_page_token: next }),
  };
}
