import type { AppliedAssertion, Prediction, Row, ServedAnomalies } from '@kaizenml/contracts';

/** Rows that want answers, from whatever protocol. */
export interface ServeRequest {
  /** `name`, `name@alias` or `name/version`. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** Whose answers these are: the same entity gets the same version. */
  readonly entity?: string | undefined;
}

/** What a version answers to rows, as the rules of the endpoint leave it. */
export interface Answered extends ServedAnomalies {
  /** One per row, in their order. */
  readonly predictions: readonly Prediction[];
  /** What the business rules did. */
  readonly applied: readonly AppliedAssertion[];
}

/** `champion`, or `candidate` while a new version takes over. */
export type Route = 'champion' | 'candidate';

/** What a request got. */
export interface Served extends Answered {
  readonly requestId: string;
  readonly endpoint: string;
  readonly version: number;
  readonly route: Route;
}
