/** What a test lets the program report as an error; everything else makes the test fail. */
import { inspect } from 'node:util'

let reported: string[] = []
let expected: RegExp[] = []

/** Within this test, errors on the console that match are meant to be there. */
export function expectConsoleError(pattern: RegExp): void {
  expected.push(pattern)
}

export const unexpectedErrors = {
  note(args: unknown[]) {
    reported.push(args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg))).join(' '))
  },
  /** The errors that nobody expected, and those expected that did not come; forgets both. */
  take(): string[] {
    const missed = [
      ...reported.filter((text) => !expected.some((pattern) => pattern.test(text))),
      ...expected
        .filter((pattern) => !reported.some((text) => pattern.test(text)))
        .map((p) => `(missing: ${p})`),
    ]
    reported = []
    expected = []
    return missed
  },
}
