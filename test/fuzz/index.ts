import { type Chance, createChance } from '../planted/fault.ts';
import { fuzzArtifact } from './fuzz-artifact.ts';
import { fuzzCutting } from './fuzz-cutting.ts';
import { fuzzEvent } from './fuzz-event.ts';
import { fuzzLinter, fuzzReader } from './fuzz-file.ts';
import { fuzzOnnx } from './fuzz-onnx.ts';
import { fuzzSchema } from './fuzz-schema.ts';

/** One random case; throws what it finds. */
export type Fuzzer = (folder: string, chance: Chance) => void | Promise<void>;

/** Every fuzzer by name. Adding a row adds it to the bench and to the slow suite. */
export const FUZZERS: Readonly<Record<string, Fuzzer>> = {
  cutting: (_, chance) => fuzzCutting(chance),
  csv: fuzzReader,
  lint: fuzzLinter,
  schema: (_, chance) => fuzzSchema(chance),
  event: fuzzEvent,
  artifact: fuzzArtifact,
  onnx: fuzzOnnx,
};

/** Runs one fuzzer until the time is over or enough was found. */
export async function fuzz(
  name: string,
  {
    folder,
    seconds = Number.POSITIVE_INFINITY,
    cases = Number.POSITIVE_INFINITY,
    seed,
    mostFailures = 1,
  }: {
    readonly folder: string;
    readonly seconds?: number;
    readonly cases?: number;
    readonly seed: number;
    readonly mostFailures?: number;
  },
) {
  const run = FUZZERS[name];
  if (run === undefined) throw new Error(`There is no fuzzer "${name}".`);
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const failures: { readonly seed: number; readonly error: string }[] = [];
  let nCases = 0;
  while (nCases < cases && elapsed() < seconds && failures.length < mostFailures) {
    const one = seed * 1_000_003 + nCases++;
    try {
      await run(folder, createChance(one));
    } catch (thrown) {
      failures.push({
        seed: one,
        error: thrown instanceof Error ? thrown.message : String(thrown),
      });
    }
  }
  return { nCases, seconds: elapsed(), failures };
}
