/** Where the shares of the classes come from; the same for every naive Bayes that has them. */
export const PRIOR_PARAM = {
  kind: 'choice',
  default: 'learned',
  choices: ['learned', 'uniform'],
  doc: 'Shares of the classes before a row is seen: those of the training rows, or all the same.',
} as const;
