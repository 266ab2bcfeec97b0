import type { Estimate } from '@kaizenml/contracts';

/** An estimate in words, such as `0.812 (0.79 to 0.833)`. */
export function sayValue({ value, low, high }: Estimate): string {
  const show = (one: number) => String(Number(one.toPrecision(3)));
  return low === null || high === null
    ? show(value)
    : `${show(value)} (${show(low)} to ${show(high)})`;
}
