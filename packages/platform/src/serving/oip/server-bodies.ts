/** Extensions of the protocol that this server speaks, by the names under which Triton announces them. */
export const EXTENSIONS = [
  'binary_tensor_data',
  'classification',
  'model_configuration',
  'model_repository',
  'parameters',
  'schedule_policy',
  'statistics',
] as const;

/** What a server says of itself. */
export interface ServerMetadata {
  readonly name: string;
  readonly version: string;
  readonly extensions: readonly string[];
}

/** Body of `GET /v2`. */
export function serverMetadata({
  name,
  version,
}: {
  readonly name: string;
  readonly version: string;
}): ServerMetadata {
  return { name, version, extensions: EXTENSIONS };
}

/** Body of `GET /v2/health/live`. */
export function liveBody(isLive: boolean): { readonly live: boolean } {
  return { live: isLive };
}

/** Body of `GET /v2/health/ready`: the specification calls the key `live`, servers of the field `ready`; here are both. */
export function readyBody(isReady: boolean): { readonly live: boolean; readonly ready: boolean } {
  return { live: isReady, ready: isReady };
}

/** Body of `GET /v2/models/<name>/ready`. */
export function modelReadyBody(
  name: string,
  isReady: boolean,
): { readonly name: string; readonly ready: boolean } {
  return { name, ready: isReady };
}

/** Body of every failure of the protocol: the sentence, and what to do about it. */
export function errorBody({
  message,
  hint,
}: {
  readonly message: string;
  readonly hint?: string | undefined;
}): { readonly error: string } {
  return { error: hint === undefined ? message : `${message} ${hint}` };
}
