/** The embedded server of a folder, through the accidents that a folder can meet. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Cluster, openCluster } from '~/platform/postgres.server'
import { Refusal } from '~/platform/refusal'

const base = path.resolve('.data', `cluster-${process.pid}`)
const folder = path.join(base, 'postgres')
const note = path.join(folder, 'postmaster.pid')
const open: Cluster[] = []

async function openHere(onLoss?: (problem?: unknown) => void): Promise<Cluster> {
  const cluster = await openCluster({ folder, durable: false, program: 'cluster-test', onLoss })
  open.push(cluster)
  return cluster
}

async function ask<T>(url: string, sql: string): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] as T
  } finally {
    await client.end()
  }
}

const postmaster = () => Number.parseInt(readFileSync(note, 'utf8'), 10)

/** Kills the server; its note stays behind as after a crash. */
async function crash(): Promise<string> {
  const cluster = await openCluster({ folder, durable: false, program: 'cluster-test', onLoss: () => {} })
  const left = readFileSync(note, 'utf8')
  await cluster.close()
  return left
}

beforeAll(async () => {
  const cluster = await openHere()
  await cluster.ensureDatabase('portal')
  await ask(cluster.url('portal'), 'CREATE TABLE kept AS SELECT 1 AS one')
})

afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
})

afterAll(() => rmSync(base, { recursive: true, force: true }))

test('the role of the portal is no superuser, and knows Japanese letters', async () => {
  const cluster = await openHere()
  const url = cluster.url('portal')
  expect(await ask(url, `SELECT rolsuper AS yes FROM pg_roles WHERE rolname = current_user`)).toEqual({
    yes: false,
  })
  await ask(url, 'CREATE EXTENSION IF NOT EXISTS pg_trgm')
  expect(await ask(url, `SELECT cardinality(show_trgm('防災訓練')) AS n`)).toEqual({ n: 5 })
})

test('only its owner can read the folder and the password', async () => {
  expect(statSync(folder).mode & 0o077).toBe(0)
  expect(statSync(path.join(folder, 'portal.password')).mode & 0o077).toBe(0)
})

test('several users share one server, and the last one stops it', async () => {
  const [first, second] = await Promise.all([openHere(), openHere()])
  const pid = postmaster()
  await first.close()
  expect(await ask(second.url('portal'), 'SELECT one FROM kept')).toEqual({ one: 1 })
  expect(postmaster()).toBe(pid)
  await second.close()
  expect(() => postmaster()).toThrow('ENOENT')
})

test('a note that was never written does not keep the server from starting', async () => {
  const left = await crash()
  writeFileSync(note, left)
  truncateSync(note)
  const minuteAgo = Date.now() / 1000 - 60
  utimesSync(note, minuteAgo, minuteAgo)
  const cluster = await openHere()
  expect(await ask(cluster.url('portal'), 'SELECT one FROM kept')).toEqual({ one: 1 })
})

test('a note whose number has gone to another program does not either', async () => {
  const left = await crash()
  const { uid, gid } = statSync(folder)
  const other = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid, gid } : {})
  writeFileSync(note, left.replace(/^\d+/, String(other.pid)))
  const cluster = await openHere()
  expect(postmaster()).not.toBe(other.pid)
  expect(await ask(cluster.url('portal'), 'SELECT one FROM kept')).toEqual({ one: 1 })
  other.kill()
})

test('a server that is killed comes back on its port', async () => {
  const losses: unknown[] = []
  const cluster = await openHere((problem) => losses.push(problem))
  const url = cluster.url('portal')
  process.kill(postmaster(), 'SIGKILL')
  while (losses.length === 0) await sleep(50)
  expect(losses).toEqual([undefined])
  expect(cluster.url('portal')).toBe(url)
  expect(await ask(url, 'SELECT one FROM kept')).toEqual({ one: 1 })
})

test('a folder with something else in it, or of another version, is refused in words', async () => {
  const other = path.join(base, 'other')
  mkdirSync(other)
  writeFileSync(path.join(other, 'letter.txt'), 'not a database')
  await expect(openCluster({ folder: other, durable: false })).rejects.toThrow(Refusal)
  expect(readFileSync(path.join(other, 'letter.txt'), 'utf8')).toBe('not a database')

  const version = path.join(folder, 'PG_VERSION')
  const written = readFileSync(version, 'utf8')
  writeFileSync(version, '12\n')
  await expect(openHere()).rejects.toThrow('holds data of PostgreSQL 12')
  writeFileSync(version, written)
})
