/** Addresses of MLflow's pages, which its client prints, with ours for the same thing. */
const PAGES: readonly (readonly [theirs: RegExp, ours: (parts: readonly string[]) => string])[] = [
  [/^#\/experiments\/\d+\/runs\/([^/?]+)/, ([run = '']) => `/runs/${run}`],
  [/^#\/experiments\/(\d+)/, ([id = '']) => `/runs?experiment-id=${id}`],
  [
    /^#\/models\/([^/?]+)\/versions\/(\d+)/,
    ([name = '', version = '']) => `/models/${name}?version=${version}`,
  ],
  [/^#\/models\/([^/?]+)/, ([name = '']) => `/models/${name}`],
];

/**
 * Our page for an address of MLflow's pages, which lie behind the `#` of one document; undefined for any other.
 *
 * @param hash Such as `#/experiments/1/runs/01JD`.
 */
export function fromMlflowAddress(hash: string): string | undefined {
  for (const [theirs, ours] of PAGES) {
    const found = theirs.exec(hash);
    if (found !== null) return ours(found.slice(1));
  }
  return undefined;
}
