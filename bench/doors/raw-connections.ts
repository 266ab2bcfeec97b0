import { connect } from 'node:net';
import type { Chance } from '../../test/planted/fault.ts';

/** What came of a connection. */
export interface Conversation {
  readonly sent: string;
  readonly received: string;
  /** Whether the end of the body can be read in two ways, so that nothing behind it may be answered. */
  readonly isAmbiguous: boolean;
}

/** A request within a request: whoever answers it has read a body as a request. */
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nhost: localhost\r\n\r\n';
const LENGTHS = [
  ...['0', '5', '-1', '+5', '5, 6', '0x5', '5 5', '1e1', '99999999999999999999', '', ' 5 ', '5\t'],
];
const CHUNKS = [
  ...[
    '0\r\n\r\n',
    '5\r\nhello\r\n0\r\n\r\n',
    'fffffffffffffffff\r\n',
    '-1\r\n',
    '5;a=b\r\nhello\r\n0\r\n\r\n',
  ],
  ...['5\nhello\n0\n\n', '0x5\r\nhello\r\n0\r\n\r\n', 'G\r\n', '5\r\nhel', '0\r\nx: y\r\n\r\n'],
  ...[
    `5;${'a'.repeat(20_000)}\r\nhello\r\n`,
    '3\r\nhello\r\n0\r\n\r\n',
    ' 5\r\nhello\r\n0\r\n\r\n',
  ],
];
const CODINGS = [
  'chunked',
  'chunked, chunked',
  'gzip, chunked',
  'identity',
  'xchunked',
  '\tchunked',
  'Chunked',
];
const LINES = [
  ...[
    '',
    ' folded',
    'no colon',
    ': empty',
    'a\0b: c',
    'a b: c',
    'x: \u00ff',
    'host: evil',
    'x:\ry',
  ],
  ...[
    'expect: 100-continue',
    'expect: magic',
    'upgrade: h2c',
    'upgrade: websocket',
    'connection: x',
  ],
  ...[
    'http2-settings: AAMAAABkAAQCAAAAAAIAAAAA',
    'connection: upgrade',
    `x: ${'y'.repeat(17_000)}`,
  ],
  ...[
    'x: y\r\n'.repeat(2500).trimEnd(),
    'transfer-encoding : chunked',
    'content-length : 4',
    'te: trailers',
  ],
];
const FIRST = [
  ...['POST /v2/models/churn/infer HTTP/1.1', 'POST /invocations HTTP/1.1', 'GET /livez HTTP/1.1'],
  ...['POST /api/v1/models/churn/predict HTTP/1.1', 'POST /api/v1/uploads?file=a.csv HTTP/1.1'],
  ...[
    'GET http://evil/ HTTP/1.1',
    'CONNECT evil:80 HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'GET / HTTP/1.0',
  ],
  ...[
    'GET / HTTP/9.9',
    'GET /',
    'get / HTTP/1.1',
    `GET /${'x'.repeat(20_000)} HTTP/1.1`,
    'GET  / HTTP/1.1',
  ],
  ...[
    '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003',
    'PRI * HTTP/2.0',
    'HELO localhost',
  ],
];
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const FRAMES = [
  '\0\0\0\u0004\0\0\0\0\0',
  '\0\0\u0004\u0008\0\0\0\0\0\0\0\0\0',
  '\u00ff\u00ff\u00ff\u0001\u0005\0\0\0\u0001',
  '\0\0\u0008\u0006\0\0\0\0\0abcdefgh'.repeat(200),
  '\0\0\u0005\u0001\u0004\0\0\0\u0001\u0082\u0086\u0084\u0041\u008a',
  '\0\0\u0004\u0003\0\0\0\0\u0001\0\0\0\u0008'.repeat(50),
  '\0\0\u0001\u0009\u0004\0\0\0\u0001x',
  '\0\0\u0004\0\u0001\0\0\0\u0003abcd',
  '\0\0\0\u0004\u0001\0\0\0\0'.repeat(100),
];

/** Bytes of HTTP/1.1 or HTTP/2 that a client would not send. */
export function makeBytes(chance: Chance): string {
  if (chance.next() < 0.2) {
    const n = 1 + chance.below(4);
    return PREFACE + Array.from({ length: n }, () => chance.pick(FRAMES)).join('');
  }
  const lines = ['host: localhost', 'content-type: application/json'];
  for (let n = chance.below(3); n > 0; n--)
    lines.splice(chance.below(lines.length + 1), 0, chance.pick(LINES));
  let body = '';
  if (chance.next() < 0.5) lines.push(`content-length: ${chance.pick(LENGTHS)}`);
  if (chance.next() < 0.15) lines.push(`content-length: ${chance.pick(LENGTHS)}`);
  if (chance.next() < 0.5) {
    lines.push(`transfer-encoding: ${chance.pick(CODINGS)}`);
    body = chance.pick(CHUNKS);
  } else body = chance.pick(['', '', '{}', 'hello', '{"rows":[{}]}', '\0']);
  const end = chance.pick(['\r\n', '\r\n', '\r\n', '\n', '\r']);
  const head = [chance.pick(FIRST), ...lines, '', ''].join(end);
  return head + body + (chance.next() < 0.4 ? SMUGGLED : '');
}

/** How bytes are sent: at once or one by one, and how the connection ends. */
interface Manner {
  readonly isSlow: boolean;
  readonly end: 'half' | 'reset' | 'wait';
}

/** Sends bytes over a connection of their own, at most for a fraction of a second. */
export function converse(url: string, chance: Chance): Promise<Conversation> {
  const sent = makeBytes(chance);
  const manner: Manner = {
    isSlow: chance.next() < 0.1,
    end: chance.pick(['half', 'reset', 'wait', 'wait']),
  };
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => socket.destroy());
    const over = setTimeout(() => socket.destroy(), manner.isSlow ? 900 : 250);
    let dripping: NodeJS.Timeout | undefined;
    socket.on('close', () => {
      clearTimeout(over);
      clearInterval(dripping);
      const isAmbiguous = /content-length[\s\S]*transfer-encoding/i.test(sent);
      resolve({
        isAmbiguous,
        received,
        sent: `${JSON.stringify(manner)} ${JSON.stringify(sent.slice(0, 1200))}`,
      });
    });
    const bytes = Buffer.from(sent, 'latin1');
    const finish = () => {
      if (manner.end === 'half') socket.end();
      else if (manner.end === 'reset') socket.resetAndDestroy();
    };
    if (!manner.isSlow) {
      socket.write(bytes, () => finish());
      return;
    }
    let at = 0;
    dripping = setInterval(() => {
      if (at < bytes.length && socket.writable) socket.write(bytes.subarray(at, ++at));
    }, 5);
  });
}

/** Why an answer to such bytes may not be; undefined for one that may. */
export function conversationFault({ received, isAmbiguous }: Conversation): string | undefined {
  const statuses = [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) =>
    Number(status),
  );
  const failed = statuses.find((status) => status >= 500 && status !== 503 && status !== 504);
  if (failed !== undefined) return `${failed}`;
  if (/\n\s+at \S|node_modules|\/tmp\/|\.ts:\d+/.test(received)) return 'a leak';
  if (isAmbiguous && received.includes('/smuggled')) return 'a smuggled request was answered';
  return undefined;
}
