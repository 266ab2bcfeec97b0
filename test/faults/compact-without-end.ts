import { openHome } from '../../packages/platform/src/kit/index.ts';
import { compactCapture } from '../../packages/platform/src/predictions/index.ts';

/** Makes columns of logged requests again and again, and prints a line after each file. */
const [, , path = ''] = process.argv;
const { capturePath } = await openHome(path);
const onFile = () => process.stdout.write('file\n');

for (;;) {
  await compactCapture(capturePath, { onFile });
  await new Promise((resolve) => setTimeout(resolve, 5));
}
