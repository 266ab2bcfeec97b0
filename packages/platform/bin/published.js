#!/usr/bin/env node
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(`kaizen needs Node 24 or later, got ${process.versions.node}.
Add it to the project with \`npm install node@24\`, and call \`npx kaizen\`.`);
  process.exit(2);
}
await import('../cli/main.js');
