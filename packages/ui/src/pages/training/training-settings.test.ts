import { expect, it } from 'vitest';
import { startAddress } from './start-address.ts';
import { startCommands } from './start-commands.ts';
import { FIRST_SETTINGS, tell, toRequest } from './training-settings.ts';

it('asks for a minute and nothing else unless told otherwise', () => {
  expect(toRequest(FIRST_SETTINGS)).toEqual({ budget: '1m' });
});

it.each([
  ['20 min', '20m'],
  ['1.5h', '1.5h'],
  [' 90 s ', '90s'],
])('takes the time %j for %s', (ownBudget, budget) => {
  expect(toRequest({ ...FIRST_SETTINGS, budget: 'own', ownBudget })).toEqual({ budget });
});

it('takes a number of candidates instead of a time', () => {
  const settings = { ...FIRST_SETTINGS, trials: '12', seed: '0', ignore: ['id'] };
  expect(toRequest(settings)).toEqual({ trials: 12, seed: 0, ignore: ['id'] });
});

it('sends what was said of the task, and no time where nothing is searched', () => {
  expect(toRequest({ ...FIRST_SETTINGS, told: { task: 'ranking', group: 'query' } })).toEqual({
    ...{ budget: '1m', task: 'ranking', group: 'query' },
  });
  expect(toRequest({ ...FIRST_SETTINGS, told: { task: 'clusters' } })).toEqual({
    task: 'clusters',
  });
});

it('forgets what was said of another task, and what is emptied', () => {
  const told = tell(tell({}, 'task', 'ranking'), 'group', 'query');
  expect(told).toEqual({ task: 'ranking', group: 'query' });
  expect(tell(told, 'group', ' ')).toEqual({ task: 'ranking' });
  expect(tell(told, 'task', 'forecast')).toEqual({ task: 'forecast' });
});

it('writes addresses that are read back', () => {
  expect(startAddress()).toBe('/runs/new');
  const url = new URL(startAddress('churn@2', { target: 'a & b' }), 'http://x');
  expect(Object.fromEntries(url.searchParams)).toEqual({ dataset: 'churn@2', target: 'a & b' });
});

it('says the same as commands', () => {
  const told = { task: 'forecast', time: 'sold on', horizon: '6' };
  const request = toRequest({ ...FIRST_SETTINGS, told, ignore: ['id'] });
  const [shell, program] = startCommands('shops@1', { target: 'sales' }, request);
  expect(shell?.code).toBe(
    `kaizen runs start shops@1 --target sales --budget 1m --task forecast --time 'sold on' --horizon 6 --ignore '["id"]'`,
  );
  expect(program?.code).toContain(
    `start({ dataset: 'shops@1', target: 'sales', budget: '1m', task: 'forecast', time: 'sold on', horizon: 6, ignore: ["id"] })`,
  );
  expect(startCommands('shops', { task: 'clusters' })[0]?.code).toBe(
    'kaizen runs start shops --task clusters',
  );
});
