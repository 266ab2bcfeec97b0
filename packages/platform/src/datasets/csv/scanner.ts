import type { Dialect } from './dialect.ts';
import type { RaggedRecord, ScanReport } from './scan-report.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const CLOSED = 3;

const SHOWN_RAGGED = 5;

/**
 * Reads the bytes of a delimited file once, chunk by chunk, and remembers nothing but counts.
 *
 * Follows quotes, counts the cells of each record, and stops at a record longer than the limit, so that
 * memory stays bounded by the chunk. Bytes above 127 are content: any encoding that holds ASCII will do.
 *
 * @cost O(bytes), about 300 MB/s on one 2.1 GHz core.
 */
export class CsvScanner {
  readonly #dialect: Dialect;
  readonly #maxRecordBytes: number;
  readonly #classOf = new Uint8Array(256);
  #state = START;
  #offset = 0;
  #recordStart = 0;
  #recordLine = 1;
  #line = 1;
  #lastByte = LF;
  #nDelimiters = 0;
  #isRecordQuoted = false;
  #quoteLine = 0;
  #nCells = 0;
  #nRecords = 0;
  #longest = 0;
  #nLf = 0;
  #nCr = 0;
  #nCrLf = 0;
  #nBlank = 0;
  #nSpacedBlank = 0;
  #nSpacedQuotes = 0;
  #mayNeedTrim = false;
  #tooLong: { line: number } | undefined;
  #openQuoteLine: number | undefined;
  #strayQuote: { line: number; cell: number } | undefined;
  #ragged: RaggedRecord[] = [];
  #nRagged = 0;

  readonly #onRecordEnd: ((end: number) => void) | undefined;

  /** @param onRecordEnd Hears the offset behind each record that ends with LF, blank ones too. */
  constructor(
    dialect: Dialect,
    {
      maxRecordBytes,
      onRecordEnd,
    }: { readonly maxRecordBytes: number; readonly onRecordEnd?: (end: number) => void },
  ) {
    this.#dialect = dialect;
    this.#maxRecordBytes = maxRecordBytes;
    this.#onRecordEnd = onRecordEnd;
    this.#classOf[dialect.delimiter.charCodeAt(0)] = 1;
    this.#classOf[LF] = 2;
    this.#classOf[CR] = 3;
  }

  /** Takes the next bytes. Returns false when nothing after them can change the report. */
  push(chunk: Uint8Array): boolean {
    this.#cut(chunk);
    this.#offset += chunk.length;
    const length = this.#offset - this.#recordStart;
    if (length > this.#maxRecordBytes && this.#tooLong === undefined) this.#stopAtLimit();
    return !this.#isStopped();
  }

  /** What was found; call once, after the last chunk. */
  finish(): ScanReport {
    if (!this.#isStopped()) {
      if (this.#state === QUOTED) this.#openQuoteLine = this.#quoteLine;
      else if (this.#offset > this.#recordStart)
        this.#endRecord(this.#offset, this.#lastByte, this.#state);
    }
    const isMixed = this.#nLf > 0 && this.#nCrLf > 0;
    const nLoneCr = this.#nCr - this.#nCrLf;
    const isCr = this.#dialect.recordEnd === 'cr';
    return {
      nCells: this.#nCells,
      nRecords: this.#nRecords,
      longestRecordBytes: this.#longest,
      ...(this.#tooLong === undefined ? {} : { tooLong: this.#tooLong }),
      ...(this.#openQuoteLine === undefined ? {} : { openQuoteLine: this.#openQuoteLine }),
      ...(this.#strayQuote === undefined ? {} : { strayQuote: this.#strayQuote }),
      ragged: this.#ragged,
      nRagged: this.#nRagged,
      nLines: this.#lastByte === LF || this.#lastByte === CR ? this.#line - 1 : this.#line,
      mayNeedTrim: this.#mayNeedTrim,
      isIrregular:
        isMixed ||
        isCr ||
        nLoneCr > 0 ||
        this.#nSpacedBlank > 0 ||
        this.#nSpacedQuotes > 0 ||
        (this.#nBlank > 0 && this.#nCells === 1),
      lineBreak: this.#nCrLf > 0 ? 'crlf' : 'lf',
    };
  }

  #isStopped(): boolean {
    return (
      this.#tooLong !== undefined ||
      this.#openQuoteLine !== undefined ||
      this.#strayQuote !== undefined
    );
  }

  #stopAtLimit(): void {
    if (this.#state === QUOTED) this.#openQuoteLine = this.#quoteLine;
    this.#tooLong = { line: this.#recordLine };
  }

  /** The hot loop: local copies of the state, one table look-up per ordinary byte. */
  #cut(bytes: Uint8Array): void {
    const end = bytes.length;
    const classOf = this.#classOf;
    const { hasQuotes, recordEnd } = this.#dialect;
    const isCrEnd = recordEnd === 'cr';
    let state = this.#state;
    let previous = this.#lastByte;
    let i = 0;
    while (i < end) {
      const byte = bytes[i] as number;
      if (state === PLAIN) {
        let at = i;
        while (at < end && classOf[bytes[at] as number] === 0) at++;
        if (at > i) previous = bytes[at - 1] as number;
        i = at;
        if (i === end) break;
      } else if (state === QUOTED) {
        let at = i;
        while (at < end && bytes[at] !== QUOTE) {
          if (bytes[at] === LF) this.#line++;
          at++;
        }
        if (at > i) previous = bytes[at - 1] as number;
        i = at;
        if (i === end) break;
        state = CLOSED;
        previous = QUOTE;
        i++;
        continue;
      } else if (byte === QUOTE && hasQuotes) {
        if (state === CLOSED) {
          if (previous !== QUOTE) {
            this.#stopAtStray();
            return;
          }
        } else {
          if (previous === SPACE) this.#nSpacedQuotes++;
          this.#quoteLine = this.#line;
        }
        this.#isRecordQuoted = true;
        this.#mayNeedTrim = true;
        state = QUOTED;
        previous = QUOTE;
        i++;
        continue;
      } else if (byte === SPACE) {
        if (state === CLOSED) this.#nSpacedQuotes++;
        this.#mayNeedTrim = true;
        previous = SPACE;
        i++;
        continue;
      } else if (classOf[byte] === 0) {
        if (state === CLOSED) {
          this.#stopAtStray();
          return;
        }
        state = PLAIN;
        continue;
      }
      const special = bytes[i] as number;
      if (classOf[special] === 1) {
        if (previous === SPACE) this.#mayNeedTrim = true;
        this.#nDelimiters++;
        state = START;
      } else if (special === LF) {
        if (isCrEnd && previous === CR) this.#recordStart = this.#offset + i + 1;
        else {
          this.#line++;
          if (previous === CR) this.#nCrLf++;
          else this.#nLf++;
          this.#endRecord(this.#offset + i, previous, state);
          this.#recordStart = this.#offset + i + 1;
          this.#onRecordEnd?.(this.#recordStart);
          state = START;
        }
      } else {
        this.#nCr++;
        if (isCrEnd) {
          this.#line++;
          this.#endRecord(this.#offset + i, previous, state);
          this.#recordStart = this.#offset + i + 1;
          state = START;
        }
      }
      previous = special;
      i++;
    }
    this.#state = state;
    this.#lastByte = previous;
  }

  #stopAtStray(): void {
    this.#lastByte = QUOTE;
    this.#strayQuote = { line: this.#line, cell: this.#nDelimiters + 1 };
  }

  #endRecord(end: number, previous: number, state: number): void {
    const length = end - this.#recordStart;
    if (previous === SPACE) this.#mayNeedTrim = true;
    if (this.#nDelimiters === 0 && !this.#isRecordQuoted && state === START) {
      this.#nBlank++;
      if (length > 1 || (length === 1 && previous !== CR)) this.#nSpacedBlank++;
    } else {
      this.#countRecord(length);
    }
    this.#nDelimiters = 0;
    this.#isRecordQuoted = false;
    this.#recordLine = this.#line;
  }

  #countRecord(length: number): void {
    const received = this.#nDelimiters + 1;
    if (this.#nRecords === 0) this.#nCells = received;
    this.#nRecords++;
    if (length > this.#longest) this.#longest = length;
    if (length > this.#maxRecordBytes) this.#tooLong ??= { line: this.#recordLine };
    if (received === this.#nCells) return;
    this.#nRagged++;
    if (this.#ragged.length < SHOWN_RAGGED) this.#ragged.push({ line: this.#recordLine, received });
  }
}
