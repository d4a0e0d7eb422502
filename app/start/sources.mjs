/**
 * What the build is made from, and whether there is one of just that. JavaScript, as every start asks before anything
 * else, when nothing is there yet that reads TypeScript.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The folder of the project. */
export const root = path.resolve(import.meta.dirname, '../..')

/** Everything that the build is made from. */
const SOURCES = [
  ...['app', 'public', 'prisma/schema', 'prisma/seed', 'prisma/migrate.ts'],
  ...['package-lock.json', 'remix.config.js', 'vite.config.ts'],
]

/** Where the fingerprint of the sources of the last complete build is kept. */
const MARK = path.join(root, 'build', 'sources')

/** Where the build lies: the program that starts it, the server's module of the pages, and the files for browsers. */
export const built = {
  start: path.join(root, 'build/start/start.js'),
  server: path.join(root, 'build/server/index.js'),
  client: path.join(root, 'build/client'),
}

/** A word for all that the build is made from, another one when a letter of it changes. */
export function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const full = path.join(root, source)
    if (!existsSync(full)) continue
    for (const file of filesOf(full)) hash.update(`${path.relative(root, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** @param {string} full */
function filesOf(full) {
  if (!statSync(full).isDirectory()) return [full]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** Whether a complete build of these sources is there. */
export function isBuilt(sources = fingerprint()) {
  return Object.values(built).every((file) => existsSync(file)) && existsSync(MARK)
    ? readFileSync(MARK, 'utf8') === sources
    : false
}

/**
 * Says that the build is of these sources, or of none while it is being made.
 * @param {string | null} sources
 */
export function mark(sources) {
  if (sources) writeFileSync(MARK, sources)
  else rmSync(MARK, { force: true })
}
