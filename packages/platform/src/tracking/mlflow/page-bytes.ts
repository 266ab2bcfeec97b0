import type { Page } from '../../storage/page.ts';

/** Characters after which what there is of an answer becomes bytes. */
const PART_LENGTH = 2 ** 16;

/**
 * A page as the protocol tells it, as bytes of JSON. One item after the other is made text, and text bytes: of a page of many
 * mebibytes the objects are never there all at once.
 *
 * @param name Of the list.
 */
export function pageBytes<Item>(
  { items, next }: Page<Item>,
  { name, toBody }: { readonly name: string; readonly toBody: (item: Item) => object },
): Buffer {
  const parts: Buffer[] = [];
  let text = '';
  items.forEach((item, i) => {
    text += (i === 0 ? `${JSON.stringify(name)}:[` : ',') + JSON.stringify(toBody(item));
    if (text.length < PART_LENGTH) return;
    parts.push(Buffer.from(text));
    text = '';
  });
  const token = next === undefined ? [] : [`"next_page_token":${JSON.stringify(next)}`];
  const rest = items.length === 0 ? token : [`${text}]`, ...token];
  return Buffer.concat([Buffer.from('{'), ...parts, Buffer.from(`${rest.join(',')}}`)]);
}
