import type { App } from './app.ts';
import type { Handlers } from './handlers.ts';
import type { ProfileInput } from './reports/index.ts';

/** Tables, what they must be like, and what is made of them. Rooms that are large are opened when they are first asked. */
export function tableHandlers(
  parts: Omit<App, 'handlers' | 'close'>,
): Pick<Handlers, 'datasets' | 'schemas'> {
  const { clock } = parts;
  const { store } = parts.guarded;
  const datasets = () => import('./datasets/index.ts');
  const schemas = () => import('./schemas/index.ts');
  const renderPage = async (profile: ProfileInput) =>
    (await import('./reports/index.ts')).renderProfile(profile);
  return {
    datasets: {
      add: async (input) => (await datasets()).addDataset(parts)(input),
      lint: async (input) => {
        const { lintDataset, recordWritten } = await datasets();
        const answer = await lintDataset(input);
        const written = [answer.fixed?.path];
        const made = { command: 'datasets.lint', source: input.path, parameters: input, written };
        await recordWritten(parts, made);
        return answer;
      },
      redact: async (input) => {
        const { recordWritten, redactDataset } = await datasets();
        const answer = await redactDataset(parts)(input);
        const { source } = input;
        const made = {
          command: 'datasets.redact',
          source,
          parameters: input,
          written: [answer.out],
        };
        await recordWritten(parts, made);
        return answer;
      },
      validate: async (input, machine) => {
        const { openSchema } = await schemas();
        const { recordWritten, validateDataset } = await datasets();
        const answer = await validateDataset({
          ...parts,
          openSchema: (reference, rights) => openSchema(store.schemas, reference, rights),
        })(input, machine);
        await recordWritten(parts, {
          command: 'datasets.validate',
          source: input.data,
          parameters: { ...input, ...machine?.inputs },
          written: [answer.quarantine?.path, answer.out?.path],
        });
        return answer;
      },
      check: async (input, machine) => (await datasets()).checkDataset(parts)(input, machine),
      constraints: async (input, machine) =>
        (await datasets()).constrainDataset(parts)(input, machine),
      violations: async (input, machine) =>
        (await datasets()).findViolations(parts)(input, machine),
      list: async (input) => (await datasets()).listDatasets(store.datasets)(input),
      show: async (input) => (await datasets()).showDataset(parts)(input),
      profile: async (input, machine, asked) =>
        (await datasets()).profileDataset({ ...parts, renderPage })(input, machine, asked),
      diff: async (input, machine, asked) =>
        (await datasets()).diffDataset(parts)(input, machine, asked),
      sample: async (input) => (await datasets()).sampleDataset(parts)(input),
      select: async (input) => (await datasets()).selectDataset(input),
      augment: async (input, machine) => (await datasets()).augmentDataset(parts)(input, machine),
      tag: async (input) => (await datasets()).tagDataset(store.datasets)(input),
      untag: async (input) => (await datasets()).untagDataset(store.datasets)(input),
      restore: async (input) => (await datasets()).restoreDataset(parts)(input),
      retain: async (input) => (await datasets()).retainDataset(parts)(input),
      remove: async (input) => (await datasets()).removeDataset(parts)(input),
    },
    schemas: {
      infer: async (input, machine) => (await schemas()).inferSchema(parts)(input, machine),
      list: async (input) => (await schemas()).listSchemas(store.schemas)(input),
      show: async (input, machine) => (await schemas()).showSchema(store.schemas)(input, machine),
      put: async (input, machine) => (await schemas()).putSchema(store.schemas)(input, machine),
      edit: async (input, machine) =>
        (await schemas()).editColumn({ schemas: store.schemas, clock })(input, machine),
      accept: async (input, machine) =>
        (await schemas()).acceptPatches({ schemas: store.schemas, clock })(input, machine),
      reject: async (input, machine) =>
        (await schemas()).rejectPatches({ schemas: store.schemas, clock })(input, machine),
      history: async (input) => (await schemas()).showHistory(store.schemas)(input),
      diff: async (input, machine) =>
        (await schemas()).diffTwoSchemas(store.schemas)(input, machine),
    },
  };
}
