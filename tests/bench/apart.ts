/** Questions asked in a process of their own, which knows one database, and their times in order. */
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** The times of one question, milliseconds. */
export type Times = { p50: number; p95: number; worst: number }

/** The middle, the 95th of a hundred and the worst of these times. */
export function timesOf(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p95: at(0.95), worst: sorted.at(-1) ?? 0 }
}

/**
 * Starts a file of this folder with `--ask` on a database; it asks and writes its figures as one line of JSON.
 * @throws Error when it ends otherwise than well
 */
export async function askApart<F>(file: string, url: string): Promise<F[]> {
  const asker = spawn(process.execPath, ['--import', 'tsx', file, '--ask'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: url,
      APP_SECRET: 'a secret of the benchmark, which nobody has to keep',
      PUBLIC_URL: 'http://localhost:3000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => asker.kill('SIGKILL'))
  let output = ''
  asker.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number | null>((resolve) => asker.once('exit', resolve))
  if (code !== 0) throw new Error(`The questions of ${path.basename(file)} ended with ${code}`)
  return JSON.parse(output.slice(output.indexOf('['))) as F[]
}
