/**
 * A cluster of three PostgreSQL on this machine, from Debian's packages: Patroni with etcd chooses the leader, HAProxy
 * asks Patroni who that is, and PgBouncer stands before it as the one address that a program needs.
 */
import type { ChildProcess } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freePort } from './portal'
import {
  askDatabase,
  endServer,
  give,
  postgresPrograms,
  programAt,
  serverFolder,
  startServer,
  until,
} from './servers'

const programs = {
  patroni: programAt('/usr/bin/patroni', '/usr/local/bin/patroni'),
  etcd: programAt('/usr/bin/etcd', '/usr/local/bin/etcd'),
  haproxy: programAt('/usr/sbin/haproxy'),
  pgbouncer: programAt('/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'),
  'postgresql-15': postgresPrograms,
}

/** What of it is not there; with anything missing no cluster can be made. */
export const missingForCluster = Object.entries(programs)
  .filter(([, place]) => !place)
  .map(([name]) => name)

const PASSWORD = 'cluster'
const SUPERUSER = { username: 'postgres', password: PASSWORD }

type Node = { name: string; rest: number; port: number; child?: ChildProcess }

export type Patroni = {
  /** For the portal: PgBouncer before the leader. */
  url: string
  /** HAProxy before those that follow it. */
  replicaUrl: string
  /** The leader itself, as Patroni tells it. */
  leader(): Promise<Node>
  /** How many followers have every commit before it is acknowledged. */
  synchronous(): Promise<number>
  /** Kills a node's Patroni and its PostgreSQL, as when a machine loses its power. */
  kill(node: Node): Promise<void>
  /** What each program has said last, for a test that fails. */
  logs(): string
  close(): Promise<void>
}

export async function openPatroni(): Promise<Patroni> {
  const folder = serverFolder('cluster')
  const at = (...names: string[]) => path.join(folder, ...names)
  const log = (name: string) => at(`${name}.log`)
  const children: ChildProcess[] = []
  const names: string[] = []
  const run = (name: string, program: string | undefined, args: string[]) => {
    const child = startServer(program ?? '', args, log(name))
    children.push(child)
    names.push(name)
    return child
  }
  // All asked for at once, so that none is given twice.
  const [etcd = 0, peer = 0, primary = 0, followers = 0, bouncer = 0, ...more] = await Promise.all(
    Array.from({ length: 11 }, freePort),
  )
  const nodes: Node[] = [1, 2, 3].map((n) => ({
    name: `node${n}`,
    rest: more[n * 2 - 2] ?? 0,
    port: more[n * 2 - 1] ?? 0,
  }))

  const address = (port: number) => `http://127.0.0.1:${port}`
  run('etcd', programs.etcd, [
    ...['--name', 'one', '--data-dir', at('etcd'), '--unsafe-no-fsync'],
    ...['--listen-client-urls', address(etcd), '--advertise-client-urls', address(etcd)],
    ...['--listen-peer-urls', address(peer), '--initial-advertise-peer-urls', address(peer)],
    ...['--initial-cluster', `one=${address(peer)}`],
  ])
  await until('etcd', async () => (await fetch(`${address(etcd)}/health`)).ok)

  const startNode = (node: Node) => {
    const file = at(`${node.name}.yml`)
    give(at(node.name))
    writeFileSync(file, JSON.stringify(nodeSettings(node, etcd, at(node.name))))
    node.child = run(node.name, programs.patroni, [file])
  }
  for (const node of nodes) startNode(node)
  const members = async () => {
    for (const node of nodes) {
      if (node.child?.exitCode !== null || node.child.signalCode !== null) continue
      const answer = await fetch(`${address(node.rest)}/cluster`, {
        signal: AbortSignal.timeout(2_000),
      }).catch(() => null)
      if (answer?.ok) return ((await answer.json()) as { members: Member[] }).members
    }
    return []
  }
  const synchronous = async () => (await members()).filter(({ role }) => role === 'sync_standby').length
  const leader = async () => {
    const found = (await members()).find(({ role, state }) => role === 'leader' && state === 'running')
    const node = nodes.find(({ name }) => name === found?.name)
    if (!node) throw new Error('There is no leader.')
    return node
  }

  writeFileSync(at('haproxy.cfg'), balancerSettings(nodes, primary, followers))
  run('haproxy', programs.haproxy, ['-db', '-f', at('haproxy.cfg')])
  writeFileSync(at('users.txt'), `"portal" "${PASSWORD}"\n`)
  writeFileSync(at('pgbouncer.ini'), poolerSettings(bouncer, primary, at('users.txt')))
  run('pgbouncer', programs.pgbouncer, [at('pgbouncer.ini')])

  const logs = () =>
    names
      .map((name) => `== ${name}\n${readFileSync(log(name), 'utf8').split('\n').slice(-25).join('\n')}`)
      .join('\n')
  const close = async () => {
    for (const node of nodes) await end(node, at(node.name))
    for (const child of children) await endServer(child, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await until('one leader and two who follow', async () => (await members()).length === 3, 60)
    await until('a follower who has every commit', async () => (await synchronous()) > 0, 60)
    const direct = `postgresql://postgres:${PASSWORD}@127.0.0.1:${(await leader()).port}/postgres`
    await askDatabase(direct, `CREATE ROLE portal LOGIN PASSWORD '${PASSWORD}'`)
    await askDatabase(direct, 'CREATE DATABASE portal OWNER portal')
    const url = (port: number) => `postgresql://portal:${PASSWORD}@127.0.0.1:${port}/portal`
    await until('the way to the leader', async () => (await askDatabase(url(bouncer), 'SELECT')).length === 1)
    return {
      url: url(bouncer),
      replicaUrl: url(followers),
      leader,
      synchronous,
      kill: (node) => end(node, at(node.name)),
      logs,
      close,
    }
  } catch (error) {
    const said = logs()
    await close()
    throw new Error(`${(error as Error).message}\n${said}`)
  }
}

type Member = { name: string; role: string; state: string }

/** Patroni first, so that it brings nothing back; then the server, whose children end with it. */
async function end(node: Node, folder: string): Promise<void> {
  await endServer(node.child, 'SIGKILL')
  try {
    process.kill(Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

function nodeSettings({ name, rest, port }: Node, etcd: number, data: string) {
  return {
    scope: 'portal',
    name,
    restapi: { listen: `127.0.0.1:${rest}`, connect_address: `127.0.0.1:${rest}` },
    etcd3: { host: `127.0.0.1:${etcd}` },
    bootstrap: {
      dcs: {
        // Short, as a test must not take long; in service 30, 10 and 10 are usual.
        ttl: 10,
        loop_wait: 1,
        retry_timeout: 3,
        synchronous_mode: true,
        postgresql: {
          use_pg_rewind: true,
          parameters: { max_connections: 150, wal_keep_size: '256MB', shared_buffers: '32MB' },
        },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      listen: `127.0.0.1:${port}`,
      connect_address: `127.0.0.1:${port}`,
      data_dir: data,
      bin_dir: programs['postgresql-15'],
      pgpass: `${data}.pgpass`,
      authentication: { superuser: SUPERUSER, replication: { username: 'replicator', password: PASSWORD } },
      pg_hba: [
        'host replication replicator 127.0.0.1/32 scram-sha-256',
        'host all all 127.0.0.1/32 scram-sha-256',
      ],
      parameters: { unix_socket_directories: '' },
    },
  }
}

const balancerSettings = (nodes: Node[], primary: number, followers: number) => `global
  maxconn 400
defaults
  mode tcp
  timeout connect 2s
  timeout check 1s
  timeout client 30m
  timeout server 30m
${[
  ['primary', primary, 'OPTIONS /primary'],
  ['followers', followers, 'OPTIONS /replica'],
]
  .map(
    ([name, port, check]) => `listen ${name}
  bind 127.0.0.1:${port}
  option httpchk ${check}
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
${nodes.map((node) => `  server ${node.name} 127.0.0.1:${node.port} check port ${node.rest}`).join('\n')}
`,
  )
  .join('')}`

const poolerSettings = (listen: number, primary: number, users: string) => `[databases]
* = host=127.0.0.1 port=${primary}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = session
max_client_conn = 300
default_pool_size = 60
server_login_retry = 1
server_connect_timeout = 3
ignore_startup_parameters = extra_float_digits,options
`
