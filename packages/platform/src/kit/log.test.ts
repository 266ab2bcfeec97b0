import { describe, expect, it } from 'vitest';
import { createLog, type LogLevel } from './log.ts';

function logged(level: LogLevel, write: (log: ReturnType<typeof createLog>) => void): unknown[] {
  const lines: string[] = [];
  write(createLog({ level, clock: { now: () => 0 }, write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

describe('createLog', () => {
  it('writes one JSON object per line with time, level and event', () => {
    expect(logged('info', (log) => log.info('server listens', { port: 7400 }))).toEqual([
      { at: '1970-01-01T00:00:00.000Z', level: 'info', event: 'server listens', port: 7400 },
    ]);
  });

  it('drops what is below its level', () => {
    const all = (log: ReturnType<typeof createLog>) => {
      log.debug('a');
      log.info('b');
      log.warn('c');
      log.error('d');
    };
    expect(logged('debug', all)).toHaveLength(4);
    expect(logged('warn', all)).toMatchObject([{ event: 'c' }, { event: 'd' }]);
    expect(logged('silent', all)).toEqual([]);
  });

  it('keeps secrets out, at any depth and inside addresses', () => {
    const fields = {
      token: 'abc',
      headers: { Authorization: 'Bearer abc', accept: '*/*' },
      apiKey: 'abc',
      url: 'postgres://me:abc@host/db',
      cause: new Error('no route to postgres://me:abc@host/db'),
    };
    const [line] = logged('info', (log) => log.info('connects', fields));
    expect(JSON.stringify(line)).not.toContain('abc');
    expect(line).toMatchObject({ headers: { accept: '*/*' }, cause: { name: 'Error' } });
  });
});
