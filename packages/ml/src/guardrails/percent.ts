/** A share as people say it: three digits at most, never a false 0 or 100. `98 %`, `10.6 %`, `0.04 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return `${value} %`;
  if (value > 99.9) return 'more than 99.9 %';
  if (value < 0.001) return 'less than 0.001 %';
  return `${Number(value.toPrecision(value > 99 ? 4 : 3))} %`;
}
