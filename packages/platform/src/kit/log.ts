import { type Clock, instant, systemClock } from './clock.ts';

/** How much a line matters, least first. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What a line tells besides its event; values that look secret are left out. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A log for operators: one JSON object per line. People read `Progress` and `Terminal` instead. */
export interface Log {
  /** @param event What happened, as a few constant words. */
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** How a log is made. */
export interface LogOptions {
  /** Lines below it are dropped. Default `info`. */
  readonly level?: LogLevel;
  readonly clock?: Clock;
  /** Takes a finished line. Default: stderr. */
  readonly write?: (line: string) => void;
}

const RANK: Readonly<Record<LogLevel, number>> = {
  debug: 0,
  info: 1,
  warn: 2,
  error: 3,
  silent: 4,
};
const SECRET = /token|password|passwd|secret|authorization|cookie|api_?key|credential/i;
const URL_WITH_PASSWORD = /(\w+:\/\/[^\s:/@]+):[^\s@/]+@/g;

/**
 * Makes a log.
 *
 * @example
 * const log = createLog({ level: 'info' });
 * log.info('server listens', { port: 7400 });
 */
export function createLog({
  level = 'info',
  clock = systemClock,
  write = (line) => process.stderr.write(line),
}: LogOptions = {}): Log {
  const at =
    (rank: Exclude<LogLevel, 'silent'>) =>
    (event: string, fields: LogFields = {}) => {
      if (RANK[rank] < RANK[level]) return;
      write(
        `${JSON.stringify({ at: instant(clock), level: rank, event, ...fields }, withoutSecrets)}\n`,
      );
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function withoutSecrets(key: string, value: unknown): unknown {
  if (SECRET.test(key)) return '[secret]';
  if (value instanceof Error) return { name: value.name, message: withoutPassword(value.message) };
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? withoutPassword(value) : value;
}

function withoutPassword(text: string): string {
  return text.replace(URL_WITH_PASSWORD, '$1:[secret]@');
}
