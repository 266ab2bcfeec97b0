import { connect, type Socket } from 'node:net';

/** What came back on a connection. */
export interface ServedAnswer {
  readonly status: number;
  readonly requestId: string;
  /** Whether the server ends the connection after it. */
  readonly ends: boolean;
}

const BODY = JSON.stringify({ rows: [{ months: 3, plan: 'basic', calls: 4 }] });
const REQUEST = `POST /api/v1/models/churn/predict HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;

/** A connection to a port of this machine; undefined where nobody listens. */
export function openSocket(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.removeAllListeners();
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
    socket.once('error', () => resolve(undefined));
  });
}

/** Asks the sample model for one row; undefined when the connection ended before a whole answer was there. */
export function askServed(socket: Socket): Promise<ServedAnswer | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const settle = (answer: ServedAnswer | undefined) => {
      socket.off('data', take);
      socket.off('close', gone);
      resolve(answer);
    };
    const gone = () => settle(undefined);
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (text.length < end + 4 + length) return;
      settle({
        status: Number(text.slice(9, 12)),
        requestId: /"requestId":"([^"]+)"/.exec(text)?.[1] ?? '',
        ends: /connection: close/i.test(text.slice(0, end)),
      });
    };
    socket.on('data', take);
    socket.on('close', gone);
    if (socket.destroyed) gone();
    else socket.write(REQUEST);
  });
}
