import { isEdge, isExtreme, seeLazily, shown } from './cell-bytes.ts';
import { type CellShape, readShape } from './cell-shape.ts';
import type { ColumnEvidence, SeenValue } from './column-evidence.ts';
import { createDateCounts, dateOddities, isSpreadsheetDay, suspectDay } from './date-oddities.ts';
import { hasHidden } from './odd-characters.ts';
import { type PlainDate, readPlainDate } from './plain-date.ts';
import {
  createSightings,
  KEPT,
  type Place,
  SHOWN_CHARACTERS,
  type Sightings,
  see,
  sightingsOf,
} from './sightings.ts';
import { createTextOddities, isPlainText, odditiesOf } from './text-oddities.ts';
import { createTimeOrder } from './time-order.ts';
import { createValueIndex, type IndexedValue } from './value-index.ts';

/** Kind of a cell as the search for shifted rows needs it. */
export const CELL = { missing: 0, number: 1, text: 2, date: 3, other: 4 } as const;

/** Distinct values that are kept per column; a column with more is not looked at value by value. */
export const MOST_VALUES = 1000;
const LONGEST_VALUE = 64;
const MOST_SAMPLED = 2048;
/** Longest text that `isMissingMarker` knows. */
const LONGEST_MARKER = 8;
const SUSPECT =
  /^-?9{2,}(\.(0*|9+))?$|^-(1|7|8|9)(\.0*)?$|^-?(7{3,}|8{3,})(\.0*)?$|^-?(32767|32768|65535|2147483647|2147483648|4294967295)$|^-?1(\.0+)?[eE]\+?(10|20|30|36|38)$/;
const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);

interface Known extends IndexedValue {
  count: number;
  readonly place: Place;
  readonly shape: CellShape;
  /** Where a cell with this value is counted. */
  readonly seen: readonly Sightings[];
  readonly kind: number;
}

/**
 * Collects the evidence of one column cell by cell.
 *
 * A value that is known costs one look-up and its counters; a plain number of a column with many values costs its
 * digits. Neither makes a string. Everything else is looked at once per value, or once per cell where values are many.
 */
export class ColumnCollector {
  /** Hash of the last cell that was added, equal for equal values. */
  hash = 0;
  readonly #name: string;
  readonly #position: number;
  readonly #index = createValueIndex<Known>(MOST_VALUES);
  readonly #shapes = new Map<CellShape['kind'], Sightings>();
  readonly #dates = createDateCounts();
  readonly #text = createTextOddities();
  readonly #timeOrder = createTimeOrder();
  readonly #date: PlainDate = { year: 0, month: 0, at: 0, style: 'no time' };
  readonly #markers = new Map<string, Sightings>();
  readonly #units = new Map<string, number>();
  readonly #suspects = new Map<string, Sightings>();
  readonly #digitLengths = new Map<number, Sightings>();
  readonly #padded = createSightings();
  readonly #pointZero = createSightings();
  readonly #leadingZeros = createSightings();
  readonly #serialDays = createSightings();
  readonly #numbers = createSightings();
  readonly #lengths: Sightings[] = [];
  #nCells = 0;
  #nEmpty = 0;
  #nMissing = 0;
  #nDigits = 0;
  #nCertain = 0;
  #nOldDates = 0;
  #firstYear = Number.POSITIVE_INFINITY;
  #lastYear = Number.NEGATIVE_INFINITY;
  #nWhole = 0;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #hasMore = false;
  #sample: number[] = [];
  #stride = 1;
  #untilSampled = 1;

  constructor(name: string, position: number) {
    this.#name = name;
    this.#position = position;
  }

  /**
   * Takes the cell that stands in bytes of UTF-8 from one position to another, quotes taken off.
   *
   * @returns Its kind, one of `CELL`.
   */
  add(bytes: Buffer, from: number, to: number, line: number, index: number): number {
    this.#nCells++;
    if (from === to) return this.#addBlank();
    const first = bytes[from] as number;
    if (isEdge(first) || isEdge(bytes[to - 1] as number))
      return this.#addTrimmed(bytes, from, to, line, index);
    return this.#addCore(bytes, from, to, line, index);
  }

  #addCore(bytes: Buffer, from: number, to: number, line: number, index: number): number {
    const first = bytes[from] as number;
    this.hash = 0;
    if (first <= 57 && (first >= 48 || first === 45)) {
      const kind = this.#addNumber(bytes, from, to, line, index);
      if (kind >= 0) return kind;
      if (this.#hasMore && readPlainDate(bytes, from, to, this.#date))
        return this.#addDate(bytes, from, to, line, index);
    }
    const numberHash = this.hash;
    const kind = this.#addValue(bytes, from, to, line, index);
    if (numberHash !== 0) this.hash = numberHash;
    return kind;
  }

  #addTrimmed(bytes: Buffer, from: number, to: number, line: number, index: number): number {
    let [start, end] = [from, to];
    while (start < end && (bytes[start] as number) === 32) start++;
    while (end > start && (bytes[end - 1] as number) === 32) end--;
    if (start === end) return this.#addBlank();
    if (isEdge(bytes[start] as number) || isEdge(bytes[end - 1] as number))
      return this.#addOddlyPadded(bytes.toString('utf8', from, to), { line, index });
    if (++this.#padded.count <= KEPT)
      this.#padded.first.push({
        line,
        index,
        value: shown(bytes, from, to),
      });
    return this.#addCore(bytes, start, end, line, index);
  }

  /** A cell with blanks around it that are no spaces: tabs, no-break spaces, carriage returns. */
  #addOddlyPadded(cell: string, place: Place): number {
    const text = cell.trim();
    if (text === '') return this.#addBlank();
    if (text.length !== cell.length) see(this.#padded, place, cell);
    if (cell.includes('\r') && !text.includes('\r')) see(this.#text.carriageReturns, place, cell);
    if (hasHidden(cell) && !hasHidden(text)) see(this.#text.hidden, place, cell);
    const trimmed = Buffer.from(text);
    return this.#addCore(trimmed, 0, trimmed.length, place.line, place.index);
  }

  #addBlank(): number {
    this.#nEmpty++;
    this.#nMissing++;
    this.hash = 0;
    return CELL.missing;
  }

  /** A plain number of a column with many values; -1 where a look-up has to decide. */
  #addNumber(bytes: Buffer, from: number, to: number, line: number, index: number): number {
    const length = to - from;
    if (length > 16) return -1;
    let at = from;
    const isNegative = (bytes[at] as number) === 45;
    if (isNegative) at++;
    let mantissa = 0;
    let point = -1;
    for (; at < to; at++) {
      const code = bytes[at] as number;
      if (code >= 48 && code <= 57) mantissa = mantissa * 10 + (code - 48);
      else if (code === 46 && point < 0 && at > from + (isNegative ? 1 : 0)) point = at;
      else return -1;
    }
    if (isNegative && length === 1) return -1;
    const isDigits = !isNegative && point < 0;
    if (isDigits && (bytes[from] as number) === 48 && length > 1) return -1;
    this.hash = hashOfNumber(mantissa, point < 0 ? 0 : to - point - 1, isNegative);
    if (!this.#hasMore) return -1;
    const second = isNegative ? from + 2 : from + 1;
    const isRepeating =
      second < to && bytes[second] === bytes[second - 1] && (bytes[second] as number) >= 55;
    const nDecimals = point < 0 ? 0 : to - point - 1;
    if (isRepeating || isExtreme(mantissa))
      return this.#addMany(bytes.toString('utf8', from, to), { line, index });
    const value = (isNegative ? -mantissa : mantissa) / (POWERS[nDecimals] as number);
    if (isNegative && value > -10 && Number.isInteger(value)) return -1;
    seeLazily(this.#numbers, bytes, from, to, line, index);
    if (isDigits) {
      this.#nDigits++;
      seeLazily(this.#lengthOf(length), bytes, from, to, line, index);
      if (length === 5 && mantissa >= 20000 && mantissa <= 60000)
        seeLazily(this.#serialDays, bytes, from, to, line, index);
    } else if (point >= 0 && Number.isInteger(value))
      seeLazily(this.#pointZero, bytes, from, to, line, index);
    this.#takeNumber(value, 1);
    return CELL.number;
  }

  /** A date of a column with many values, about which nothing is odd. */
  #addDate(bytes: Buffer, from: number, to: number, line: number, index: number): number {
    const { year, style, at } = this.#date;
    this.hash = hashOf(bytes, from, to);
    seeLazily(sightingsOf(this.#shapes, 'date'), bytes, from, to, line, index);
    seeLazily(sightingsOf(this.#dates.orders, 'y-m-d'), bytes, from, to, line, index);
    seeLazily(sightingsOf(this.#dates.timeStyles, style), bytes, from, to, line, index);
    if (year < this.#firstYear) this.#firstYear = year;
    if (year > this.#lastYear) this.#lastYear = year;
    this.#timeOrder.add(at, line, index);
    return CELL.date;
  }

  #lengthOf(length: number): Sightings {
    while (this.#lengths.length <= length)
      this.#lengths.push(sightingsOf(this.#digitLengths, this.#lengths.length));
    return this.#lengths[length] as Sightings;
  }

  #takeNumber(value: number, count: number): void {
    if (Number.isInteger(value)) this.#nWhole += count;
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
    if (--this.#untilSampled > 0) return;
    this.#untilSampled = this.#stride;
    this.#sample.push(value);
    if (this.#sample.length < MOST_SAMPLED) return;
    this.#sample = this.#sample.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }

  #addValue(bytes: Buffer, from: number, to: number, line: number, index: number): number {
    const hash = hashOf(bytes, from, to);
    this.hash = hash;
    const known = this.#index.find(bytes, from, to, hash);
    if (known !== undefined) {
      // From its sixth cell on a value is among the first of nothing: what is left to count is added in the end.
      if (known.shape.kind === 'date') this.#timeOrder.add(known.shape.at, line, index);
      if (known.count++ > KEPT) return known.kind;
      for (const sightings of known.seen) {
        sightings.count++;
        if (sightings.first.length < KEPT)
          sightings.first.push({ line, index, value: known.shown });
      }
      return known.kind;
    }
    if (this.#hasMore && to - from > LONGEST_MARKER && isPlainText(bytes, from, to)) {
      const texts = sightingsOf(this.#shapes, 'text');
      texts.count++;
      if (texts.first.length < KEPT)
        texts.first.push({
          line,
          index,
          value: shown(bytes, from, to),
        });
      return CELL.text;
    }
    return this.#addNew(bytes.toString('utf8', from, to), { line, index }, hash);
  }

  #addNew(text: string, place: Place, hash: number): number {
    if (text.length > LONGEST_VALUE || this.#index.size() >= MOST_VALUES) {
      if (readShape(text).kind !== 'missing') this.#hasMore = true;
      return this.#addMany(text, place);
    }
    const shape = readShape(text);
    const known: Known = {
      text,
      bytes: Buffer.from(text),
      shown: text.slice(0, SHOWN_CHARACTERS),
      hash,
      count: 1,
      place,
      shape,
      seen: this.#whereToCount(text, shape),
      kind: kindOf(shape),
    };
    this.#index.add(known);
    for (const sightings of known.seen) see(sightings, place, text);
    if (shape.kind === 'date') this.#timeOrder.add(shape.at, place.line, place.index);
    return known.kind;
  }

  /** A value of a column with more values than are kept. */
  #addMany(text: string, place: Place): number {
    const shape = readShape(text);
    for (const sightings of this.#whereToCount(text, shape)) see(sightings, place, text);
    this.#count(text, shape, 1);
    if (shape.kind === 'date') this.#timeOrder.add(shape.at, place.line, place.index);
    return kindOf(shape);
  }

  #whereToCount(text: string, shape: CellShape): Sightings[] {
    const seen = odditiesOf(text, this.#text);
    if (shape.kind === 'missing') {
      seen.push(sightingsOf(this.#markers, text));
      return seen;
    }
    seen.push(shape.kind === 'number' ? this.#numbers : sightingsOf(this.#shapes, shape.kind));
    if (shape.kind === 'number') seen.push(...this.#whereToCountNumber(text, shape));
    else if (shape.kind === 'date') seen.push(...dateOddities(shape, this.#dates));
    return seen;
  }

  #whereToCountNumber(
    text: string,
    { value, isDigits }: { readonly value: number; readonly isDigits: boolean },
  ): Sightings[] {
    const seen: Sightings[] = [];
    if (isDigits) {
      seen.push(this.#lengthOf(text.length));
      if (text.length > 1 && text.startsWith('0')) seen.push(this.#leadingZeros);
    } else if (Number.isInteger(value) && /\.0+$/.test(text)) seen.push(this.#pointZero);
    if (value >= 20000 && value <= 60000) seen.push(this.#serialDays);
    if (SUSPECT.test(text)) seen.push(sightingsOf(this.#suspects, String(value)));
    return seen;
  }

  #count(text: string, shape: CellShape, count: number): void {
    if (shape.kind === 'missing') {
      this.#nMissing += count;
    } else if (shape.kind === 'number') {
      if (shape.isDigits) this.#nDigits += count;
      if (!SUSPECT.test(text)) this.#takeNumber(shape.value, count);
      else if (Number.isInteger(shape.value)) this.#nWhole += count;
    } else if (shape.kind === 'unit') {
      this.#units.set(shape.unit, (this.#units.get(shape.unit) ?? 0) + count);
    } else if (shape.kind === 'grouped' && shape.isCertain) this.#nCertain += count;
    else if (shape.kind === 'date') this.#countDate(shape, count);
  }

  #countDate(date: CellShape & { readonly kind: 'date' }, count: number): void {
    if (suspectDay(date) !== undefined || isSpreadsheetDay(date)) return;
    if (date.year < 1930) this.#nOldDates += count;
    if (date.year < this.#firstYear) this.#firstYear = date.year;
    if (date.year > this.#lastYear) this.#lastYear = date.year;
  }

  /** What was collected; call once, after the last cell. */
  finish(): ColumnEvidence {
    const values = new Map<string, SeenValue>();
    for (const { text, count, place, shape, seen } of this.#index.all()) {
      for (const sightings of seen) sightings.count += Math.max(0, count - KEPT - 1);
      this.#count(text, shape, count);
      if (shape.kind !== 'missing') values.set(text, { count, place, shape });
    }
    if (this.#numbers.count > 0) this.#shapes.set('number', this.#numbers);
    for (const [length, { count }] of this.#digitLengths)
      if (count === 0) this.#digitLengths.delete(length);
    return {
      name: this.#name,
      position: this.#position,
      nCells: this.#nCells,
      nEmpty: this.#nEmpty,
      nMissing: this.#nMissing,
      shapes: this.#shapes,
      units: this.#units,
      ...this.#text,
      ...this.#dates,
      padded: this.#padded,
      markers: this.#markers,
      timeOrder: this.#timeOrder.finish(),
      leadingZeros: this.#leadingZeros,
      nDigits: this.#nDigits,
      digitLengths: this.#digitLengths,
      nCertain: this.#nCertain,
      nOldDates: this.#nOldDates,
      firstYear: this.#firstYear,
      lastYear: this.#lastYear,
      pointZero: this.#pointZero,
      serialDays: this.#serialDays,
      values,
      hasMore: this.#hasMore,
      low: this.#low,
      high: this.#high,
      nWhole: this.#nWhole,
      suspects: this.#suspects,
      sample: this.#sample,
    };
  }
}

function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  return hash;
}

/** Equal for numbers that are equal, however many zeros stand behind the decimal point. */
function hashOfNumber(mantissa: number, nDecimals: number, isNegative: boolean): number {
  let [digits, n] = [mantissa, nDecimals];
  while (n > 0 && digits % 10 === 0) {
    digits /= 10;
    n--;
  }
  return (digits ^ (((isNegative ? 32 : 0) + n) << 24)) | 0x40000000;
}

function kindOf({ kind }: CellShape): number {
  if (kind === 'missing' || kind === 'number' || kind === 'text' || kind === 'date')
    return CELL[kind];
  return kind === 'scientific' ? CELL.number : CELL.other;
}
