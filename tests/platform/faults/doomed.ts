/** A process that works on the queue, for the test of a job that kills it: `poisoned` ends it, `healthy` is told on stdout. */
import { startJobs } from '../../../app/platform/jobs.server'

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
