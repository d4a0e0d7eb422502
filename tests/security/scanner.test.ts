/** Files and the virus scanner: a real clamd, with a database that knows the harmless test file of EICAR alone. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Invalid } from '~/platform/errors'
import { readForm } from '~/platform/forms.server'
import { type Settings, settings } from '~/platform/settings.server'

// In two pieces, so that no scanner takes this file for it.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const chosen = settings() as { -readonly [K in keyof Settings]: Settings[K] }

/** Sends a form with a text and files, as a browser does. */
function send(...files: { name: string; content: string | Uint8Array<ArrayBuffer> }[]) {
  const form = new FormData()
  form.set('title', '総会資料')
  for (const { name, content } of files) form.append('files', new File([content], name))
  const request = new Request('http://localhost:3000/notices/new', { method: 'POST', body: form })
  const context = { cache: new Map<string, unknown>(), address: '192.0.2.1' }
  return { context, read: readForm({ request, context }, { maxBytes: 30 * 1048576, maxCount: 10 }) }
}

/** What was said against the files. */
async function refusal(sent: ReturnType<typeof send>): Promise<string> {
  const error = await sent.read.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Invalid)
  return decodeURIComponent((error as Invalid).errors.files?.join(' ') ?? '')
}

/** How many uploads lie about. */
function waiting(): number {
  try {
    return readdirSync(path.join(chosen.DATA_DIR, 'incoming')).length
  } catch {
    return 0
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

const hasClamd = spawnSync('clamd', ['--version']).status === 0
if (!hasClamd)
  console.log('clamd is not installed (Debian: clamav-daemon): the tests with the real scanner are skipped')

describe.skipIf(!hasClamd)('with clamd', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clamd-'))
  let clamd: ChildProcess

  beforeAll(async () => {
    const port = await freePort()
    writeFileSync(path.join(folder, 'eicar.ndb'), `Eicar-Test:0:*:${Buffer.from(EICAR).toString('hex')}\n`)
    writeFileSync(
      path.join(folder, 'clamd.conf'),
      [
        'Foreground yes',
        `DatabaseDirectory ${folder}`,
        'TCPAddr 127.0.0.1',
        `TCPSocket ${port}`,
        `TemporaryDirectory ${folder}`,
        'StreamMaxLength 21M',
      ].join('\n'),
    )
    clamd = spawn('clamd', ['--config-file', path.join(folder, 'clamd.conf')], { stdio: 'ignore' })
    const isUp = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1')
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
        socket.once('connect', () => socket.destroy())
      })
    for (let tries = 0; tries < 300 && !(await isUp()); tries++) await sleep(100)
    chosen.CLAMAV_HOST = `127.0.0.1:${port}`
  }, 60_000)

  afterAll(() => {
    clamd?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  test('a clean file is taken, whatever its size', async () => {
    const form = await send(
      { name: '議案.pdf', content: '%PDF-1.7 clean %%EOF' },
      { name: 'large.bin', content: new Uint8Array(20 * 1048576).fill(7) },
      { name: 'empty.csv', content: '' },
    ).read
    expect(form.files.map(({ size }) => size)).toEqual([20, 20 * 1048576, 0])
    await form.discard()
  })

  test.each([
    ['議案.pdf', `%PDF-1.7\n${EICAR}\n%%EOF`],
    ['officers.csv', `氏名,役職\n${EICAR},会長\n`],
    ['photo.jpg', EICAR],
  ])(
    'a virus in %s is refused by name; nothing stays, and what was typed comes back',
    async (name, content) => {
      const before = waiting()
      const sent = send({ name: 'clean.txt', content: 'clean' }, { name, content })
      expect(await refusal(sent)).toBe(`form.infected?name=${name}`)
      expect(waiting()).toBe(before)
      expect(sent.context.cache.get('form')).toMatchObject({ title: '総会資料' })
    },
  )

  test('a file that the scanner will not look at is not taken', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const sent = send({ name: 'larger.bin', content: new Uint8Array(22 * 1048576) })
    expect(await refusal(sent)).toBe('form.unscanned?name=larger.bin')
  })

  test('many files at once are each told apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        send({ name: `${n}.txt`, content: n % 2 ? EICAR : `clean ${n}` }).read.then(
          () => 'taken',
          () => 'refused',
        ),
      ),
    )
    expect(answers).toEqual(answers.map((_, n) => (n % 2 ? 'refused' : 'taken')))
  })
})

describe('a scanner that cannot be asked', () => {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
    delete chosen.CLAMAV_HOST
  })

  /** Something that answers in a scanner's place. */
  async function answering(words: string | null): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      if (words === null) socket.destroy()
      else socket.once('data', () => socket.end(words))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `127.0.0.1:${(server.address() as { port: number }).port}`
  }

  test('is a closed door: nothing is taken, and the log names no file', async () => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {})
    log.mockClear()
    const places = [
      `127.0.0.1:${await freePort()}`,
      await answering(null),
      await answering(''),
      await answering('stream: OK and more\0'),
      await answering('HTTP/1.1 200 OK\r\n\r\nstream: OK'),
      await answering('INSTREAM size limit exceeded. ERROR\0'),
    ]
    for (const place of places) {
      chosen.CLAMAV_HOST = place
      expect(await refusal(send({ name: 'himitsu.txt', content: 'clean' })), place).toBe(
        'form.unscanned?name=himitsu.txt',
      )
    }
    expect(log).toHaveBeenCalledTimes(places.length)
    expect(JSON.stringify(log.mock.calls)).not.toContain('himitsu')
  })

  test('is not asked where no file is sent, or none is named', async () => {
    await send().read
    delete chosen.CLAMAV_HOST
    expect((await send({ name: 'a.txt', content: EICAR }).read).files).toHaveLength(1)
  })
})
