/** A server of the S3 protocol on this machine, where Python has one (`moto`): a program of its own, in memory. */
import { spawn, spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './portal'

/** Whether there is such a server here. */
export const hasS3 = spawnSync('python3', ['-c', 'import moto.server, flask_cors']).status === 0

export type S3Server = { endpoint: string; close(): void }

export async function openS3(): Promise<S3Server> {
  const port = await freePort()
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  })
  const stop = () => child.kill()
  process.once('exit', stop)
  const endpoint = `http://127.0.0.1:${port}`
  for (let attempt = 0; attempt < 300; attempt++) {
    if (child.exitCode !== null) throw new Error('The S3 server has ended.')
    if (
      await fetch(endpoint).then(
        (r) => r.ok,
        () => false,
      )
    )
      return { endpoint, close: stop }
    await sleep(100)
  }
  stop()
  throw new Error('The S3 server does not answer.')
}
