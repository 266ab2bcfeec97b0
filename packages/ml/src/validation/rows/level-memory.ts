/** What is known of the levels of a column: computed once per level, while the list of levels stays the same one. */
export function rememberLevels<Value>(
  of: (level: string, code: number) => Value,
): (levels: readonly string[]) => readonly Value[] {
  let known: readonly string[] | undefined;
  let values: Value[] = [];
  return (levels) => {
    if (levels !== known) {
      known = levels;
      values = [];
    }
    for (let code = values.length; code < levels.length; code++)
      values.push(of(levels[code], code));
    return values;
  };
}
