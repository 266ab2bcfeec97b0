import { commandSample } from './command-sample.ts';
import { curlSample } from './curl-sample.ts';
import { clientSample, fetchSample } from './javascript-samples.ts';
import { mlflowSample, requestsSample } from './python-samples.ts';
import type { RequestSample, SampleRequest } from './request-sample.ts';
import { tritonSample } from './triton-sample.ts';

/**
 * The same request in every language that is documented, the plainest first.
 *
 * Pages and texts take their samples from here; a test runs each of them against a server.
 */
export function requestSamples(request: SampleRequest): readonly RequestSample[] {
  return [
    curlSample,
    clientSample,
    fetchSample,
    requestsSample,
    tritonSample,
    mlflowSample,
    commandSample,
  ].flatMap((write) => write(request) ?? []);
}
