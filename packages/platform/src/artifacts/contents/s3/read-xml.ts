const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/**
 * The texts of every element of a name, in order. For the answers of S3, whose elements of one name do not hold each other.
 *
 * @cost O(length)
 */
export function elementsOf(xml: string, name: string): readonly string[] {
  const found = xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^]*?)</${name}>`, 'g'));
  return [...found].map(([, text = '']) => text);
}

/** The text of the first element of a name, without its escapes; undefined when there is none. */
export function textOf(xml: string, name: string): string | undefined {
  const [text] = elementsOf(xml, name);
  return text?.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, entity) => {
    if (entity !== undefined) return ENTITIES[entity as string] ?? whole;
    return String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10));
  });
}

/** A text as it stands between tags. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => {
    const [name] = Object.entries(ENTITIES).find(([, one]) => one === letter) ?? [];
    return `&${name};`;
  });
}
