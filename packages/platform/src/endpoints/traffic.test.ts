import { OPERATIONS } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import { openSampleApp } from '../testing/sample-app.ts';

it('shows the requests that this process answered, and those that it could not', async () => {
  const now = 1_767_323_045_000;
  let passedMs = 0;
  const app = await openSampleApp({ clock: { now: () => now + passedMs } });
  try {
    const { signature } = await app.handlers.models.show({ name: 'churn' });
    const row = Object.fromEntries(signature.inputs.map(({ name, typical }) => [name, typical]));
    await app.handlers.models.predict({ name: 'churn', rows: [row, row] });
    await expect(
      app.handlers.models.predict({ name: 'churn', rows: [{ never: 'a column' }] }),
    ).rejects.toMatchObject({ code: 'INPUT_SCHEMA_MISMATCH' });
    passedMs = 5000;
    const traffic = OPERATIONS.endpoints.traffic.output.parse(
      await app.handlers.endpoints.traffic({ name: 'churn', window: 'minutes' }),
    );
    expect(traffic.countedSince).toBe(new Date(now).toISOString());
    expect(traffic).toMatchObject({ spanSeconds: 5, nSpans: 120 });
    const [version] = traffic.versions;
    expect(version).toMatchObject({ version: 1, route: null, nRequests: 2, nRows: 2, nFailed: 1 });
    expect(version?.spans).toHaveLength(120);
    expect(version?.spans.at(-1)).toMatchObject({ nRequests: 2, nFailed: 1 });
    const { recent } = await app.handlers.endpoints.show({ name: 'churn' });
    expect(recent).toMatchObject({ nRequests: 2, nFailed: 1 });
    await expect(
      app.handlers.endpoints.traffic({ name: 'chrun', window: 'day' }),
    ).rejects.toMatchObject({
      code: 'ENDPOINT_NOT_FOUND',
      details: { endpoint: 'chrun', known: ['churn'] },
    });
  } finally {
    await app.dispose();
  }
});
