/** Whether a text has more characters than that; those of two code units are one. */
export function isLonger(text: string, limit: number): boolean {
  return text.length > limit && endOf(text, limit) < text.length;
}

/** The first characters of a text; a character is never cut in two. */
export function cutTo(text: string, limit: number): string {
  return text.length > limit ? text.slice(0, endOf(text, limit)) : text;
}

/** Characters of a text. */
export function lengthOf(text: string): number {
  let n = 0;
  for (let at = 0; at < text.length; n++) at += unitsAt(text, at);
  return n;
}

/** Code units that so many characters take, or all of them where there are fewer. */
function endOf(text: string, limit: number): number {
  let at = 0;
  for (let n = 0; n < limit && at < text.length; n++) at += unitsAt(text, at);
  return at;
}

function unitsAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
