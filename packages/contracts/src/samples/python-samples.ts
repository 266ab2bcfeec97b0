import { pythonLiteral } from './literals.ts';
import { nativeRequest } from './native-request.ts';
import type { RequestSample, SampleRequest } from './request-sample.ts';

/** With requests. */
export function requestsSample(request: SampleRequest): RequestSample {
  const { url, body } = nativeRequest(request);
  return {
    ...{ id: 'python-requests', title: 'Python', language: 'python' },
    code: post(url, body),
    needs: '`pip install requests`',
  };
}

/** As a client of MLflow's scoring server asks. */
export function mlflowSample({ url, model, question }: SampleRequest): RequestSample | undefined {
  if (question.kind !== 'row') return undefined;
  const columns = Object.keys(question.row);
  const row = columns.map((column) => question.row[column]);
  const place = `${url}/invocations?model=${encodeURIComponent(model)}`;
  return {
    ...{ id: 'python-mlflow', title: 'MLflow', language: 'python' },
    code: post(place, { dataframe_split: { columns, data: [row] } }),
    needs: '`pip install requests`; the form is that of `mlflow models serve`.',
  };
}

function post(url: string, body: Readonly<Record<string, unknown>>): string {
  return [
    'import os',
    '',
    'import requests',
    '',
    'response = requests.post(',
    `    ${JSON.stringify(url)},`,
    `    headers={"authorization": f"Bearer {os.environ.get('KAIZEN_KEY', '')}"},`,
    `    json=${pythonLiteral(body, 4)},`,
    '    timeout=30,',
    ')',
    'response.raise_for_status()',
    'print(response.json())',
  ].join('\n');
}
