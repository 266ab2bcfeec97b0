/**
 * Builds the packages that are published: `npm run build`.
 *
 * TypeScript is compiled by `tsc -b`, the pages by Vite. Two things are put right afterwards: the compiled root of contracts
 * is copied into ml, which so has no dependency, and the command gets an entry that runs from `dist`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = (name: string) => join(root, 'packages', name, 'dist');

for (const name of ['contracts', 'ml', 'ui', 'platform'])
  rmSync(dist(name), { recursive: true, force: true });
run('tsc', ['-b', 'packages/platform', '--force']);
run('vite', ['build', 'packages/ui', '--logLevel', 'warn']);
inlineContracts();
cpSync(join(dist('ui'), 'web'), join(dist('platform'), 'web'), { recursive: true });
writeEntry();

function run(command: string, args: readonly string[]): void {
  execFileSync('npx', [command, ...args], { cwd: root, stdio: 'inherit' });
}

/** Copies what the root of contracts consists of into ml's dist and points its imports there. */
function inlineContracts(): void {
  const from = dist('contracts');
  const to = join(dist('ml'), 'contracts');
  for (const file of rootFiles(from)) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(from, file), join(to, file));
  }
  for (const file of filesIn(dist('ml')).filter((path) => /\.(js|d\.ts)$/.test(path))) {
    const path = join(dist('ml'), file);
    const target = relative(dirname(path), join(to, 'index.js')).split(sep).join('/');
    const text = readFileSync(path, 'utf8');
    const specifier = target.startsWith('.') ? target : `./${target}`;
    writeFileSync(path, text.replaceAll(/(['"])@kaizenml\/contracts\1/g, `'${specifier}'`));
  }
}

function rootFiles(folder: string): string[] {
  return filesIn(folder).filter(
    (path) => !/^(operations|project|client)[/\\]/.test(path) && /\.(js|d\.ts)$/.test(path),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}

function writeEntry(): void {
  const entry = join(dist('platform'), 'bin', 'kaizen.js');
  mkdirSync(dirname(entry), { recursive: true });
  writeFileSync(entry, "#!/usr/bin/env node\nimport '../cli/main.js';\n", { mode: 0o755 });
}
