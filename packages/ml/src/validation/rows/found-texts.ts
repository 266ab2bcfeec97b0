import type { TextFormat } from '@kaizenml/contracts';
import { inferKind } from '../../table/infer-kind.ts';
import { parseNumber } from '../../table/parse-number.ts';
import { isOfFormat, TELLING_FORMATS } from '../formats.ts';
import type { FoundValues } from './column-summary.ts';

/** Texts that are kept to show what all look like. */
const SHOWN = 20;

/** Looks at the different texts of a column for what they have in common; ends as soon as they have nothing. */
export function foundTexts(name: string): {
  readonly see: (text: string) => void;
  readonly found: (nRows: number, nPresent: number) => FoundValues;
} {
  let formats: readonly TextFormat[] = TELLING_FORMATS;
  let areNumbers = true;
  let areWhole = true;
  let nDistinct = 0;
  let nLeadingZeros = 0;
  const alike: string[] = [];
  return {
    see(text) {
      if (areNumbers) {
        const value = parseNumber(text);
        areNumbers = !Number.isNaN(value);
        areWhole &&= Number.isInteger(value);
        nDistinct++;
        if (/^[+-]?0\d/.test(text)) nLeadingZeros++;
      }
      if (formats.length > 0) {
        formats = formats.filter((format) => isOfFormat(format, text));
        if (alike.length < SHOWN) alike.push(text);
      }
    },
    found(nRows, nPresent) {
      const isAlike = formats.length > 0 && alike.length === SHOWN;
      if (!areNumbers || nPresent === 0) return { kind: 'text', ...(isAlike && { alike }) };
      const { kind } = inferKind({
        name,
        nRows,
        nPresent,
        nDistinct,
        nNumbers: nPresent,
        nIntegers: areWhole ? nPresent : 0,
        nLeadingZeros,
        nDates: 0,
        nBooleans: 0,
        meanLength: 0,
        meanWords: 1,
      });
      return { kind, isInteger: areWhole };
    },
  };
}
