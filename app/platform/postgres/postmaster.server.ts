/** What the file `postmaster.pid` in a database folder says about the server that runs there, or ran. */
import { spawnSync } from 'node:child_process'
import { chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export type Postmaster = { pid: number; port: number }

/** The server noted in a database folder, its port 0 while it is not known yet; undefined when none is noted. */
export function readPostmaster(folder: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 ? { pid, port: port || 0 } : undefined
}

/** Whether a process exists, by whomever it is run. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether the noted process is the server of this folder. After a crash its number may have gone to some other
 * program or to another PostgreSQL, and in a container whose first process does not collect its children it
 * may be a dead one's.
 */
export function isServerOf(folder: string, { pid }: Postmaster): boolean {
  if (!exists(pid)) return false
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout.includes('postgres') && stdout.includes(folder)
  }
  try {
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return path.basename(program) === 'postgres' && args.includes(folder)
  } catch {
    return false
  }
}

/** No process has this number on any system. */
const NOBODY = 2_147_483_646

/**
 * Lets a server start where one died and its number now belongs to somebody else, which PostgreSQL would take
 * for the dead one. Only the number is replaced: the rest of the note lets PostgreSQL see by itself whether
 * any process still holds the old server's memory.
 */
export function disown(folder: string, { pid }: Postmaster): void {
  if (!exists(pid)) return
  const file = path.join(folder, 'postmaster.pid')
  const text = readFileSync(file, 'utf8')
  if (!text.startsWith(`${pid}\n`)) return
  // Moved into place, because a portal killed while it writes must not leave an empty note.
  const draft = `${file}.${process.pid}`
  const { uid, gid } = statSync(folder)
  writeFileSync(draft, text.replace(/^\d+/, String(NOBODY)), { mode: 0o600 })
  chownSync(draft, uid, gid)
  renameSync(draft, file)
}

/** How long a server may take between making its note and writing it, milliseconds. */
const WRITING_MS = 3_000

/**
 * Removes a note that says nothing: the machine went down, or the server was killed, before it was written.
 * PostgreSQL leaves the decision to people, as it cannot know whether another server is about to write it.
 */
export function clearEmptyNote(folder: string): void {
  const file = path.join(folder, 'postmaster.pid')
  const note = statSync(file, { throwIfNoEntry: false })
  if (note?.size === 0 && Date.now() - note.mtimeMs > WRITING_MS) rmSync(file, { force: true })
}
