import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openSampleApp } from '../../testing/sample-app.ts';
import { startServer } from '../server.ts';

describe('a file that comes slowly', () => {
  it('may take longer than any other request', async () => {
    const app = await openSampleApp();
    const server = await startServer(app, { port: 0, requestTimeoutMs: 100 });
    const path = '/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/slow.txt';
    const sent: ClientRequest = request(server.url + path, { method: 'PUT' });
    const answered = once(sent, 'response');
    sent.write('begin');
    const other = connect(server.port, '127.0.0.1');
    other.write('GET /livez HTTP/1.1\r\nhost: localhost\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of other) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 408/);
    sent.end(' and end');
    const [answer] = await answered;
    let text = '';
    for await (const chunk of answer) text += chunk;
    expect([answer.statusCode, text]).toEqual([200, '{}']);
    expect(await (await fetch(server.url + path)).text()).toBe('begin and end');
    await server.close();
    await app.dispose();
  });
});
