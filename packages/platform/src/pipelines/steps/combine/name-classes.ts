/** A sentence about the second of two classes, with its name: `is called "yes"`. */
export function nameClasses(sentence: string, classes: readonly string[]): string {
  return sentence.replaceAll('the second class', `"${classes[1] ?? ''}"`);
}
