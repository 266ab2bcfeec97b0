import { formatNumber } from '../../charts/index.ts';

/** Items of a list that are named. */
const NAMED = 8;

/** The details of a finding as terms and words; objects that say nothing are left out. */
export function evidenceWords(
  details: Readonly<Record<string, unknown>>,
): readonly (readonly [term: string, words: string])[] {
  return Object.entries(details).flatMap(([name, value]) => {
    const words = wordsOf(value);
    return words === '' ? [] : [[termOf(name), words] as const];
  });
}

/** `nCopies` → `copies`, `firstRows` → `first rows`. */
function termOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.replace(/^n (?=\S)/, '');
}

function wordsOf(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const named = value.slice(0, NAMED).map(wordsOf).filter(Boolean).join(', ');
    return value.length > NAMED ? `${named} … ${formatNumber(value.length)} in all` : named;
  }
  if (typeof value === 'object' && value !== null)
    return evidenceWords(value as Readonly<Record<string, unknown>>)
      .map(([term, words]) => `${term} ${words}`)
      .join(', ');
  return '';
}
