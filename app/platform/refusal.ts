/**
 * The program cannot start, or a command line cannot be carried out, for a reason that the person at the
 * terminal can do something about. Shown as it is, without a stack trace, before exit code 1.
 */
export class Refusal extends Error {
  override name = 'Refusal'

  /**
   * @param ja what is wrong and what to do, one sentence
   * @param en the same in English
   */
  constructor(
    readonly ja: string,
    readonly en: string,
    options?: ErrorOptions,
  ) {
    super(`${ja}\n${en}`, options)
  }
}

/**
 * Ends a command-line program after an error: a Refusal is printed as it is, anything else with its stack,
 * because it is a fault of the program.
 */
export function exitWith(error: unknown): never {
  if (error instanceof Refusal) console.error(`\n${error.message}\n`)
  else console.error('\n予期しない誤りで止まりました。\nStopped by an unexpected error.\n', error)
  process.exit(1)
}
