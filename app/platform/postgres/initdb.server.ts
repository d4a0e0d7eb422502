/** Making the database folder, and the settings of its server. */
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Refusal } from '../refusal'
import type { Programs } from './programs.server'

/**
 * Makes a database in a folder of its own and moves it into place, so that nobody ever sees half of one.
 * @throws Refusal when the folder holds something else, or the database cannot be made
 */
export async function initialise(folder: string, programs: Programs, durable: boolean) {
  const parent = path.dirname(folder)
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refusal(
      `${folder} は空でも、データベースでもありません。中身を移してから起動してください。`,
      `${folder} is neither empty nor a database: move away what is in it.`,
    )
  }
  clearLeftovers(parent)
  const work = mkdtempSync(path.join(parent, '.initdb-'))
  const made = path.join(work, 'cluster')
  try {
    const passwordFile = path.join(work, 'password')
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    programs.own(work)
    const options = [
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ]
    if (!durable) options.push('--no-sync')
    let outcome = { code: 1 as number | null, output: '' }
    // The locale tells pg_trgm that Japanese characters are letters; plain C, where there is nothing else, does not.
    for (const locale of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
      rmSync(made, { recursive: true, force: true })
      outcome = await programs.run('initdb', [`--pgdata=${made}`, `--locale=${locale}`, ...options])
      if (outcome.code === 0 || !/locale/.test(outcome.output)) break
    }
    if (outcome.code !== 0) {
      const reason = outcome.output
        .trim()
        .split('\n')
        .filter((line) => /error|fatal|failed/i.test(line))
      throw new Refusal(
        `${folder} にデータベースを作れません: ${reason.join(' ') || outcome.output.trim()}`,
        `No database could be made in ${folder}: ${reason.join(' ') || outcome.output.trim()}`,
      )
    }
    appendFileSync(path.join(made, 'postgresql.conf'), "\ninclude 'portal.conf'\n")
    writeFileSync(path.join(made, 'portal.conf'), configuration(durable))
    renameSync(passwordFile, path.join(made, 'portal.password'))
    programs.own(made)
    renameSync(made, folder)
  } catch (error) {
    // Another portal that started at the same moment was faster: its database is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Removes what a start that was killed while it made the database has left. */
function clearLeftovers(parent: string) {
  const hour = 3_600_000
  for (const entry of readdirSync(parent)) {
    const file = path.join(parent, entry)
    if (entry.startsWith('.initdb-') && Date.now() - statSync(file).mtimeMs > hour)
      rmSync(file, { recursive: true, force: true })
  }
}

/**
 * The settings of the server. No values of statements go into its log: they may be personal.
 * @param durable whether a committed transaction survives a power cut
 */
export function configuration(durable: boolean): string {
  return `# Written at each start; changes here are lost.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
fsync = ${durable ? 'on' : 'off'}
synchronous_commit = ${durable ? 'on' : 'off'}
full_page_writes = ${durable ? 'on' : 'off'}
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
`
}
