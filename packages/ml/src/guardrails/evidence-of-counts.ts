/** Words of names of columns whose whole numbers name something. */
const NO_COUNTS = new Set(
  'id code zip postcode year yr no nr key class label area zone district'.split(' '),
);
/** Words of names of what is measured in some unit, unless something is counted by it: rentals per day. */
const MEASURES = new Set(
  [
    'second minute hour day week month years seconds minutes hours days weeks months time duration age',
    'length width height depth weight size distance speed temperature temp pressure pm concentration level dose',
    'price amount cost income salary revenue score rating rank percent pct rate pixel',
  ].flatMap((line) => line.split(' ')),
);
/** Words of names that say that something is counted. */
const COUNTS = new Set(
  [
    'count counts cnt num number quantity qty n',
    'accidents arrivals births bookings calls cases claims clicks crimes customers deaths downloads events goals',
    'incidents orders passengers purchases rentals tickets trips views visitors visits',
  ].flatMap((line) => line.split(' ')),
);

/** Mean beyond which numbers do not tell counts from what is measured in whole units. */
const MOST_UNNAMED = 50;
/** Counts begin near 0: their smallest is at most this share of their mean. */
const NEAR_ZERO = 0.05;
const LEAST_SKEWNESS = 0.5;
/** Share of the whole numbers up to the mean that occur. Amounts of money leave most of them out. */
const LEAST_DENSITY = 0.5;

/**
 * Why whole numbers look like counts of something, in words; undefined when they do not.
 *
 * Counts are at least 0 and begin near it, have a long tail to the right, vary by more than their mean, and leave few numbers
 * below their mean out. Years, ids and codes fail one of these, or have a name that says so; numbers of 50 and more on average
 * are counts only by name, since what is measured in whole units looks the same.
 *
 * @param name Of the column.
 * @param sorted Whole numbers, rising, more than one of them distinct.
 * @cost O(n)
 * @source Cameron & Trivedi (2013), "Regression Analysis of Count Data", 2nd ed., chapter 1 (skewness and overdispersion).
 */
export function evidenceOfCounts(name: string, sorted: Float64Array): string | undefined {
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const words = name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  if (low < 0 || words.some((word) => NO_COUNTS.has(word))) return undefined;
  const isNamed = words.some((word) => COUNTS.has(word));
  if (!isNamed && words.some((word) => MEASURES.has(word))) return undefined;
  const { mean, variance, skewness } = momentsOf(sorted);
  if (mean > MOST_UNNAMED && !isNamed) return undefined;
  if (low > NEAR_ZERO * mean || variance <= mean || skewness < LEAST_SKEWNESS) return undefined;
  const isBelow = (value: number, i: number) =>
    value <= mean && (i === 0 || value !== sorted[i - 1]);
  const density = sorted.filter(isBelow).length / (Math.floor(mean) - low + 1);
  if (density < LEAST_DENSITY) return undefined;
  const [variety, middle, tail] = [variance, mean, skewness].map((x) => Number(x.toPrecision(3)));
  return `${isNamed ? 'its name says so, and ' : ''}its whole numbers from ${low} to ${high} begin near 0, have a long tail (skewness ${tail}) and vary by more than their mean (variance ${variety}, mean ${middle})`;
}

function momentsOf(values: Float64Array): { mean: number; variance: number; skewness: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const power = (k: number) => values.reduce((sum, value) => sum + (value - mean) ** k, 0) / n;
  const variance = power(2);
  return { mean, variance, skewness: power(3) / variance ** 1.5 };
}
