const MOST_CHARACTERS = 48;

/** What a change was from or to, short enough for a cell: a text without its quotes, of an object what is filled in it. */
export function sayValue(json: string | null): string {
  if (json === null) return '–';
  const said = inWords(JSON.parse(json));
  if (said === '') return '–';
  return said.length > MOST_CHARACTERS ? `${said.slice(0, MOST_CHARACTERS - 1)}…` : said;
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, each]) => [key, inWords(each)] as const)
    .filter(([, said]) => said !== '')
    .map(([key, said]) => `${key} ${said}`)
    .join(', ');
}
