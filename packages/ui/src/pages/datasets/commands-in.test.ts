import { expect, it } from 'vitest';
import { commandsIn } from './commands-in.ts';

it('finds the commands of a hint, and nothing else between back quotes', () => {
  const hint =
    'Set `leak: warn`, or run `kaizen datasets check a`; then `kaizen datasets check a`.';
  expect(commandsIn(hint)).toEqual(['kaizen datasets check a']);
  expect(commandsIn('Look at the rows.')).toEqual([]);
});
