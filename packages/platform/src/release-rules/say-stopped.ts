/** A version of a rollout that may no longer be released. */
export interface Lacking {
  readonly version: number;
  /** Parts of a sentence, as `releaseState` gives them; not empty. */
  readonly missing: readonly string[];
}

/**
 * Why a rollout was rolled back.
 *
 * @param from Version that answers everything from then on.
 * @example
 * sayStopped([{ version: 2, missing: ['bob rejected it'] }], 1);
 * // "Version 2 may not be released any more: bob rejected it. Version 1 answers everything."
 */
export function sayStopped(lacking: readonly Lacking[], from: number): string {
  const said = lacking.map(
    ({ version, missing }) =>
      `Version ${version} may not be released any more: ${missing.join(', and ')}.`,
  );
  return `${said.join(' ')} Version ${from} answers everything.`;
}
