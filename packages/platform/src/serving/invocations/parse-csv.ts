import { requestProblem } from '../request/index.ts';

const QUOTE = '"';

/**
 * Reads comma-separated values: cells may be quoted, quotes in them are doubled, lines end in LF or CRLF. Empty lines are none.
 *
 * @returns The cells of one line after the other, read as they are asked for.
 * @throws REQUEST_INVALID when a quote is not closed, or text follows one that is.
 * @source RFC 4180.
 */
export function* parseCsv(given: string, subject: string): Generator<readonly string[]> {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  let nLines = 0;
  let line: string[] = [];
  let at = 0;
  const refuse = (problem: string): never => {
    throw requestProblem(
      { path: `(body)[line ${nLines + 1}]`, problem },
      { subject, hint: 'Quote cells with commas, and double the quotes in them.' },
    );
  };
  while (at < text.length) {
    let cell: string;
    if (text[at] === QUOTE) {
      const end = closingQuote(text, at);
      if (end === -1) refuse('must close every quote, got text that ends within one');
      cell = text.slice(at + 1, end).replaceAll('""', QUOTE);
      at = end + 1;
      if (at < text.length && !/[,\r\n]/.test(text[at] ?? ''))
        refuse('must have a comma or the end of the line after a quote, got more text');
    } else {
      const end = endOfCell(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    line.push(cell);
    if (text[at] === ',') {
      at++;
      if (at < text.length && text[at] !== '\r' && text[at] !== '\n') continue;
      line.push('');
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    nLines++;
    if (line.length > 1 || line[0] !== '') yield line;
    line = [];
  }
}

function closingQuote(text: string, opening: number): number {
  let at = text.indexOf(QUOTE, opening + 1);
  while (at !== -1 && text[at + 1] === QUOTE) at = text.indexOf(QUOTE, at + 2);
  return at;
}

function endOfCell(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
