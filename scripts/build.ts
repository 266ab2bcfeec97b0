/**
 * Builds what is published into `build/`: `npm run build`.
 *
 *   build/contracts   @kaizenml/contracts
 *   build/ml          @kaizenml/ml, with the root of contracts inside: no dependency
 *   build/kaizenml    kaizenml with the binary `kaizen`, the charts and the pages inside
 *
 * TypeScript is compiled by `tsc -b`, the pages by Vite; then packages that are not published, or must not be a dependency, are
 * copied in and the imports of them are pointed there. Publish with `npm publish build/<name>`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

type Manifest = Record<string, unknown> & {
  name: string;
  exports: Record<string, Record<string, string>>;
  dependencies?: Record<string, string>;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const source = (name: string) => join(root, 'packages', name);
const target = (name: string) => join(root, 'build', name);

rmSync(join(root, 'build'), { recursive: true, force: true });
for (const name of ['contracts', 'ml', 'ui', 'platform'])
  rmSync(join(source(name), 'dist'), { recursive: true, force: true });
run('typescript/bin/tsc', ['-b', 'packages/platform']);
run('vite/bin/vite.js', ['build', 'packages/ui', '--logLevel', 'warn']);

stage('contracts', 'contracts', {});
stage('ml', 'ml', {});
inline('ml', {
  specifier: '@kaizenml/contracts',
  from: 'contracts',
  entry: 'index.js',
  without: /^(operations|project|client)\//,
});
stage('platform', 'kaizenml', { bin: { kaizen: 'dist/bin/kaizen.js' } });
inline('kaizenml', {
  specifier: '@kaizenml/ui/charts',
  from: 'ui',
  entry: 'charts/index.js',
  without: /^(?!charts\/)/,
});
cpSync(join(source('ui'), 'dist', 'web'), join(target('kaizenml'), 'dist', 'web'), {
  recursive: true,
});
writeEntry();
console.log('built build/contracts, build/ml and build/kaizenml');

function run(script: string, args: readonly string[]): void {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** Copies a compiled package with its manifest, licence and, for the product, the readme. */
function stage(name: string, as: string, changes: Record<string, unknown>): void {
  mkdirSync(target(as), { recursive: true });
  cpSync(join(source(name), 'dist'), join(target(as), 'dist'), {
    recursive: true,
    filter: (path) => !/\.tsbuildinfo$|\.map$|[/\\]testing[/\\]sample/.test(path),
  });
  cpSync(join(root, 'LICENSE'), join(target(as), 'LICENSE'));
  cpSync(join(root, 'README.md'), join(target(as), 'README.md'));
  const manifest = readManifest(join(source(name), 'package.json'));
  for (const conditions of Object.values(manifest.exports)) delete conditions.source;
  const { devDependencies: _left, publishConfig: _config, ...kept } = manifest;
  writeManifest(as, { ...kept, ...changes } as Manifest);
}

/** Copies part of a package into another one's `dist/inlined` and points the imports of it there. */
function inline(
  into: string,
  {
    specifier,
    from,
    entry,
    without,
  }: { specifier: string; from: string; entry: string; without: RegExp },
): void {
  const folder = join(target(into), 'dist', 'inlined', from);
  const dist = join(source(from), 'dist');
  const files = filesIn(dist).filter((path) => /\.(js|d\.ts)$/.test(path) && !without.test(path));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(dist, file), join(folder, file));
  }
  for (const file of filesIn(join(target(into), 'dist')).filter((path) =>
    /\.(js|d\.ts)$/.test(path),
  )) {
    const path = join(target(into), 'dist', file);
    const to = relative(dirname(path), join(folder, entry)).split(sep).join('/');
    const text = readFileSync(path, 'utf8');
    const quoted = new RegExp(`(['"])${specifier.replaceAll('/', '\\/')}\\1`, 'g');
    writeFileSync(path, text.replace(quoted, `'${to.startsWith('.') ? to : `./${to}`}'`));
  }
  const manifest = readManifest(join(target(into), 'package.json'));
  const theirs = readManifest(join(source(from), 'package.json'));
  const inlined = specifier.split('/').slice(0, 2).join('/');
  const { [inlined]: _gone, ...own } = manifest.dependencies ?? {};
  const added = files.some((file) => file.startsWith('charts/'))
    ? withoutOurs(theirs.dependencies)
    : {};
  const dependencies = { ...own, ...added };
  const { dependencies: _before, ...rest } = manifest;
  writeManifest(
    into,
    (Object.keys(dependencies).length === 0 ? rest : { ...rest, dependencies }) as Manifest,
  );
}

/** What charts need: the libraries of scales and shapes, not those of the pages. */
function withoutOurs(dependencies: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dependencies).filter(([name]) => name.startsWith('d3-')),
  );
}

/** The binary of the published package: it says which Node it needs before any newer syntax is read. */
function writeEntry(): void {
  const entry = join(target('kaizenml'), 'dist', 'bin', 'kaizen.js');
  mkdirSync(dirname(entry), { recursive: true });
  cpSync(join(source('platform'), 'bin', 'published.js'), entry);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    path.split(sep).join('/'),
  );
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
}

function writeManifest(name: string, manifest: Manifest): void {
  writeFileSync(join(target(name), 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
