import { isMissingMarker, parseNumber } from '@kaizenml/ml/table';
import { readDateOrder, type SeenDate } from './date-order.ts';

/** What the text of a cell looks like. */
export type CellShape =
  | { readonly kind: 'missing' }
  | { readonly kind: 'number'; readonly value: number; readonly isDigits: boolean }
  | { readonly kind: 'grouped'; readonly isCertain: boolean }
  | { readonly kind: 'decimalComma' }
  | { readonly kind: 'unit'; readonly unit: string }
  | ({ readonly kind: 'date' } & SeenDate)
  | { readonly kind: 'monthDay' }
  | { readonly kind: 'scientific'; readonly value: number }
  | { readonly kind: 'spreadsheetError' }
  | { readonly kind: 'text' };

const SPREADSHEET_ERROR =
  /^(?:#(?:N\/A|NV|REF|#+|GETTING_DATA|[\p{Lu}\u00a1\u00bf][\p{Lu}_/0\u00b0 ]{1,14}[!?])|Err:5\d\d)$/u;
/** What a spreadsheet shows for long digits; a short number only in its usual form, 1.00E+05 for the key 1E5. */
const SCIENTIFIC =
  /^[1-9](?:(?:(?:[.,]\d{1,8})?[Ee]\+|[.,]\d{1,8}[Ee])(?:0?[6-9]|1\d|2\d)|[.,]\d\dE\+0[1-5])$/;
const MONTH =
  'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|M\u00e4r|Mrz|Mai|Okt|Dez|Avr|Ao\u00fb|F\u00e9v|D\u00e9c|Ene|Abr|Ago|Dic';
const MONTH_DAY = new RegExp(`^(\\d{1,2}[-. /]{1,2}(${MONTH})\\.?|(${MONTH})[-. /]\\d{1,2})$`, 'i');
const GROUPED =
  /^[+-]?(?:[1-9]\d{0,2}([,'\u2019\u00a0\u202f\u2009_ ])\d{3}(?:\1\d{3})*(?:\.\d+)?|[1-9]\d{0,2}\.\d{3}(?:\.\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?)$/;
const DECIMAL_COMMA = /^[+-]?(?:\d+,\d+|[1-9]\d{0,2}(?:[.'\u2019\u00a0\u202f\u2009 ]\d{3})+,\d+)$/;
const BODY =
  "[+-]?(?:\\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\\d{2,3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?)";
const MONEY =
  '[$\u20ac\u00a3\u00a5\u20b9\u20bd\u20a9]|USD|EUR|CHF|GBP|JPY|INR|SEK|NOK|DKK|PLN|BRL|CAD|AUD|US\\$|R\\$|Fr\\.?|kr\\.?|z\u0142';
const UNITS = `%|\u2030|\u00b0|\u00b0 ?[CFK]|${MONEY}|kg|g|mg|\u00b5g|lbs?|oz|km|m|cm|mm|\u00b5m|ft|in|mi|miles?|mph|km/h|kph|m/s|ms|s|sec|secs|min|mins|h|hrs?|hours?|days?|weeks?|months?|years?|yrs?|yo|k|K|M|bn|Hz|kHz|MHz|GHz|W|kW|MW|kWh|MWh|V|mV|A|mA|[kKMGT]i?B|ml|mL|l|L|dl|px|pt|ppm|bpm|mmHg|hPa|mpg|hp|cc|sqft|sq ft|m2|m\u00b2|km2|km\u00b2|mg/d[lL]|pcs|Stk\\.?|Tage|Jahre|ans|pts?|inches|feet|tons?|t`;
const AFTER = new RegExp(`^${BODY}[ \u00a0\u202f]?(${UNITS})$`);
const BEFORE = new RegExp(`^[+-]?(${MONEY})[ \u00a0]?${BODY}$`);
const ACCOUNTING = new RegExp(`^\\((?:${MONEY})?${BODY}\\)$`);

const MISSING: CellShape = { kind: 'missing' };
const TEXT: CellShape = { kind: 'text' };
const [DIGIT_0, DIGIT_9] = [48, 57];
/** Longest text that may be a number with a unit or a date with a time. */
const LONGEST_SHAPE = 40;

/**
 * Reads what a trimmed cell looks like.
 *
 * @example
 * readShape('12 kg'); // { kind: 'unit', unit: 'kg' }
 */
export function readShape(text: string): CellShape {
  if (text === '') return MISSING;
  if (SCIENTIFIC.test(text))
    return { kind: 'scientific', value: parseNumber(text.replace(',', '.')) };
  const value = parseNumber(text);
  if (!Number.isNaN(value)) return { kind: 'number', value, isDigits: /^\d+$/.test(text) };
  if ((text.startsWith('#') || text.startsWith('Err')) && SPREADSHEET_ERROR.test(text))
    return { kind: 'spreadsheetError' };
  if (isMissingMarker(text)) return MISSING;
  if (text.length > LONGEST_SHAPE || !hasDigit(text)) return TEXT;
  if (MONTH_DAY.test(text)) return { kind: 'monthDay' };
  const date = readDateOrder(text);
  if (date !== undefined) return { kind: 'date', ...date };
  return readAlmostNumber(text);
}

function hasDigit(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= DIGIT_0 && code <= DIGIT_9) return true;
  }
  return false;
}

function readAlmostNumber(text: string): CellShape {
  if (GROUPED.test(text)) return { kind: 'grouped', isCertain: isCertain(text) };
  if (DECIMAL_COMMA.test(text)) return { kind: 'decimalComma' };
  const unit = AFTER.exec(text)?.[1] ?? BEFORE.exec(text)?.[1];
  if (unit !== undefined) return { kind: 'unit', unit };
  return ACCOUNTING.test(text) ? { kind: 'unit', unit: '( )' } : TEXT;
}

/** A lone comma before three digits may be a decimal comma; anything else cannot. */
function isCertain(text: string): boolean {
  return !/^[+-]?\d+,\d{3}$/.test(text);
}

/** A number without its thousands separators. */
export function withoutSeparators(text: string): string {
  const plain = text.replaceAll(/[,'\u2019\u00a0\u202f\u2009_ ]/g, '');
  return plain.indexOf('.') === plain.lastIndexOf('.') ? plain : plain.replaceAll('.', '');
}

/** A number with a decimal comma, written with a point. */
export function withDecimalPoint(text: string): string {
  return text.replaceAll(/[.'\u2019\u00a0\u202f\u2009 ]/g, '').replace(',', '.');
}
