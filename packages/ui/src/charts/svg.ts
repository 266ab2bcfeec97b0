import { invariant } from '@kaizenml/contracts';

/** Attributes of an element; undefined ones are left out and numbers are rounded to two decimals. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * A number as it stands in a drawing: two decimals at most.
 *
 * @throws INTERNAL for NaN and infinities: a chart drops those from its figures before drawing.
 */
export function round2(value: number): number {
  invariant(Number.isFinite(value), `a chart draws finite numbers, got ${value}`);
  return Math.round(value * 100) / 100 + 0;
}

/** Text that is safe between tags and in double-quoted attributes; characters that XML forbids become `�`. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** One element with children that are already markup. */
export function element(tag: string, attributes: Attributes, ...children: string[]): string {
  const pairs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) =>
        ` ${name}="${typeof value === 'number' ? round2(value) : value && escapeText(value)}"`,
    )
    .join('');
  const inside = children.join('');
  return inside === '' ? `<${tag}${pairs}/>` : `<${tag}${pairs}>${inside}</${tag}>`;
}

/** A line of text; the words are escaped here. */
export function textElement(words: string, attributes: Attributes): string {
  return element('text', attributes, escapeText(words));
}

/** The words that a pointer or a screen reader finds on a mark. */
export function tooltip(words: string): string {
  return element('title', {}, escapeText(words));
}
