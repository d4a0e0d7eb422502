/** A helping program's own side of `program.server.ts`: it answers orders until the portal lets go. */
import type { ProgramAnswer, ProgramOrder } from './program.server'

/** Does each order that the portal sends, and answers with its result or with what went wrong. */
export function answerOrders<O, R>(work: (order: O) => Promise<R>): void {
  process.on('message', async ({ id, order }: ProgramOrder<O>) => {
    let answer: ProgramAnswer<R>
    try {
      answer = { id, result: await work(order) }
    } catch (error) {
      answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
    process.send?.(answer)
  })
  // Ctrl-C reaches the whole group: the portal finishes what is open first, and then lets go.
  process.on('SIGINT', () => {})
  process.on('disconnect', () => process.exit())
}
