import { hasHidden, hasMarkup, hasMojibake, isInTypographicQuotes } from './odd-characters.ts';
import { createSightings, type Sightings } from './sightings.ts';

/** Cells whose text is odd, whatever it stands for. */
export interface TextOddities {
  readonly carriageReturns: Sightings;
  readonly nul: Sightings;
  /** Values with characters that nobody sees. */
  readonly hidden: Sightings;
  readonly mojibake: Sightings;
  /** Values that stand in typographic quotes. */
  readonly typographic: Sightings;
  /** Values with characters or tags as HTML writes them. */
  readonly markup: Sightings;
  /** Objects and lists. */
  readonly nested: Sightings;
  /** Formulas of a spreadsheet. */
  readonly formulas: Sightings;
}

const NESTED =
  /^(?:\{\s*(?:["'][^"']*["']\s*:.*)?\}|\[\s*(?:(?:["'{[]|-?\d|true|false|null).*)?\])$/s;
const FORMULA = /^=(?:[A-Z]{2,}[A-Z.]*\(|[-+(]*\$?[A-Z]{1,3}\$?\d+|["'])/i;

export function createTextOddities(): TextOddities {
  return {
    carriageReturns: createSightings(),
    nul: createSightings(),
    hidden: createSightings(),
    mojibake: createSightings(),
    typographic: createSightings(),
    markup: createSightings(),
    nested: createSightings(),
    formulas: createSightings(),
  };
}

/** The oddities under which a text is counted. */
export function odditiesOf(text: string, oddities: TextOddities): Sightings[] {
  const seen: Sightings[] = [];
  if (text.includes('\0')) seen.push(oddities.nul);
  if (text.includes('\r')) seen.push(oddities.carriageReturns);
  if (hasHidden(text)) seen.push(oddities.hidden);
  if (hasMojibake(text)) seen.push(oddities.mojibake);
  if (isInTypographicQuotes(text)) seen.push(oddities.typographic);
  if (hasMarkup(text)) seen.push(oddities.markup);
  if (NESTED.test(text)) seen.push(oddities.nested);
  if (FORMULA.test(text)) seen.push(oddities.formulas);
  return seen;
}

/** Whether a cell is made of ASCII characters without digits, marks of HTML, of lists or of formulas, and control characters. */
export function isPlainText(bytes: Buffer, from: number, to: number): boolean {
  const first = bytes[from] as number;
  if (first === EQUALS || first === BRACE || first === BRACKET) return false;
  for (let i = from; i < to; i++) {
    const code = bytes[i] as number;
    if (code <= 60 ? isOdd(code) : code >= 127) return false;
  }
  return true;
}

const [AMPERSAND, LESS, EQUALS, BRACKET, BRACE] = [38, 60, 61, 91, 123];

function isOdd(code: number): boolean {
  return (code >= 48 && code <= 57) || code < 32 || code === AMPERSAND || code === LESS;
}
