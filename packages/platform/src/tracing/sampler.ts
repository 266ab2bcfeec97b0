import { AppError } from '@kaizenml/contracts';
import type { TraceContext } from './trace-context.ts';

/** Decides whether the spans of a trace are sent; `parent` is undefined at its root. */
export type Sampler = (traceId: string, parent: TraceContext | undefined) => boolean;

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/**
 * The sampler of `OTEL_TRACES_SAMPLER` and its argument. Default `parentbased_always_on`.
 *
 * A share looks at the last 56 bits of the trace id, so that all who see a trace decide alike.
 *
 * @source OpenTelemetry specification, "Environment Variable Specification" and "TraceIdRatioBased".
 * @throws ARGUMENT_INVALID
 */
export function samplerOf(
  name = 'parentbased_always_on',
  argument: string | undefined = undefined,
): Sampler {
  const known = SAMPLERS.find((each) => each === name);
  if (known === undefined) throw unknown(name);
  const root = rootSampler(known.replace('parentbased_', ''), argument);
  if (!known.startsWith('parentbased_')) return root;
  return (traceId, parent) => parent?.isSampled ?? root(traceId, undefined);
}

function rootSampler(name: string, argument: string | undefined): Sampler {
  if (name !== 'traceidratio') return () => name === 'always_on';
  const share = argument === undefined || argument === '' ? 1 : Number(argument);
  if (!(share >= 0 && share <= 1)) throw notAShare(argument ?? '');
  const bound = 2 ** 56 * (1 - share);
  return (traceId) => {
    const random =
      Number.parseInt(traceId.slice(18, 25), 16) * 2 ** 28 + Number.parseInt(traceId.slice(25), 16);
    return random >= bound;
  };
}

function unknown(name: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `OTEL_TRACES_SAMPLER must be one of ${SAMPLERS.join(', ')}, got "${name}".`,
    hint: 'Leave it out to send every trace that a caller does not leave out.',
    details: { variable: 'OTEL_TRACES_SAMPLER', given: name, known: SAMPLERS },
  });
}

function notAShare(given: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1, got "${given}".`,
    hint: 'Give it as a decimal such as 0.1.',
    details: { variable: 'OTEL_TRACES_SAMPLER_ARG', given },
  });
}
