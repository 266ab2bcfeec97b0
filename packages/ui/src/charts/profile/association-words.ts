import type { Association } from '@kaizenml/contracts';

/** How measures of association are called, and what they tell. */
export const MEASURES: Readonly<
  Record<Association['measure'], { readonly title: string; readonly isSigned: boolean }>
> = {
  pearson: { title: 'Pearson’s r', isSigned: true },
  spearman: { title: 'Spearman’s ρ', isSigned: true },
  'cramers-v': { title: 'Cramér’s V', isSigned: false },
  'correlation-ratio': { title: 'correlation ratio ε', isSigned: false },
  'mutual-information': { title: 'mutual information', isSigned: false },
};

/** Three decimals, so that columns align; with a sign where the measure has one. */
export function associationDigits(value: number, measure: Association['measure']): string {
  const digits = value.toFixed(3);
  if (!MEASURES[measure].isSigned || Number(digits) === 0) return digits.replace('-', '');
  return value > 0 ? `+${digits}` : digits.replace('-', '−');
}

/** One association per pair of columns: the first measure that people ask for. */
const FIRST: readonly Association['measure'][] = [
  'pearson',
  'spearman',
  'cramers-v',
  'correlation-ratio',
  'mutual-information',
];

/** One association for each pair of columns, the strongest first; equal ones as they came. */
export function strongestPairs(associations: readonly Association[]): Association[] {
  const byPair = new Map<string, Association>();
  for (const one of associations) {
    if (!Number.isFinite(one.value)) continue;
    const key = JSON.stringify([...one.columns].sort());
    const kept = byPair.get(key);
    if (!kept || FIRST.indexOf(one.measure) < FIRST.indexOf(kept.measure)) byPair.set(key, one);
  }
  return [...byPair.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
