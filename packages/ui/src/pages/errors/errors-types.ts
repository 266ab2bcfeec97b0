import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** Wrong answers of an endpoint, and what was found in them. */
export type Errors = OutputOf<Operations['predictions']['errors']>;

export type WrongAnswer = Errors['items'][number];
