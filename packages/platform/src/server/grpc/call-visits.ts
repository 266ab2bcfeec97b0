import type { Metadata } from '@grpc/grpc-js';
import { ERRORS } from '@kaizenml/contracts';
import { requestLine } from '../logging/access-log.ts';
import { REQUEST_ID_HEADER, requestIdOf } from '../logging/request-id.ts';
import { remembered } from '../metrics/remembered.ts';
import { CLIENT_GONE, Visit } from '../visit.ts';
import { CallEnd } from './call-end.ts';
import type { CallParts } from './call-parts.ts';

/** A visit by gRPC, and what ends it. */
export interface CallVisit {
  readonly visit: Visit;
  readonly end: CallEnd;
}

/**
 * Opens the visit of a call, or of a message of a stream.
 *
 * @param path Path of the method: `/inference.GRPCInferenceService/ModelInfer`.
 */
export type OpenCallVisit = (path: string, metadata: Metadata) => CallVisit;

/** Visits that are counted and written to the access log when they end, as requests of HTTP are. */
export function createCallVisits({
  accessLog,
  figures,
  clock,
  nextId,
}: Pick<CallParts, 'accessLog' | 'figures' | 'clock' | 'nextId'>): OpenCallVisit {
  const routes = new Map<string, { readonly config: object; readonly url: string }>();
  return (path, metadata) => {
    const end = new CallEnd();
    const visit = new Visit();
    const traceparent = textOf(metadata, 'traceparent');
    if (traceparent !== undefined) visit.headers = { traceparent };
    visit.requestId = requestIdOf(textOf(metadata, REQUEST_ID_HEADER), nextId);
    const routeOptions = remembered(routes, path, () => ({ config: {}, url: path }));
    end.once('close', () => {
      visit.end(end.writableFinished);
      const status = statusOf(visit);
      figures.requests.count({ method: 'gRPC', is404: false, visit, routeOptions }, status);
      accessLog?.write(
        requestLine(clock, { visit, traceparent, method: 'gRPC', route: path, status }),
      );
    });
    return { visit, end };
  };
}

/** The text of an entry of metadata; undefined where there is none. */
export function textOf(metadata: Metadata, name: string): string | undefined {
  const [value] = metadata.get(name);
  return value === undefined ? undefined : String(value);
}

/** The status that HTTP would have answered. */
function statusOf({ isGone, code }: Visit): number {
  if (isGone) return CLIENT_GONE;
  return code === undefined ? 200 : ERRORS[code].status;
}
