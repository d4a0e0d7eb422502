/** Pages in memory: many of them in little room, as they share most of their letters. */
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'

/** What pages of one kind have in common. */
type Common = {
  headers: [name: string, value: string][]
  tables: readonly string[]
  /** A page of the same route, in which what they share is found */
  sample: Buffer
}

export type Kept = {
  common: Common
  /** Compressed, a letter a byte: a short string costs less beside itself than a buffer */
  body: string
  etag: string
  /** The number of changes known when its making began */
  since: number
  /** Until when it holds, as `Date.now()` */
  until: number
  shown: number
  /** When it was last known to be true, as `Date.now()` */
  trueAt: number
}

type Encoding = 'br' | 'gzip' | 'identity'

/** What an entry takes beside its letters, measured. */
const BESIDE = 350
/** As far back as the compression looks. */
const SAMPLE_BYTES = 32 * 1024
/** Of the room: for addresses with typed words, of which there is no end, and for answers ready to be sent. */
const PART = 1 / 8
const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 3,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
}

export class Store {
  readonly #pages: LRUCache<string, Kept>
  readonly #typed: LRUCache<string, Kept>
  readonly #ready: LRUCache<string, Buffer>
  readonly #commons = new Map<string, Common>()
  readonly #samples = new Map<string, Buffer>()

  constructor(megabytes: number) {
    const bytes = megabytes * 1024 * 1024
    const pages = (share: number) =>
      new LRUCache<string, Kept>({
        maxSize: Math.round(bytes * share),
        sizeCalculation: (page, key) => page.body.length + key.length + BESIDE,
      })
    this.#pages = pages(1 - 2 * PART)
    this.#typed = pages(PART)
    this.#ready = new LRUCache({
      maxSize: Math.round(bytes * PART),
      sizeCalculation: (body, key) => body.length + key.length + BESIDE,
    })
  }

  /** Bytes taken, and how many pages. */
  get size(): { bytes: number; pages: number } {
    return {
      bytes: this.#pages.calculatedSize + this.#typed.calculatedSize + this.#ready.calculatedSize,
      pages: this.#pages.size + this.#typed.size,
    }
  }

  get(key: string, isTyped: boolean): Kept | undefined {
    return (isTyped ? this.#typed : this.#pages).get(key)
  }

  /** @param kind its route and language: pages of one kind look alike */
  set(
    key: string,
    isTyped: boolean,
    kind: string,
    page: Pick<Kept, 'since' | 'until'> & Pick<Common, 'headers' | 'tables'> & { html: Buffer },
  ): Kept {
    const kept = this.make(kind, page)
    ;(isTyped ? this.#typed : this.#pages).set(key, kept)
    return kept
  }

  /** A page as it is kept, without keeping it. */
  make(
    kind: string,
    page: Pick<Kept, 'since' | 'until'> & Pick<Common, 'headers' | 'tables'> & { html: Buffer },
  ): Kept {
    const { html, since, until } = page
    const common = this.#common(kind, page)
    return {
      common,
      body: deflateRawSync(html, { dictionary: common.sample, level: 6, memLevel: 9 }).toString('latin1'),
      etag: `W/"${createHash('sha1').update(html).digest('base64url').slice(0, 16)}"`,
      since,
      until,
      shown: 0,
      trueAt: Date.now(),
    }
  }

  delete(key: string, isTyped: boolean): void {
    ;(isTyped ? this.#typed : this.#pages).delete(key)
  }

  /** The body as it is sent. What is asked for again is also kept ready. */
  body(key: string, kept: Kept, encoding: Encoding): Buffer {
    const readyKey = `${encoding} ${kept.etag} ${key}`
    const ready = kept.shown > 1 ? this.#ready.get(readyKey) : undefined
    if (ready) return ready
    const html = this.html(kept)
    const body =
      encoding === 'br'
        ? brotliCompressSync(html, BROTLI)
        : encoding === 'gzip'
          ? gzipSync(html, { level: 3 })
          : html
    if (++kept.shown > 1) this.#ready.set(readyKey, body)
    return body
  }

  /** The body as it was made. */
  html(kept: Kept): Buffer {
    return inflateRawSync(Buffer.from(kept.body, 'latin1'), { dictionary: kept.common.sample })
  }

  #common(
    kind: string,
    { headers, tables, html }: Pick<Common, 'headers' | 'tables'> & { html: Buffer },
  ): Common {
    let sample = this.#samples.get(kind)
    if (!sample) {
      sample = Buffer.from(html.subarray(-SAMPLE_BYTES))
      this.#samples.set(kind, sample)
    }
    const same = `${kind}\n${tables.join()}\n${JSON.stringify(headers)}`
    let common = this.#commons.get(same)
    if (!common) {
      common = { headers, tables, sample }
      this.#commons.set(same, common)
    }
    return common
  }
}
