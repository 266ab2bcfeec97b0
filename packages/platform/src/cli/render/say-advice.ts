import type { VersionAdvice } from '@kaizenml/contracts';

/** What a version means for callers, in a line: `1.2.0, minor. It is asked …`. */
export function sayAdvice({ number, level, reason }: VersionAdvice): string {
  return `${number}, ${level}. ${reason}`;
}
