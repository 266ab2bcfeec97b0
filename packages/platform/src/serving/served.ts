import type { AppliedAssertion, Prediction, Row, ServedAnomalies } from '@kaizenml/contracts';
import type { Written } from '../predictions/index.ts';
import type { NodeSpan } from '../runtimes/graphs/index.ts';
import type { RequestHeaders } from './asked.ts';
import type { DoorReport, DoubtsAsked, RowDoubts } from './door/index.ts';

/** Rows that want answers, from whatever protocol. */
export interface ServeRequest extends DoubtsAsked {
  /** `name`, `name@alias` or `name/version`. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** Whose answers these are: the same entity gets the same version. */
  readonly entity?: string | undefined;
  /** What the caller said about the request, by names in lower case: routes may ask for it. */
  readonly headers?: RequestHeaders | undefined;
}

/** What a version answers to rows, as the rules of the endpoint leave it. */
export interface Answered extends ServedAnomalies, DoorReport, RowDoubts {
  /** One per row, in their order. */
  readonly predictions: readonly Prediction[];
  /** What the business rules did. */
  readonly applied: readonly AppliedAssertion[];
  /** The rows as a graph completed them, for the log; absent: as they came. */
  readonly completed?: readonly Row[];
  /** Of a graph: how long its steps took. */
  readonly spans?: readonly NodeSpan[];
}

/** `champion`, `candidate` while a new version takes over, or the name of a route of the endpoint. */
export type Route = string;

/** What a request got. */
export interface Served extends Answered {
  /** Parts of it as JSON, which the log has needed. */
  readonly written: Written;
  readonly requestId: string;
  readonly endpoint: string;
  readonly version: number;
  readonly route: Route;
}
