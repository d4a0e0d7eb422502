/** A process that works on the queue, for the test of a job that kills it: `poisoned` ends it, `healthy` is told on stdout. It ends with whoever has started it. */
import { startJobs } from '../../../app/platform/jobs.server'

// A test that was killed kills nothing: then the line to it is closed.
process.stdin.once('close', () => process.exit()).resume()

await startJobs(
  {
    poisoned: async () => {
      process.stdout.write('poisoned\n')
      process.kill(process.pid, 'SIGKILL')
      await new Promise(() => {})
    },
    healthy: async ({ number }: { number: number }) => {
      process.stdout.write(`healthy ${number}\n`)
    },
  },
  {},
)
