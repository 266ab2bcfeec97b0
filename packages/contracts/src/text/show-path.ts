/** Characters after which a path is cut: a name that somebody sent may be of any length. */
const MOST_CHARS = 160;

/** Where something is, as part of a refusal: as it is up to 160 characters, cut and ended by `…` beyond. */
export function showPath(path: string): string {
  return path.length <= MOST_CHARS ? path : `${path.slice(0, MOST_CHARS - 1)}…`;
}
