/** Characters of a value that a sentence shows. */
const MOST_SHOWN = 500;
/** Items of a list, and lists within each other, that are looked at for it. */
const MOST_ITEMS = 50;
const MOST_DEPTH = 5;

/** A value of JSON as a sentence shows it: as JSON, cut where it is long or deep. Its cost does not grow with the value. */
export function shownValue(value: unknown): string {
  const whole = show(value, 0);
  return whole.length > MOST_SHOWN ? `${whole.slice(0, MOST_SHOWN)}…` : whole;
}

function show(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MOST_SHOWN + 1));
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth === MOST_DEPTH) return '…';
  if (Array.isArray(value)) return `[${listed(value, (item) => show(item, depth + 1))}]`;
  const fields = listed(
    Object.entries(value),
    ([name, item]) => `${show(name, depth)}:${show(item, depth + 1)}`,
  );
  return `{${fields}}`;
}

function listed<T>(items: readonly T[], toText: (item: T) => string): string {
  const texts = items.slice(0, MOST_ITEMS).map(toText);
  return [...texts, ...(items.length > MOST_ITEMS ? ['…'] : [])].join(',');
}
