/** `Ensemble of 5 models (3 boosted trees, …)` where there is little room: `Ensemble of 5 models`. */
export function shortTitle(title: string): string {
  return title.replace(/ \(.*\)$/, '');
}
