import { scriptLiteral } from './literals.ts';
import { nativeRequest } from './native-request.ts';
import type { RequestSample, SampleRequest } from './request-sample.ts';

/** With our client, whose types know every question and answer. */
export function clientSample({ url, model, question }: SampleRequest): RequestSample | undefined {
  if (question.kind === 'tensors') return undefined;
  const name = `  name: ${JSON.stringify(model)},`;
  const ask =
    question.kind === 'row'
      ? [
          'const { predictions } = await kaizen.models.predict({',
          name,
          `  rows: [${scriptLiteral(question.row, 2)}],`,
          '});',
          'console.log(predictions[0]);',
        ]
      : [
          'const { forecasts } = await kaizen.models.forecast({',
          name,
          `  horizon: ${question.horizon},`,
          '});',
          'console.log(forecasts);',
        ];
  return {
    ...{ id: 'typescript', title: 'TypeScript', language: 'typescript' },
    code: [
      "import { createClient } from '@kaizenml/contracts/client';",
      '',
      'const kaizen = createClient({',
      `  url: ${JSON.stringify(url)},`,
      "  token: process.env.KAIZEN_KEY ?? '',",
      '  fetch,',
      '});',
      ...ask,
    ].join('\n'),
    needs: '`npm install @kaizenml/contracts`',
  };
}

/** Without anything but the platform. */
export function fetchSample(request: SampleRequest): RequestSample {
  const { url, body } = nativeRequest(request);
  return {
    ...{ id: 'fetch', title: 'fetch', language: 'typescript' },
    code: [
      `const response = await fetch(${JSON.stringify(url)}, {`,
      "  method: 'POST',",
      '  headers: {',
      `    authorization: \`Bearer \${process.env.KAIZEN_KEY ?? ''}\`,`,
      "    'content-type': 'application/json',",
      '  },',
      `  body: JSON.stringify(${scriptLiteral(body, 2)}),`,
      '});',
      'if (!response.ok) throw new Error(await response.text());',
      'console.log(await response.json());',
    ].join('\n'),
  };
}
