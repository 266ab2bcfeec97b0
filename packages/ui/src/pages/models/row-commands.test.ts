import { expect, it } from 'vitest';
import { rowCommands } from './row-commands.ts';

it('quotes a row so that a shell passes it on as it is', () => {
  const [shell, curl, typescript] = rowCommands(
    'churn/2',
    { name: "O'Hara", age: 4 },
    'http://127.0.0.1:7400',
  );
  expect(shell?.code).toBe(`kaizen models predict churn/2 '[{"name":"O'\\''Hara","age":4}]'`);
  expect(curl?.code).toContain(`curl http://127.0.0.1:7400/api/v1/models/churn%2F2/predict \\`);
  expect(curl?.code).toContain(`-d '{"rows":[{"name":"O'\\''Hara","age":4}]}'`);
  expect(typescript?.code).toContain(`name: "churn/2"`);
});
