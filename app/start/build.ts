/** The production build of the pages: made when what it is made from has changed. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../platform/refusal'

const root = path.resolve(import.meta.dirname, '../..')

/** Everything that the build is made from. */
const SOURCES = ['app', 'public', 'prisma/schema', 'package-lock.json', 'remix.config.js', 'vite.config.ts']

/** How long whoever waits for another's build sleeps between two looks, milliseconds. */
const LOOK_MS = 200
/** No build takes so long, milliseconds. */
const LONGEST_BUILD_MS = 900_000

/** Holds the number of the process that builds in this folder; not in `build`, which a build empties. */
const LOCK = path.join(root, '.cache', 'build.lock')

/** Where the fingerprint of the sources of the last complete build is kept. */
const MARK = path.join(root, 'build', 'sources')

/** Where the build lies: the server's module, and the files for browsers. */
export const built = {
  server: path.join(root, 'build/server/index.js'),
  client: path.join(root, 'build/client'),
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const full = path.join(root, source)
    if (!existsSync(full)) continue
    const files = statSync(full).isDirectory()
      ? readdirSync(full, { recursive: true, encoding: 'utf8' })
          .map((file) => path.join(full, file))
          .filter((file) => statSync(file).isFile())
          .sort()
      : [full]
    for (const file of files) hash.update(`${path.relative(root, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function isCurrent(sources: string): boolean {
  return existsSync(built.server) && existsSync(MARK) && readFileSync(MARK, 'utf8') === sources
}

/**
 * Builds the pages if they are not built from the present sources. Of several portals that start at once in
 * one folder one builds, and the others wait for it.
 * @param report told before the build, which takes some seconds
 * @throws Refusal with the words of the build when it fails
 */
export async function ensureBuild(report: () => void): Promise<void> {
  const sources = fingerprint()
  if (isCurrent(sources)) return
  try {
    await lock()
    if (isCurrent(sources)) return
    report()
    await buildPages(sources)
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

/** Builds the pages now, where no database is needed: for an image or a machine that only builds. */
export async function buildPages(sources = fingerprint()): Promise<void> {
  rmSync(MARK, { force: true })
  await generateClient()
  await run('@remix-run/dev/package.json', 'dist/cli.js', ['vite:build'])
  mkdirSync(path.dirname(MARK), { recursive: true })
  writeFileSync(MARK, sources)
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
