import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** What came of sending. */
export interface Sent {
  /** Status of the answer; undefined where none came. */
  readonly status?: number;
  /** The first 4 kB of the answer. */
  readonly body?: string;
  /** Why no answer came. */
  readonly reason?: string;
  readonly durationMs: number;
}

/** How a body is sent. */
export interface SendOptions {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Also to addresses of this machine and of private networks. */
  readonly isAnywhere: boolean;
  readonly timeoutMs?: number;
  /** Finds addresses. Default: the system. */
  readonly lookup?: LookupFunction;
}

/** Whether who was told has taken it: an answer of 200 to 299, and not one that sends elsewhere. */
export function isTaken({ status = 0 }: Pick<Sent, 'status'>): boolean {
  return status >= 200 && status < 300;
}

const TIMEOUT_MS = 30_000;
const MOST_READ = 4096;

/**
 * Posts a body once and follows no redirect. The address that is connected to is the one that was checked: it is looked up once.
 *
 * @returns Never throws: what fails is told.
 */
export async function sendBody(
  url: string,
  body: string,
  { headers, isAnywhere, timeoutMs = TIMEOUT_MS, lookup = systemLookup }: SendOptions,
): Promise<Sent> {
  const startedAtMs = performance.now();
  const told = (sent: Omit<Sent, 'durationMs'>): Sent => ({
    ...sent,
    durationMs: Math.round(performance.now() - startedAtMs),
  });
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!isAnywhere && isIP(host) !== 0 && !isPublicAddress(host))
    return told({ reason: notPublic(host) });
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const { request } = target.protocol === 'https:' ? https : http;
  const asked = request(
    target,
    {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: isAnywhere ? lookup : publicOnly(lookup),
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
    },
    (answer) => {
      const chunks: Buffer[] = [];
      let nRead = 0;
      const end = () =>
        resolve(
          told({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8', 0, Math.min(nRead, MOST_READ)),
          }),
        );
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        nRead += chunk.length;
        if (nRead >= MOST_READ) {
          end();
          asked.destroy();
        }
      });
      answer.on('end', end);
      answer.on('error', end);
    },
  );
  asked.on('error', (thrown: Error) => resolve(told({ reason: thrown.message })));
  asked.end(body);
  return promise;
}

/** Refuses a name any of whose addresses is not public, so that no answer of a name server leads inside. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const inside = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (error !== null) callback(error, '', 0);
      else if (inside !== undefined || first === undefined)
        callback(new Error(notPublic(inside?.address ?? hostname)), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
}

function notPublic(address: string): string {
  return `The webhook leads to ${address}, which is no public address; \`kaizen serve --webhooks-anywhere\` allows it.`;
}
