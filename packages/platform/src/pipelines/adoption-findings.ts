import type { Finding } from '@kaizenml/contracts';
import type { ImportedModel } from '@kaizenml/ml/trees';

/** What must be known of a model that another library trained. */
export function adoptionFindings(
  { library, objective, remarks }: ImportedModel,
  {
    nRows,
    data,
    command,
  }: { readonly nRows: number; readonly data: string; readonly command: string },
): Finding[] {
  const details = { library, objective };
  const imported = (message: string): Finding => ({
    code: 'MODEL_IMPORTED',
    severity: 'info',
    message,
    details,
  });
  return [
    imported(`${library} trained this model (objective "${objective}"); it was read from a file.`),
    ...remarks.map(imported),
    nRows === 0
      ? {
          code: 'MODEL_UNMEASURED',
          severity: 'warning',
          message:
            'The model was never measured here, and it explains no answer: it came without rows.',
          hint: `Import it again with rows that it has not learned from: \`${command}\`.`,
          details,
        }
      : {
          code: 'MODEL_IMPORTED',
          severity: 'info',
          message: `The figures are from ${nRows} rows of "${data}"; only who trained the model knows whether it has learned from them.`,
          hint: 'Measure it on rows that it has not learned from.',
          details: { ...details, nRows, data },
        },
  ];
}
