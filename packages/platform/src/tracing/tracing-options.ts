import { AppError } from '@kaizenml/contracts';
import { type Sampler, samplerOf } from './sampler.ts';

/** Where spans go, and which. */
export interface TracingOptions {
  /** Address that spans are posted to. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly sampler: Sampler;
  /** What all spans are of: `service.name` and more. */
  readonly resource: Readonly<Record<string, string>>;
  /** Spans that wait are sent after this time, or once there are so many. */
  readonly delayMs: number;
  readonly maxBatch: number;
  /** Spans that wait at most; others are left out, and counted. */
  readonly maxQueue: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * How tracing is set up by the standard variables; undefined where it is off: without `OTEL_EXPORTER_OTLP_ENDPOINT` and
 * `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`, or by `OTEL_SDK_DISABLED=true` or `OTEL_TRACES_EXPORTER=none`.
 *
 * @source OpenTelemetry specification 1.50, "Environment Variable Specification" and "OTLP Exporter Configuration".
 * @throws ARGUMENT_INVALID
 */
export function readTracingOptions(env: Env, version: string): TracingOptions | undefined {
  const of = (name: string): string | undefined => env[name] || undefined;
  const ofTraces = (name: string): string | undefined =>
    of(`OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? of(`OTEL_EXPORTER_OTLP_${name}`);
  const own = of('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const shared = of('OTEL_EXPORTER_OTLP_ENDPOINT');
  const isOff =
    of('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || of('OTEL_TRACES_EXPORTER') === 'none';
  if (isOff || (own === undefined && shared === undefined)) return undefined;
  const protocol = ofTraces('PROTOCOL');
  if (protocol === 'grpc') throw noGrpc();
  return {
    url: own === undefined ? toUrl(`${shared?.replace(/\/+$/, '')}/v1/traces`) : toUrl(own),
    headers: pairsOf(ofTraces('HEADERS')),
    timeoutMs: count(ofTraces('TIMEOUT'), 10_000),
    sampler: samplerOf(of('OTEL_TRACES_SAMPLER'), of('OTEL_TRACES_SAMPLER_ARG')),
    resource: {
      'service.name': 'kaizenml',
      'service.version': version,
      'telemetry.sdk.language': 'nodejs',
      'telemetry.sdk.name': 'kaizenml',
      'telemetry.sdk.version': version,
      ...pairsOf(of('OTEL_RESOURCE_ATTRIBUTES')),
      ...(of('OTEL_SERVICE_NAME') !== undefined && {
        'service.name': of('OTEL_SERVICE_NAME') ?? '',
      }),
    },
    delayMs: count(of('OTEL_BSP_SCHEDULE_DELAY'), 5000),
    maxBatch: count(of('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'), 512),
    maxQueue: count(of('OTEL_BSP_MAX_QUEUE_SIZE'), 2048),
  };
}

/** `key=value` pairs behind commas, percent-encoded; a part that is none is left out, as the specification asks. */
function pairsOf(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split(',').flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at < 1 ? [] : [[part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (thrown) {
    if (thrown instanceof URIError) return text;
    throw thrown;
  }
}

function count(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return text !== undefined && Number.isInteger(value) && value > 0 ? value : otherwise;
}

function toUrl(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.href;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The endpoint for traces must be an http or https address, got "${text}".`,
    hint: 'Give it like OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318.',
    details: { variable: 'OTEL_EXPORTER_OTLP_ENDPOINT', given: text },
  });
}

function noGrpc(): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: 'OTEL_EXPORTER_OTLP_PROTOCOL must be http/json or http/protobuf, got "grpc".',
    hint: 'Spans are sent as JSON over HTTP, which collectors take on port 4318.',
    details: { variable: 'OTEL_EXPORTER_OTLP_PROTOCOL', given: 'grpc' },
  });
}
