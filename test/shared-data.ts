import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder =
  process.env.KAIZEN_DATA_DIR ?? fileURLToPath(new URL('../../shared/data', import.meta.url));

/**
 * Path of a real data file that lies beside the project, or undefined where it is absent.
 *
 * @param file Path inside the data folder, such as `adult/adults.parquet`.
 */
export function sharedData(file: string): string | undefined {
  const path = join(folder, file);
  return existsSync(path) ? path : undefined;
}
