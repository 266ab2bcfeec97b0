import { openApp } from '../../packages/platform/src/app.ts';
import { openRetrainer } from '../../packages/platform/src/retraining/index.ts';

/**
 * Keeps a home as `kaizen serve` does, without pause: takes retrainings and rollouts further, asks the model while it is rolled out, and
 * prints a line when the retraining is over. Until it is killed.
 */
const [, , home = ''] = process.argv;
const app = await openApp({ home, proof: 'in-process' });
const retrainer = openRetrainer(app);
process.stdout.write('opened\n');
for (let i = 0; ; i++) {
  await retrainer.look();
  await app.rollouts.tick();
  const open = await app.store.retrainings.open();
  if (open.length === 0) process.stdout.write('over\n');
  const rows = Array.from({ length: 5 }, (_, k) => ({ a: (i + k) % 17, b: (3 * i + k) % 11 }));
  if (open.some(({ facts }) => facts.rollout !== undefined))
    await app.handlers.models.predict({ name: 'lines', rows });
  await new Promise((resolve) => setTimeout(resolve, 20));
}
