/**
 * The emergency view in a real browser: with a position that goes nowhere, without JavaScript, and without a network
 * after one visit. A line between browser and portal is cut and mended, as on a phone in a cellar.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { type BrowserContext, expect, type Page, type Request, test } from '@playwright/test'
import { arrive } from './people'

const VIEW = '/aeds/nearest'
/** In 楠葉花園町; digits that stand in nothing else. */
const HERE = { latitude: 34.8593571, longitude: 135.6757913, accuracy: 15 }

/** A line to the portal that can be cut: then nothing answers, whoever asks, page or worker. */
class Line {
  private readonly server: Server
  private readonly open = new Set<Socket>()
  private isCut = false
  url = ''

  constructor(private readonly target: URL) {
    this.server = createServer((near) => {
      if (this.isCut) return near.destroy()
      const far = connect(Number(this.target.port), this.target.hostname)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.open.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          this.open.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
  }

  async ready() {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    this.url = `http://localhost:${(this.server.address() as { port: number }).port}`
    return this
  }

  cut() {
    this.isCut = true
    for (const socket of this.open) socket.destroy()
  }

  mend() {
    this.isCut = false
  }

  close() {
    this.cut()
    this.server.close()
  }
}

let line: Line
// Six languages are kept before the line is cut.
test.describe.configure({ timeout: 120_000 })
test.beforeEach(async ({ baseURL }) => {
  line = await new Line(new URL(baseURL ?? '')).ready()
})
test.afterEach(() => line.close())

const cards = (page: Page) => page.locator('[data-list="usable"] .near-card')
const others = (page: Page) => page.locator('[data-list="others"] .near-card')

/** Ready: the script runs, the list is read, the page kept. */
async function visit(page: Page, address = VIEW) {
  await page.goto(line.url + address)
  await expect(page.locator('[data-kept]')).toBeVisible({ timeout: 30_000 })
}

/** Until the worker has kept the page in every language. */
async function allKept(page: Page) {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const cache = await caches.open('nearest-1')
          return (await cache.keys()).filter(({ url }) => url.includes('?lang=')).length
        }),
      { timeout: 30_000 },
    )
    .toBe(6)
}

async function offline(context: BrowserContext) {
  line.cut()
  await context.setOffline(true)
}

async function online(context: BrowserContext) {
  line.mend()
  await context.setOffline(false)
}

test('finds the nearest on a press of the button, and sends the position nowhere', async ({ browser }) => {
  const { page, context } = await arrive(browser)
  await context.grantPermissions(['geolocation'], { origin: line.url })
  await context.setGeolocation(HERE)
  const asked: string[] = []
  context.on('request', (request: Request) => {
    asked.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`)
  })
  await visit(page)
  await expect(page.getByRole('link', { name: '119番に電話する' })).toHaveAttribute('href', 'tel:119')
  // Nothing is looked for before the press, although it is allowed.
  await expect(cards(page)).toHaveCount(0)
  await page.getByRole('button', { name: '今いる場所からさがす' }).click()
  await expect(page.getByRole('heading', { name: '今いる場所から近い、今使えるAED' })).toBeVisible()
  await expect(page.getByRole('status')).toContainText(
    /いちばん近いのは.*約\d+m|近くに、今使えると分かっているAEDがありません/,
  )
  expect((await cards(page).count()) + (await others(page).count())).toBeGreaterThan(2)
  const metres = (
    await cards(page)
      .locator('[data-text="distance"]')
      .evaluateAll((all) => all.map((one) => one.textContent ?? ''))
  ).map((words) => Number.parseFloat(words.slice(1)) * (words.endsWith('km') ? 1000 : 1))
  expect(metres).toEqual([...metres].sort((a, b) => a - b))
  for (const state of await others(page).locator('[data-text="stateWords"]').allTextContents())
    expect(state).toMatch(/時間外|時間不明|使えません|関係者のみ/)
  for (const state of await cards(page).locator('[data-text="stateWords"]').allTextContents())
    expect(state).toBe('今使える')
  await page.waitForTimeout(500)
  for (const request of asked) expect(request).not.toMatch(/34\.8[56]\d|135\.67\d/)
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  )
  expect(kept).not.toContain('34.85')
})

test('opens without a network after one visit, finds the nearest, and says how old its list is', async ({
  browser,
}) => {
  const { page, context } = await arrive(browser)
  await context.grantPermissions(['geolocation'], { origin: line.url })
  await context.setGeolocation(HERE)
  await visit(page)
  await allKept(page)
  await offline(context)
  await page.reload()
  await expect(page.getByText('電波がありません')).toBeVisible()
  await page.getByRole('button', { name: '今いる場所からさがす' }).click()
  await expect(page.locator('[data-results]')).toBeVisible()
  expect((await cards(page).count()) + (await others(page).count())).toBeGreaterThan(2)
  await expect(page.locator('[data-age]')).toContainText(/この一覧を確かめた時: (たった今|\d+分前)/)
  // The looks came along.
  const red = await page.locator('.near-call').evaluate((call) => getComputedStyle(call).backgroundColor)
  expect(red).toBe('rgb(179, 0, 12)')

  // By town, by address and in another language too.
  await page.getByLabel('町名や住所からさがす').fill('香里ケ丘2丁目')
  await page.getByRole('button', { name: 'この町からさがす' }).click()
  await expect(
    page.getByRole('heading', { name: '香里ケ丘二丁目の中ほどから近い、今使えるAED' }),
  ).toBeVisible()
  await page.getByRole('link', { name: 'English' }).click()
  await expect(page.getByRole('link', { name: 'Call 119' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.goto(`${line.url}${VIEW}?lang=ja&town=${encodeURIComponent('楠葉花園町')}`)
  await expect(page.getByRole('heading', { name: '楠葉花園町の中ほどから近い、今使えるAED' })).toBeVisible()

  // An installed app opens at the portal's start: it leads here, and other pages are not answered from the store.
  await page.goto(`${line.url}/`)
  await expect(page).toHaveURL(`${line.url}${VIEW}`)
  await expect(page.goto(`${line.url}/notices`)).rejects.toThrow()
})

test('warns of a list that is old, and takes the new one when the network is back', async ({ browser }) => {
  const { page, context } = await arrive(browser)
  await visit(page)
  await allKept(page)
  // Forty days pass, and an AED more stands in the kept list.
  await page.evaluate(async () => {
    const cache = await caches.open('nearest-1')
    const before = await cache.match('/aeds/nearest.json', { ignoreVary: true })
    const list = await before?.json()
    const headers = new Headers(before?.headers)
    headers.set('X-Kept-At', new Date(Date.now() - 40 * 86_400_000).toISOString())
    headers.set('ETag', 'W/"of-old"')
    await cache.put(
      '/aeds/nearest.json',
      new Response(JSON.stringify({ ...list, total: 12_345 }), { headers }),
    )
  })
  await offline(context)
  await page.reload()
  await expect(page.getByText('この一覧は40日前のものです')).toBeVisible()
  await expect(page.locator('[data-age]')).toContainText('12345台')
  await online(context)
  await expect(page.locator('[data-age]')).toContainText(/確かめた時: たった今。市内のAED \d{3}台/, {
    timeout: 30_000,
  })
  await expect(page.getByText('この一覧は40日前のものです')).toBeHidden()
  await expect(page.getByText('電波がありません')).toBeHidden()
})

test('says what to do when the position is refused, inexact or outside the city', async ({ browser }) => {
  const { page, context } = await arrive(browser)
  await visit(page)
  const press = () => page.locator('[data-locate]').click()
  await context.clearPermissions()
  await press()
  await expect(page.getByRole('status')).toContainText(/許されていません|分かりませんでした/)
  await context.grantPermissions(['geolocation'], { origin: line.url })
  await context.setGeolocation({ ...HERE, accuracy: 9000 })
  await press()
  await expect(page.getByRole('status')).toContainText('はっきりしないため、さがせませんでした')
  await context.setGeolocation({ ...HERE, accuracy: 800 })
  await press()
  await expect(page.getByRole('status')).toContainText('約800mのずれ')
  await context.setGeolocation({ latitude: 34.8905, longitude: 135.6785, accuracy: 10 })
  await press()
  await expect(page.getByRole('status')).toContainText('枚方市の外にいるようです')
  await context.setGeolocation({ latitude: 35.68, longitude: 139.77, accuracy: 10 })
  await press()
  await expect(page.getByRole('status')).toContainText('10km以内に、この一覧のAEDがありません')
  await expect(page.locator('[data-results]')).toBeHidden()
})

test('answers by town without JavaScript', async ({ browser, baseURL }) => {
  const { page } = await arrive(browser, { javaScript: false })
  await page.goto(`${baseURL}${VIEW}`)
  await expect(page.getByRole('button', { name: '今いる場所からさがす' })).toBeHidden()
  await page.getByLabel('町名や住所からさがす').fill('楠葉花園町')
  await page.getByRole('button', { name: 'この町からさがす' }).click()
  await expect(page.getByRole('heading', { name: '楠葉花園町の中ほどから近い、今使えるAED' })).toBeVisible()
  expect((await cards(page).count()) + (await others(page).count())).toBeGreaterThan(2)
  await page.getByLabel('町名や住所からさがす').fill('楠葉')
  await page.getByRole('button', { name: 'この町からさがす' }).click()
  await expect(page.getByRole('status')).toContainText('選んでください')
  await page.locator('[data-choices] a').first().click()
  await expect(page.locator('[data-results]')).toBeVisible()
  await page.getByLabel('町名や住所からさがす').fill('どこにもない町')
  await page.getByRole('button', { name: 'この町からさがす' }).click()
  await expect(page.getByRole('status')).toContainText('見つかりません')
})

test('the list is sent once: asked again, nothing has changed', async ({ request }) => {
  const first = await request.get('/aeds/nearest.json')
  const etag = first.headers().etag ?? ''
  expect(etag).toMatch(/^W\/"/)
  const again = await request.get('/aeds/nearest.json', { headers: { 'If-None-Match': etag } })
  expect([again.status(), (await again.body()).length]).toEqual([304, 0])
  const other = await request.get('/aeds/nearest.json', { headers: { 'If-None-Match': '"x"' } })
  expect(other.status()).toBe(200)
})

test('a link to it stands on the front page and at the foot of every page, in red', async ({ browser }) => {
  const { page } = await arrive(browser)
  await page.goto('/')
  await expect(page.getByRole('link', { name: '緊急: 近くのAEDをさがす' })).toHaveCount(2)
  await page.goto('/notices')
  await page.getByRole('link', { name: '緊急: 近くのAEDをさがす' }).click()
  await expect(page.getByRole('heading', { name: '近くのAED', level: 1 })).toBeVisible()
})
