import { isMissingMarker, parseNumber } from '@kaizenml/ml/table';
import { type DateOrder, readDateOrder } from './date-order.ts';

/** What the text of a cell looks like. */
export type CellShape =
  | { readonly kind: 'missing' }
  | { readonly kind: 'number'; readonly value: number; readonly isDigits: boolean }
  | { readonly kind: 'grouped'; readonly isCertain: boolean }
  | { readonly kind: 'decimalComma' }
  | { readonly kind: 'unit'; readonly unit: string }
  | {
      readonly kind: 'date';
      readonly order: DateOrder;
      readonly year: number;
      readonly month: number;
    }
  | { readonly kind: 'monthDay' }
  | { readonly kind: 'scientific'; readonly value: number }
  | { readonly kind: 'spreadsheetError' }
  | { readonly kind: 'text' };

const SPREADSHEET_ERROR = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/;
const SCIENTIFIC = /^\d(\.\d{1,5})?E\+(1\d|2\d)$/;
const MONTH_DAY =
  /^(\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$/i;
const GROUPED = /^[+-]?[1-9]\d{0,2}([,'\u2019\u00a0\u202f ])\d{3}(?:\1\d{3})*(?:\.\d+)?$/;
const DECIMAL_COMMA = /^[+-]?\d+,\d+$/;
const UNITS =
  '%|‰|°|°C|°F|[$€£¥]|USD|EUR|CHF|GBP|kg|g|mg|µg|lbs?|oz|km|m|cm|mm|µm|ft|in|mi|mph|km/h|kph|m/s|ms|s|sec|min|mins|h|hrs?|hours?|days?|weeks?|months?|years?|yrs?|yo|k|bn|Hz|kHz|MHz|GHz|W|kW|MW|kWh|MWh|V|mV|A|mA|[kMGT]B|ml|mL|l|L|dl|px|pt|ppm|bpm|mmHg|hPa|mpg|hp|cc|sqft|m2|m²|km2|km²|mg/dl|mg/dL';
const AFTER = new RegExp(`^[+-]?\\d[\\d,]*(?:\\.\\d+)?\\s?(${UNITS})$`);
const BEFORE = /^[+-]?([$€£¥])\s?[+-]?\d[\d,]*(?:\.\d+)?$/;

const MISSING: CellShape = { kind: 'missing' };
const TEXT: CellShape = { kind: 'text' };

/**
 * Reads what a trimmed cell looks like.
 *
 * @example
 * readShape('12 kg'); // { kind: 'unit', unit: 'kg' }
 */
export function readShape(text: string): CellShape {
  if (text === '') return MISSING;
  const value = parseNumber(text);
  if (SCIENTIFIC.test(text)) return { kind: 'scientific', value };
  if (!Number.isNaN(value)) return { kind: 'number', value, isDigits: /^\d+$/.test(text) };
  if (SPREADSHEET_ERROR.test(text)) return { kind: 'spreadsheetError' };
  if (isMissingMarker(text)) return MISSING;
  if (text.length > 40 || !/\d/.test(text)) return TEXT;
  if (MONTH_DAY.test(text)) return { kind: 'monthDay' };
  const date = readDateOrder(text);
  if (date !== undefined) return { kind: 'date', ...date };
  return readAlmostNumber(text);
}

function readAlmostNumber(text: string): CellShape {
  if (GROUPED.test(text)) return { kind: 'grouped', isCertain: isCertain(text) };
  if (DECIMAL_COMMA.test(text)) return { kind: 'decimalComma' };
  const unit = AFTER.exec(text)?.[1] ?? BEFORE.exec(text)?.[1];
  return unit === undefined ? TEXT : { kind: 'unit', unit };
}

/** A lone comma before three digits may be a decimal comma; anything else cannot. */
function isCertain(text: string): boolean {
  return !/^[+-]?\d+,\d{3}$/.test(text);
}

/** A number without its thousands separators. */
export function withoutSeparators(text: string): string {
  return text.replaceAll(/[,'\u2019\u00a0\u202f ]/g, '');
}
