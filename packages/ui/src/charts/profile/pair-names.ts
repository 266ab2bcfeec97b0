/**
 * Names of two profiles that are short enough for a table: of two files in folders, the file names, where these differ.
 */
export function pairNames(before: string, after: string): readonly [before: string, after: string] {
  const [own, other] = [lastPart(before), lastPart(after)];
  return own === other ? [before, after] : [own, other];
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
