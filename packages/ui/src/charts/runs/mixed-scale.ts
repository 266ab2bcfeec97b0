import { scaleLinear } from 'd3-scale';
import { linearTicks, type Tick } from '../axis.ts';
import { domainOf } from '../figures.ts';
import { formatNumber } from '../format.ts';
import { logScale } from '../log-axis.ts';
import { shorten } from '../text.ts';

/** What a param or metric of a run holds; null where the run has none. */
export type MixedValue = number | string | null;

/** A scale of numbers, of ratios, or of words at equal distances. */
export interface MixedScale {
  readonly kind: 'linear' | 'log' | 'words';
  readonly ticks: readonly Tick[];
  /** Pixels; undefined for a value that has no place: none, and what is not finite. */
  at(value: MixedValue): number | undefined;
}

/** From this ratio of the greatest to the least on, numbers above 0 are on a log scale. */
const LOG_FROM = 100;
/** Beyond it numbers are drawn at the border. */
const LARGEST = 1e150;
/** Pixels that the label of a word may take. */
const WORD_WIDTH = 90;

/**
 * A scale for what runs hold. Texts that all are numbers are numbers: params are logged as texts.
 *
 * @param nTicks Ticks of numbers, roughly. Words have one each, up to 24, and so have numbers of which there are few.
 * @param apart Pixels between two ticks of few numbers, at least.
 */
export function mixedScale(
  values: readonly MixedValue[],
  pixels: readonly [from: number, to: number],
  { nTicks, apart }: { readonly nTicks: number; readonly apart: number },
): MixedScale {
  const numbers = asNumbers(values);
  if (numbers === undefined) return wordScale(values, pixels);
  const finite = numbers.filter((value) => value !== undefined);
  const least = Math.min(...finite);
  const isLog = finite.length > 0 && least > 0 && Math.max(...finite) / least >= LOG_FROM;
  const ticksOf = (scale: (value: number) => number, usual: readonly Tick[]) =>
    fewTicks(finite, scale, apart) ?? usual;
  if (isLog) {
    const [low, high] = domainOf(finite.map((value) => Math.log10(value)));
    const scale = logScale([10 ** low, 10 ** high], pixels, nTicks);
    return { kind: 'log', ticks: ticksOf(scale, scale.ticks), at: (value) => place(value, scale) };
  }
  const scale = scaleLinear(domainOf(finite, { pad: 0.02 }), pixels);
  return {
    kind: 'linear',
    ticks: ticksOf(scale, linearTicks(scale, nTicks)),
    at: (value) => place(value, scale),
  };
}

const FEW = 10;

/** A tick for each number where there are few: depths and rates that were tried; those too near to another are left out. */
function fewTicks(
  numbers: readonly number[],
  scale: (value: number) => number,
  apart: number,
): readonly Tick[] | undefined {
  const distinct = [...new Set(numbers)].sort((a, b) => a - b);
  if (distinct.length === 0 || distinct.length > FEW) return undefined;
  const ticks: Tick[] = [];
  for (const value of distinct) {
    const at = scale(value);
    const last = ticks.at(-1);
    if (last === undefined || Math.abs(at - last.at) >= apart)
      ticks.push({ at, label: formatNumber(value) });
  }
  return ticks;
}

/** Each value as a number, undefined where it has none; undefined for values some of which are words. */
export function asNumbers(
  values: readonly MixedValue[],
): readonly (number | undefined)[] | undefined {
  const numbers = values.map(toNumber);
  const isWord = values.some(
    (value, i) => typeof value === 'string' && numbers[i] === undefined && !isNoNumber(value),
  );
  return isWord ? undefined : numbers;
}

function isNoNumber(text: string): boolean {
  return /^\s*[-+]?(nan|inf(inity)?)\s*$/i.test(text);
}

function toNumber(value: MixedValue | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  const number =
    typeof value === 'number' ? value : value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return undefined;
  const size = Math.min(LARGEST, Math.abs(number));
  return Math.sign(number) * (size < 1 / LARGEST ? 0 : size);
}

function place(value: MixedValue, scale: (number: number) => number): number | undefined {
  const number = toNumber(value);
  return number === undefined ? undefined : scale(number);
}

const MOST_WORDS = 24;

function wordScale(
  values: readonly MixedValue[],
  [from, to]: readonly [number, number],
): MixedScale {
  const words = [
    ...new Set(values.filter((value) => value !== null).map((value) => String(value))),
  ].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const step = words.length < 2 ? 0 : (to - from) / (words.length - 1);
  const middle = (from + to) / 2;
  const at = (i: number) => (words.length < 2 ? middle : from + i * step);
  const every = Math.ceil(words.length / MOST_WORDS);
  return {
    kind: 'words',
    ticks: words
      .map((word, i) => ({ at: at(i), label: shorten(word, WORD_WIDTH, 11) }))
      .filter((_, i) => i % every === 0),
    at: (value) => {
      const i = value === null ? -1 : words.indexOf(String(value));
      return i === -1 ? undefined : at(i);
    },
  };
}
