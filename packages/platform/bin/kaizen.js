#!/usr/bin/env -S node --conditions=source
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `kaizen needs Node 24 or later, got ${process.versions.node}: call \`npx kaizen\` or \`npm exec kaizen\` in the workspace, which bring their own.`,
  );
  process.exit(2);
}
await import('../src/cli/main.ts');
