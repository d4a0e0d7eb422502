/** The production build of the pages and of the program that serves them: made when what it is made from has changed. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build, type Plugin } from 'vite'
import { Refusal } from '../platform/refusal'
import { built, fingerprint, isBuilt, mark, root } from './sources.mjs'

/** How long whoever waits for another's build sleeps between two looks, milliseconds. */
const LOOK_MS = 200
/** No build takes so long, milliseconds. */
const LONGEST_BUILD_MS = 900_000

/** Holds the number of the process that builds in this folder; not in `build`, which a build empties. */
const LOCK = path.join(root, '.cache', 'build.lock')

/**
 * Builds the portal if it is not built from the present sources; no database is needed. Of several portals that start at once in
 * one folder one builds, and the others wait for it.
 * @param report told before the build, which takes some seconds
 * @throws Refusal with the words of the build when it fails
 */
export async function ensureBuild(report: () => void): Promise<void> {
  const sources = fingerprint()
  if (isBuilt(sources)) return
  try {
    await lock()
    if (isBuilt(sources)) return
    report()
    mark(null)
    await generateClient()
    await run('@remix-run/dev/package.json', 'dist/cli.js', ['vite:build'])
    await buildStart()
    mark(sources)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(
      `ページを組み立てられません: ${(error as Error).message}`,
      `The pages cannot be built: ${(error as Error).message}`,
      { cause: error },
    )
  } finally {
    unlock()
  }
}

/** Waits until nobody else builds in this folder. The lock of a process that has died counts for nothing. */
async function lock(): Promise<void> {
  mkdirSync(path.dirname(LOCK), { recursive: true })
  while (true) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = lockHolder()
    if (holder !== null && !(isAlive(holder) && isFresh())) rmSync(LOCK, { force: true })
    await sleep(LOOK_MS)
  }
}

/** Another process may bear the number of one that has died. */
function isFresh(): boolean {
  return Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0) < LONGEST_BUILD_MS
}

function unlock(): void {
  if (lockHolder() === process.pid) rmSync(LOCK, { force: true })
}

/** Null where there is no lock any more, or its writer died before it had written its number. */
function lockHolder(): number | null {
  try {
    return Number(readFileSync(LOCK, 'utf8')) || null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** `app/start.ts` with all that it imports of the project; what is from packages stays where it is. */
async function buildStart(): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [foldersOfSources()],
    resolve: { alias: { '~': path.join(root, 'app') } },
    build: {
      ssr: 'app/start.ts',
      outDir: path.dirname(built.start),
      target: 'es2022',
      copyPublicDir: false,
      // All in one folder: from there the sources are found.
      rollupOptions: { output: { chunkFileNames: '[name]-[hash].js' } },
    },
  })
}

/** In parts, as this file is among those in which it is looked for. */
const HERE = ['import', 'meta', 'dirname'].join('.')

/** What looks for a file beside itself finds it beside its source. */
function foldersOfSources(): Plugin {
  const folder = path.dirname(built.start)
  return {
    name: 'folders-of-sources',
    transform(code, id) {
      if (!code.includes(HERE)) return
      const to = JSON.stringify(`/${path.relative(folder, path.dirname(id))}`)
      return { code: code.replaceAll(HERE, `(${HERE} + ${to})`), map: null }
    },
  }
}

/** Makes the database client where the install was told not to run scripts. */
export async function generateClient(): Promise<void> {
  if (existsSync(path.join(root, 'prisma/generated/client.ts'))) return
  await run('prisma/package.json', 'build/index.js', ['generate'])
}

function run(packageFile: string, program: string, args: string[]): Promise<void> {
  const folder = path.dirname(createRequire(import.meta.url).resolve(packageFile))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(folder, program), ...args], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const stop = () => child.kill()
    process.once('exit', stop)
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('exit', stop)
      if (code === 0) resolve()
      else
        reject(
          new Refusal(
            `ページを組み立てられません。\n${output.trim()}`,
            'The pages cannot be built; the reason stands above.',
          ),
        )
    })
  })
}
