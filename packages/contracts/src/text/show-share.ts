/** A share as percent with three digits at most: `5 %`, `0.5 %`, `33.3 %`. */
export function showShare(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
