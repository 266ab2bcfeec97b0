import { createServer } from 'node:http';

/** Reads every body and answers the same bytes: as fast as a Node server can be. `bare.ts <port>`, the bytes in ANSWER. */
const bytes = process.env.ANSWER ?? '';
createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(bytes),
    });
    response.end(bytes);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
