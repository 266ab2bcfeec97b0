/** What workers ask each other about: a name, with the types of what is asked and of what is answered. Both are JSON. */
export interface Topic<About, Answer> {
  readonly name: string;
  /** Time in which each must have answered, milliseconds. */
  readonly timeoutMs: number;
  /** Never there; keeps the types. */
  readonly types?: (about: About) => Answer;
}

const TIMEOUT_MS = 2000;

/**
 * Names a topic.
 *
 * @param timeoutMs Default 2 000.
 * @example
 * const UNLOADED = topic<null, readonly string[]>('unloaded');
 */
export function topic<About, Answer>(name: string, timeoutMs = TIMEOUT_MS): Topic<About, Answer> {
  return { name, timeoutMs };
}
