import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@kaizenml/contracts';
import { type Clock, sha256 } from '../../../kit/index.ts';
import { textOf } from './read-xml.ts';
import { type S3Place, showS3Place } from './s3-place.ts';
import { encodeKey, encodeQuery, signRequest } from './sign-request.ts';

/** What is asked of a bucket. */
export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Below the prefix; undefined for the bucket itself. */
  readonly key?: string | undefined;
  readonly query?: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the body where it is known. */
  readonly bodySha256?: string | undefined;
}

export interface S3Client {
  readonly prefix: string;
  /**
   * Sends a request, again and again while the server is busy or the line breaks before the answer begins.
   *
   * @returns An answer of 200 to 299, or 404 for a key that is not there.
   * @throws ARTIFACTS_UNREACHABLE
   */
  send(request: S3Request): Promise<Response>;
}

export interface S3ClientOptions {
  readonly clock: Clock;
  /** Waits before request number 2, 3 …, milliseconds. Default: 100, 200, 400 and 800. */
  readonly waitsMs?: readonly number[];
}

const WAITS_MS = [100, 200, 400, 800];

/** Longest time until an answer begins, milliseconds. */
const ANSWER_BEGINS_MS = 60_000;

/** What is worth a second try: the server is busy, or broke. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Codes of a 404 that is not about the key. */
const NO_KEY = new Set(['NoSuchKey', 'NotFound', undefined]);

/** A client of one bucket that signs what it sends. */
export function createS3Client(
  place: S3Place,
  { clock, waitsMs = WAITS_MS }: S3ClientOptions,
): S3Client {
  const sendOnce = async (request: S3Request): Promise<Response> => {
    const { method, headers = {}, body } = request;
    const url = urlOf(place, request);
    const bodySha256 = request.bodySha256 ?? sha256(body ?? '');
    const signed = signRequest(
      { method, url, headers, bodySha256 },
      { ...place, nowMs: clock.now() },
    );
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), ANSWER_BEGINS_MS);
    try {
      return await fetch(url, {
        ...{ method, headers: signed, redirect: 'manual', signal: controller.signal },
        ...(body === undefined ? {} : { body }),
      });
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    prefix: place.prefix,
    async send(request) {
      for (let attempt = 0; ; attempt++) {
        const waitMs = waitsMs[attempt];
        let failure: AppError;
        try {
          const response = await sendOnce(request);
          if (response.ok) return response;
          const text = await response.text();
          const code = textOf(text, 'Code');
          if (response.status === 404 && request.key !== undefined && NO_KEY.has(code))
            return response;
          failure = refusedBy(place, { request, status: response.status, code, text });
          if (!PASSING.has(response.status)) throw failure;
        } catch (thrown) {
          if (thrown instanceof AppError) throw thrown;
          failure = s3Unreachable(place, thrown);
        }
        if (waitMs === undefined) throw failure;
        await sleep(waitMs);
      }
    },
  };
}

/** The failure of a bucket that does not answer, or stops in the middle. */
export function s3Unreachable(place: S3Place, cause: unknown): AppError {
  const reason = reasonOf(cause);
  return new AppError('ARTIFACTS_UNREACHABLE', {
    message: `${showS3Place(place)} must answer at ${place.endpoint.origin}, got ${reason}.`,
    hint: 'Check that the server runs and `AWS_ENDPOINT_URL_S3`; then send the request again.',
    details: { place: showS3Place(place), endpoint: place.endpoint.origin, reason },
    cause,
  });
}

function refusedBy(
  place: S3Place,
  {
    request: { method },
    status,
    code,
    text,
  }: {
    readonly request: S3Request;
    readonly status: number;
    readonly code: string | undefined;
    readonly text: string;
  },
): AppError {
  const said = textOf(text, 'Message');
  return new AppError('ARTIFACTS_UNREACHABLE', {
    message: `${showS3Place(place)} must take ${method}, got ${status}${code === undefined ? '' : ` ${code}`}${said === undefined ? '' : `: ${said.replace(/\.$/, '')}`}.`,
    hint: 'Check the bucket, its region (`AWS_REGION`) and what the key of `AWS_ACCESS_KEY_ID` may do.',
    details: { place: showS3Place(place), method, status, code: code ?? null },
  });
}

function reasonOf(thrown: unknown): string {
  const { cause = thrown } = thrown as { readonly cause?: unknown };
  const { code, message } = cause as { readonly code?: unknown; readonly message?: string };
  return typeof code === 'string' ? code : (message ?? 'no answer');
}

function urlOf(
  { bucket, prefix, endpoint, isPathStyle }: S3Place,
  { key, query = {} }: S3Request,
): URL {
  const url = new URL(endpoint);
  const root = url.pathname.replace(/\/$/, '');
  if (!isPathStyle) url.host = `${bucket}.${endpoint.host}`;
  const inBucket = key === undefined ? '/' : `/${encodeKey(prefix + key)}`;
  url.pathname = `${root}${isPathStyle ? `/${bucket}` : ''}${inBucket}`;
  url.search = encodeQuery(query);
  return url;
}
