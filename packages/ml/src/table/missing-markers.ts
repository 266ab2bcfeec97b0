/**
 * Text that stands for a missing value, compared after trimming and in lower case.
 *
 * The empty string, the question mark of the UCI collections, what spreadsheets and statistics
 * packages write. `None`, `unknown` and `other` are not in it: in real tables they are answers
 * ("damage: None"), and dropping an answer loses more than keeping a marker.
 */
export const MISSING_MARKERS: readonly string[] = [
  '',
  '?',
  '-',
  '--',
  '.',
  'na',
  'n/a',
  '#n/a',
  '#na',
  '<na>',
  'nan',
  '-nan',
  'null',
  '\\n',
  '(null)',
  '#null!',
  '#value!',
  '#div/0!',
];

const MARKERS: ReadonlySet<string> = new Set(MISSING_MARKERS);
const LONGEST = Math.max(...MISSING_MARKERS.map((marker) => marker.length));

/**
 * Whether a text stands for a missing value.
 *
 * @example
 * isMissingMarker(' N/A '); // true
 * isMissingMarker('None'); // false
 */
export function isMissingMarker(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length <= LONGEST && MARKERS.has(trimmed.toLowerCase());
}
