// Which texts stand in quotes in a line of CSV.

const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;
const QUOTE: u8 = 34;
const COMMA: u8 = 44;

/** Whether a text in UTF-8 has a comma, a quote, or a line break, or begins or ends with a blank, as `\s` of ECMAScript knows them. */
export function needsQuotes(from: usize, length: usize): bool {
  if (length == 0) return false;
  const end = from + length;
  for (let at = from; at < end; at++) {
    const byte = load<u8>(at);
    if (byte == COMMA || byte == QUOTE || byte == LF || byte == CR) return true;
  }
  const first = load<u8>(from);
  const last = load<u8>(end - 1);
  if (first > SPACE && first < 0x80 && last > SPACE && last < 0x80) return false;
  return isBlank(from, end) || isBlank(lastCharacter(from, end), end);
}

function lastCharacter(from: usize, end: usize): usize {
  let at = end - 1;
  while (at > from && (load<u8>(at) & 0xc0) == 0x80) at--;
  return at;
}

/** Whether a blank begins at an address in a text that ends at another. */
function isBlank(at: usize, end: usize): bool {
  const byte = load<u8>(at);
  if (byte < 0x80) return byte == SPACE || (byte >= 9 && byte <= 13);
  if (byte == 0xc2) return end - at > 1 && load<u8>(at, 1) == 0xa0;
  if (byte < 0xe0 || byte > 0xef || end - at < 3) return false;
  const code = (<u32>(byte & 15) << 12) | (<u32>(load<u8>(at, 1) & 63) << 6) | <u32>(load<u8>(at, 2) & 63);
  if (code >= 0x2000 && code <= 0x200a) return true;
  return (
    code == 0x1680 || code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000 || code == 0xfeff
  );
}
