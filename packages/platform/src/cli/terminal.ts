/** Where a command writes: data to stdout, everything said to a person to stderr. */
export interface Terminal {
  /** Where data goes that is too long for one string. */
  readonly stdout: DataStream;
  /** One line, or several, of data on stdout. */
  print(text: string): void;
  /** One JSON document on stdout. */
  printJson(value: unknown): void;
  /** A message on stderr. */
  say(text: string): void;
  /** Emphasis; gives the text back unchanged without a color terminal. */
  readonly style: Style;
  /** Columns of stdout; 100 when it is not a terminal. */
  readonly width: number;
}

/** Text with emphasis. Color is never the only signal. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
}

/** The part of a stream that a terminal needs. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** A stream that also tells when it can take more. */
export type DataStream = Stream & NodeJS.WritableStream;

/** Streams and environment of a process, passed in so that tests hold them. */
export interface TerminalOptions {
  readonly stdout: DataStream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A terminal on two streams. */
export function createTerminal({ stdout, stderr, env }: TerminalOptions): Terminal {
  return {
    stdout,
    print: (text) => {
      stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    printJson: (value) => {
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    say: (text) => {
      stderr.write(`${text}\n`);
    },
    style: createStyle(wantsColor(stdout, env)),
    width: Math.max(40, stdout.columns ?? 100),
  };
}

/**
 * Whether a stream gets color: a terminal without `NO_COLOR`, or anything with `FORCE_COLOR`.
 *
 * @source https://no-color.org
 */
export function wantsColor(stream: Stream, env: TerminalOptions['env']): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** The emphasis of a stream with or without color. */
export function createStyle(color: boolean): Style {
  const paint = (open: number, close: number) => (text: string) =>
    color ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}
