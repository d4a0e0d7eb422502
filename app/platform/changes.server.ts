/**
 * Learns from the database which tables have changed, also by another instance: their triggers tell it at the commit
 * (`tell_change`), and one connection listens. Whoever keeps anything asks `isSure` before showing it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { copiesAreBehind, copiesMayHave, copiesState, hasCopies } from './copies.server'
import { knowTables } from './reads.server'

const CHANNEL = 'portal_changed'
/** How often the connection is asked whether it still hears. */
const BEAT_MS = 250
/** How long ago it may have been heard last: then anything that was changed is known within a second. */
const SURE_MS = 750
/** An answer that takes longer is none: the connection is made anew. */
const GIVEN_UP_MS = 3_000
const AGAIN_MS = 500

const TABLES = `
  SELECT c.relname AS name, count(t.oid) = 3 AS told
  FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgenabled IN ('O', 'A')
    AND t.tgname IN ('tell_insert', 'tell_update', 'tell_delete')
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
  GROUP BY c.relname`

/** Where the log ends, also what is not yet on the disk: no commit that was told lies behind it. */
const LOG_END = 'SELECT pg_current_wal_insert_lsn()::text AS lsn'

export class Changes {
  #now = 1
  /** When each table changed last, and when all may have */
  #last = new Map<string, number>()
  #all = 1
  #client?: pg.Client
  #heardAt = Number.NEGATIVE_INFINITY
  #notBefore = Number.NEGATIVE_INFINITY
  #beating = false
  #again = false
  #ended = false
  #running: Promise<void>

  constructor(private readonly databaseUrl: string) {
    this.#running = this.#run()
  }

  /** A number that grows with each change. */
  get now(): number {
    return this.#now
  }

  /** Whether every change that was committed a second ago or earlier is known here. */
  get isSure(): boolean {
    return this.#heardAt > this.#notBefore && performance.now() - this.#heardAt < SURE_MS
  }

  /** Whether none of these tables has changed since `then`. */
  isUnchanged(tables: readonly string[], then: number): boolean {
    if (this.#all > then) return false
    for (const table of tables) if ((this.#last.get(table) ?? 0) > then) return false
    return true
  }

  /**
   * To be called after something was written here, before its writer is told: nothing is sure until the listener has
   * been heard again, so that nobody looks at what they have changed and sees it unchanged.
   */
  wrote(): void {
    this.#notBefore = performance.now()
    copiesAreBehind()
    void this.#beat()
  }

  async close(): Promise<void> {
    this.#ended = true
    this.#lose()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      try {
        await this.#listen()
        while (this.#client) {
          await this.#beat()
          await sleep(BEAT_MS)
        }
      } catch (error) {
        this.#lose()
        if (!this.#ended) console.warn('changes are not heard, nothing is kept:', (error as Error).message)
      }
      if (!this.#ended) await sleep(AGAIN_MS)
    }
  }

  async #listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.databaseUrl,
      application_name: `portal-changes:${process.pid}`,
      connectionTimeoutMillis: GIVEN_UP_MS,
      query_timeout: GIVEN_UP_MS,
    })
    const lose = () => {
      if (client === this.#client) this.#lose()
    }
    client.on('error', lose).on('end', lose)
    client.on('notification', ({ payload }) => {
      this.#now++
      if (payload) this.#last.set(payload, this.#now)
      else this.#all = this.#now
      copiesAreBehind()
      if (hasCopies() && client === this.#client) void this.#beat()
    })
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANNEL}`)
      const { rows } = await client.query<{ name: string; told: boolean }>(TABLES)
      knowTables(new Map(rows.map(({ name, told }) => [name, told])))
      // A pooler that hands out another server connection for each statement takes the LISTEN and delivers nothing.
      await this.#prove(client)
    } catch (error) {
      void client.end().catch(() => {})
      throw error
    }
    if (this.#ended) return void client.end().catch(() => {})
    this.#all = ++this.#now
    this.#client = client
  }

  /** Whether a message sent by another connection arrives. */
  async #prove(client: pg.Client): Promise<void> {
    const word = `?${process.pid}-${Math.random()}`
    const arrived = new Promise<void>((resolve, reject) => {
      client.on('notification', ({ payload }) => payload === word && resolve())
      setTimeout(() => reject(new Error('no message arrives by LISTEN')), GIVEN_UP_MS).unref()
    })
    const other = new pg.Client({ connectionString: this.databaseUrl, connectionTimeoutMillis: GIVEN_UP_MS })
    other.on('error', () => {})
    try {
      await other.connect()
      await Promise.all([arrived, other.query('SELECT pg_notify($1, $2)', [CHANNEL, word])])
    } finally {
      arrived.catch(() => {})
      void other.end().catch(() => {})
    }
  }

  /**
   * Hears whether the connection stands. What was told before the question was sent has arrived before its answer:
   * both come in order on the one connection.
   */
  async #beat(): Promise<void> {
    if (this.#beating) {
      this.#again = true
      return
    }
    this.#beating = true
    try {
      do {
        this.#again = false
        const client = this.#client
        if (!client) return
        const asked = performance.now()
        const state = copiesState()
        const { rows } = await client.query<{ lsn: string }>(hasCopies() ? LOG_END : 'SELECT')
        if (client !== this.#client) continue
        this.#heardAt = asked
        if (rows[0]?.lsn) copiesMayHave(rows[0].lsn, state, asked)
      } while (this.#again)
    } catch {
      this.#lose()
    } finally {
      this.#beating = false
    }
  }

  #lose(): void {
    const client = this.#client
    this.#client = undefined
    this.#heardAt = Number.NEGATIVE_INFINITY
    this.#all = ++this.#now
    this.#last.clear()
    copiesAreBehind()
    void client?.end().catch(() => {})
  }
}
