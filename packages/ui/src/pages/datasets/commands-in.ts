/** The commands that a hint names between back quotes, each once. */
export function commandsIn(hint: string): string[] {
  const spans = Array.from(hint.matchAll(/`(kaizen [^`]+)`/g), ([, command]) => command ?? '');
  return [...new Set(spans)];
}
