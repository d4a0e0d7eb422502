/** The real portal as a program of its own, for tests that start, use, stop and kill it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const root = path.resolve(import.meta.dirname, '../..')

export type Portal = {
  url: string
  child: ChildProcess
  /** Everything it has printed so far. */
  output(): string
  /** From the start of the program to its first answer. */
  readyAfterMs: number
  /** Ends it in order and returns its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

type Ended = { code: number | null; output: string; afterMs: number }

/** The environment of a program that takes no setting from the person who runs the tests. */
function environment(env: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TMPDIR } = process.env
  // The file of settings is left out, and `undefined` drops what the test's own process has set.
  return { PATH, HOME, LANG, TMPDIR, ENV_FILE: '', NODE_ENV: 'production', ...env } as NodeJS.ProcessEnv
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

const alive = new Set<ChildProcess>()

// A test that failed half-way leaves nothing running behind.
process.once('exit', () => {
  for (const child of alive) child.kill('SIGTERM')
})

function launch(env: Record<string, string>, args: string[]) {
  const started = Date.now()
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  alive.add(child)
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => {
      alive.delete(child)
      resolve({ code, output, afterMs: Date.now() - started })
    }),
  )
  return { child, started, ended, output: () => output }
}

/** As `npm start` has it. */
const AS_STARTED = ['app/start.mjs']

/** Runs a program of the portal to its end: the portal itself, or another with what it is told. */
export function runToEnd(env: Record<string, string>, args?: string[]): Promise<Ended> {
  return launch(env, args ? ['--import', 'tsx', ...args] : AS_STARTED).ended
}

/**
 * Starts the portal and waits for its first answer.
 * @param env its settings; PORT and DATA_DIR at least
 * @param isDevelopment the portal as it is developed
 * @throws Error with everything it printed, when it ends instead or takes more than four minutes
 */
export async function startPortal(env: Record<string, string>, isDevelopment = false): Promise<Portal> {
  const args = isDevelopment ? ['--import', 'tsx', 'app/start.ts', '--dev'] : AS_STARTED
  const { child, started, ended, output } = launch(env, args)
  const url = `http://localhost:${env.PORT}`
  let end: Ended | undefined
  void ended.then((result) => {
    end = result
  })
  while (!(await answers(url))) {
    if (end) throw new Error(`The portal ended with code ${end.code}:\n${end.output}`)
    if (Date.now() - started > 240_000) {
      child.kill('SIGKILL')
      throw new Error(`The portal does not answer:\n${output()}`)
    }
    await sleep(25)
  }
  return {
    url,
    child,
    output,
    readyAfterMs: Date.now() - started,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return (await ended).code
    },
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/about`, { signal: AbortSignal.timeout(5_000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}
