const BLANKS_AROUND = /^[ \t\n\r\v\f\u00a0\ufeff]+|[ \t\n\r\v\f\u00a0\ufeff]+$/g;

/** A text without what counts as blank around it. */
export function trimBlanks(text: string): string {
  const isPlain = isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1));
  return isPlain ? text : text.replace(BLANKS_AROUND, '');
}

function isInk(code: number): boolean {
  return code > 32 && code !== 0xa0 && code !== 0xfeff;
}
