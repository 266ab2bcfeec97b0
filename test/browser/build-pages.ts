import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The pages, built from source into a folder of their own. */
export interface BuiltPages extends AsyncDisposable {
  readonly folder: string;
}

/** Builds the pages as `npm run build:ui` does. */
export async function buildPages(): Promise<BuiltPages> {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-pages-'));
  const ui = fileURLToPath(new URL('../../packages/ui', import.meta.url));
  await build({
    root: ui,
    configFile: join(ui, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
