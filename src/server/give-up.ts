/** Ends a command with a sentence for the operator. */
export function giveUp(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}
