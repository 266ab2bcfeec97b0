import http from 'node:http';
import https from 'node:https';

/** What is sent. */
export interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly agent: http.Agent;
  readonly maxAnswerBytes: number;
  /** Gives the request up; its time is over. */
  readonly signal: AbortSignal;
}

/** What became of it. */
export type Sent =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'redirected'; readonly status: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'timeout' }
  /** `wasTaken`: a connection was there, so the server may have begun to answer. */
  | { readonly kind: 'broken'; readonly reason: string; readonly wasTaken: boolean };

/** Sends one request and reads the answer whole. It follows no redirect, and certificates must be valid. */
export function sendRequest(url: URL, outgoing: Outgoing): Promise<Sent> {
  const { method, headers, body, agent, maxAnswerBytes, signal } = outgoing;
  return new Promise((resolve) => {
    const isSecure = url.protocol === 'https:';
    const options = { method, headers, agent, signal };
    const request = isSecure
      ? https.request(url, { ...options, rejectUnauthorized: true })
      : http.request(url, options);
    let wasTaken = false;
    request.once('socket', (socket) => {
      if (!socket.connecting) {
        wasTaken = !request.reusedSocket;
        return;
      }
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        wasTaken = true;
      });
    });
    request.once('response', (response) => {
      wasTaken = true;
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        response.destroy();
        resolve({ kind: 'redirected', status });
        return;
      }
      const parts: Buffer[] = [];
      let nBytes = 0;
      response.on('data', (part: Buffer) => {
        nBytes += part.length;
        parts.push(part);
        if (nBytes <= maxAnswerBytes) return;
        response.destroy();
        resolve({ kind: 'too-large' });
      });
      response.once('end', () =>
        resolve({ kind: 'answered', status, body: Buffer.concat(parts).toString('utf8') }),
      );
      response.once('error', (error) => resolve(brokenOf(error, { signal, wasTaken: true })));
      response.once('close', () => {
        if (response.complete) return;
        resolve(brokenOf(new Error('an answer that ended too early'), { signal, wasTaken: true }));
      });
    });
    request.once('error', (error) => resolve(brokenOf(error, { signal, wasTaken })));
    request.end(body);
  });
}

function brokenOf(
  error: NodeJS.ErrnoException,
  { signal, wasTaken }: { readonly signal: AbortSignal; readonly wasTaken: boolean },
): Sent {
  if (signal.aborted) return { kind: 'timeout' };
  return { kind: 'broken', reason: error.code ?? error.message, wasTaken };
}
