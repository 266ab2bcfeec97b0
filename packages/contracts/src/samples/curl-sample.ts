import { shellWord } from './literals.ts';
import { nativeRequest } from './native-request.ts';
import type { RequestSample, SampleRequest } from './request-sample.ts';

/** With curl, which every machine has. */
export function curlSample(request: SampleRequest): RequestSample {
  const { url, body } = nativeRequest(request);
  return {
    ...{ id: 'curl', title: 'curl', language: 'shell' },
    code: [
      `curl ${shellWord(url)} \\`,
      `  -H "authorization: Bearer $KAIZEN_KEY" \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d ${shellWord(JSON.stringify(body))}`,
    ].join('\n'),
  };
}
