import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppOptions, openApp } from '../app.ts';
import type { Clock } from '../kit/index.ts';
import { registerSampleModel } from './sample-model.ts';

/** An app on a home of its own that holds one model; `dispose` closes and removes it. */
export interface SampleApp extends App {
  dispose(): Promise<void>;
}

/** Opens an app in a fresh folder with the sample model `churn` registered. */
export async function openSampleApp({
  clock,
  proof = 'in-process',
}: {
  readonly clock?: Clock;
  readonly proof?: NonNullable<AppOptions['proof']>;
} = {}): Promise<SampleApp> {
  const home = await mkdtemp(join(tmpdir(), 'kaizen-sample-'));
  const app = await openApp({ home, proof, ...(clock === undefined ? {} : { clock }) });
  await registerSampleModel(app);
  return {
    ...app,
    async dispose() {
      await app.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
