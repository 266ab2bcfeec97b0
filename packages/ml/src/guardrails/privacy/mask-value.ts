/**
 * A value with everything that tells it hidden: letters and digits as `•`, of longer ones the last two stay.
 *
 * Of an e-mail address the first letter stays, with the ending of the domain; of words their first letters.
 *
 * @example
 * maskValue('4111 1111 1111 1111'); // '•••• •••• •••• ••11'
 */
export function maskValue(text: string): string {
  const at = text.indexOf('@');
  if (at > 0) {
    const ending = text.slice(Math.max(at, text.lastIndexOf('.')));
    return `${firstOf(text)}•••@•••${ending}`;
  }
  const hide = (part: string) => part.replaceAll(/[\p{L}\p{N}]/gu, '•');
  if (!/\d/.test(text))
    return text
      .split(/(\s+)/)
      .map((word) =>
        word.length > 1 ? firstOf(word) + hide(word.slice(firstOf(word).length)) : hide(word),
      )
      .join('');
  const kept = text.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= 9 ? 2 : 0;
  return hide(text.slice(0, text.length - kept)) + text.slice(text.length - kept);
}

function firstOf(text: string): string {
  return [...text][0] ?? '';
}
