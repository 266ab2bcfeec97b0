import { type Column, isNumeric, type NumericColumn } from '../../table/index.ts';

/** Levels of a column of texts that may hold numbers, and those that are looked at first. */
const FEWEST_LEVELS = 20;
const GLANCE_LEVELS = 40;
/** Share of the levels that must hold one number each. */
const NUMBERS = 0.98;
const NUMBER = /-?\d+(?:[.,]\d+)*/g;

/**
 * The numbers of a column whose texts hold one each: `EUR 12.50`, `37 %`, `2,5 kg`.
 *
 * @returns Nothing for numbers, dates and texts that hold none or several.
 * @cost O(levels), after a glance at 40 of them
 */
export function numbersInTexts(column: Column): NumericColumn | undefined {
  if (isNumeric(column) || column.levels.length < FEWEST_LEVELS) return undefined;
  const { levels, codes, name } = column;
  const step = Math.max(1, Math.floor(levels.length / GLANCE_LEVELS));
  const glance = levels.filter((_, k) => k % step === 0);
  if (!holdNumbers(glance.map(numberIn))) return undefined;
  const numbers = levels.map(numberIn);
  if (!holdNumbers(numbers)) return undefined;
  const values = Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : numbers[code]));
  return { name, kind: 'number', values };
}

function holdNumbers(numbers: readonly number[]): boolean {
  return numbers.filter((number) => !Number.isNaN(number)).length >= NUMBERS * numbers.length;
}

/** The one number of a text; a comma before one or two last digits is a decimal one. */
function numberIn(text: string): number {
  if (text.length > 40) return Number.NaN;
  const found = text.match(NUMBER) ?? [];
  if (found.length !== 1) return Number.NaN;
  const [number] = found;
  const isDecimalComma = /^-?\d+(?:\.\d{3})*,\d{1,2}$/.test(number);
  return Number(
    isDecimalComma ? number.replaceAll('.', '').replace(',', '.') : number.replaceAll(',', ''),
  );
}
