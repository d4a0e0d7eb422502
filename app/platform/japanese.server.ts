/** Japanese taken apart into words: kuromoji with its dictionary, in a program of its own. */
import type { Token } from './japanese/token'
import { Program } from './program.server'

export type { Token } from './japanese/token'

const analyser = new Program<readonly string[], Token[][]>({
  file: 'app/platform/japanese/analyser.ts',
  heap: 512,
  idle: 30_000,
  longest: 30_000,
  maxWaiting: 20,
})

/**
 * The words of each text, in order; none where it cannot be taken apart. The first call takes a second or
 * two, as the dictionary is loaded; later ones some milliseconds.
 * @throws TooMany when too many wait already; Error when the program cannot do it
 */
export async function wordsOf(texts: readonly string[]): Promise<Token[][]> {
  if (texts.length === 0) return []
  return analyser.ask(texts)
}

/** Ends the program and gives its memory back. */
export function endAnalyser(): void {
  analyser.end()
}
