/**
 * Whether a text is as a pattern says, in which `*` stands for any characters, also none.
 *
 * @cost O(n m) for lengths n and m, whatever the pattern
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let [starAt, resumeAt] = [-1, 0];
  for (let i = 0; i < text.length; ) {
    if (pattern[at] === '*') [starAt, resumeAt, at] = [at, i, at + 1];
    else if (at < pattern.length && pattern[at] === text[i]) [at, i] = [at + 1, i + 1];
    else if (starAt >= 0) {
      resumeAt += 1;
      [at, i] = [starAt + 1, resumeAt];
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
