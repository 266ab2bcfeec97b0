const WORDS: Readonly<Record<string, string>> = {
  ks: 'Kolmogorov-Smirnov distance',
  jensenshannon: 'Jensen-Shannon distance',
  missing: 'missing values',
  'new-levels': 'new levels',
  range: 'out of range',
  units: 'in another unit',
  stuck: 'stuck',
  infinite: 'infinite values',
  type: 'of another type',
};

/** What a measure of drift or damage is called; one that has no name here by its own. */
export function sayMeasure(measure: string): string {
  return WORDS[measure] ?? measure;
}
