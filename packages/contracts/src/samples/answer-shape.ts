import type { Operations, OutputOf } from '../operations/index.ts';

type Guide = OutputOf<Operations['endpoints']['guide']>;

/** Classes and levels that are named; of more an ellipsis stands for the rest. */
const MOST_NAMED = 3;

/** The form of the answer to one row, with an ellipsis where the model puts a number. */
export function answerShape({ endpoint, model, signature: { output } }: Guide): string {
  const { classes, quantiles } = output;
  const [first] = classes ?? [];
  const answer = [
    `"prediction": ${first === undefined ? '…' : JSON.stringify(first)}`,
    ...(classes === undefined ? [] : [`"probabilities": ${numbered(classes)}`]),
    ...(quantiles === undefined ? [] : [`"quantiles": ${numbered(quantiles.map(String))}`]),
  ];
  return [
    '{',
    `  "model": ${JSON.stringify(endpoint)},`,
    `  "version": ${model.version},`,
    '  "requestId": "…",',
    '  "predictions": [',
    `    { ${answer.join(', ')} }`,
    '  ]',
    '}',
  ].join('\n');
}

function numbered(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).map((name) => `${JSON.stringify(name)}: …`);
  return `{ ${[...shown, ...(names.length > MOST_NAMED ? ['…'] : [])].join(', ')} }`;
}
