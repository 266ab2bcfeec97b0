import { shellWord } from './literals.ts';
import type { RequestSample, SampleRequest } from './request-sample.ts';

/** With the command line, on the machine of the server. */
export function commandSample({ model, question }: SampleRequest): RequestSample | undefined {
  if (question.kind === 'tensors') return undefined;
  const words =
    question.kind === 'row'
      ? ['predict', shellWord(model), shellWord(JSON.stringify([question.row]))]
      : ['forecast', shellWord(model), '--horizon', String(question.horizon)];
  return {
    ...{ id: 'command', title: 'Shell', language: 'shell' },
    code: ['kaizen', 'models', ...words].join(' '),
    needs: 'In the folder of the project: it opens the home itself, no server is asked.',
  };
}
