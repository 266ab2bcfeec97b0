import {
  type ChannelCredentials,
  type Client,
  credentials,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { inferenceDefinition } from '../serving/oip/grpc/index.ts';

/** What a call came to: its answer, or how it was refused. */
export interface Called {
  readonly code: status;
  readonly details: string;
  readonly response: Readonly<Record<string, unknown>>;
  /** What came at the end. */
  readonly trailer: Metadata;
}

type Call = (
  request: object,
  metadata: Metadata,
  callback: (error: ServiceError | null, response: object) => void,
) => { cancel(): void; on(event: 'status', listener: (s: { metadata: Metadata }) => void): void };

/** A client of one server; `close` ends its connection. */
export interface GrpcClient {
  call(
    method: string,
    request?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Called>;
  close(): void;
}

/** Connects to `host:port`. Default: without TLS. */
export function connectGrpc(
  address: string,
  how: ChannelCredentials = credentials.createInsecure(),
): GrpcClient {
  const client = new (inferenceDefinition())(address, how) as Client & Record<string, Call>;
  return {
    call: (method, request = {}, headers = {}) =>
      new Promise((resolve) => {
        const metadata = new Metadata();
        for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
        let answer: Called['response'] = {};
        let failure: ServiceError | undefined;
        const call = client[method]?.(request, metadata, (error, response) => {
          if (error === null) answer = response as Called['response'];
          else failure = error;
        });
        call?.on('status', ({ metadata: trailer }) =>
          setImmediate(() =>
            resolve({
              code: failure?.code ?? status.OK,
              details: failure?.details ?? '',
              response: answer,
              trailer,
            }),
          ),
        );
      }),
    close: () => client.close(),
  };
}
