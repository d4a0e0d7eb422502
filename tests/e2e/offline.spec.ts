/** The installed portal: what opens without a network, and a newer portal that takes nothing from whoever writes. */
import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

const worker = async (page: Page) => {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
}

/** Opens the page for no network, and waits until it is kept. */
async function keep(page: Page) {
  await page.goto('/offline')
  await worker(page)
  await expect(page.getByText('この端末に、この画面を残しました。')).toBeVisible({ timeout: 30_000 })
}

const cut = (context: BrowserContext) => context.setOffline(true)

test('is installable: name, icons that may be cut, and doors of their own', async ({ request }) => {
  const answer = await request.get('/manifest.webmanifest')
  expect(answer.headers()['content-type']).toContain('application/manifest+json')
  const { icons, shortcuts, start_url, display } = await answer.json()
  expect({ start_url, display }).toEqual({ start_url: '/', display: 'standalone' })
  expect(icons.map(({ purpose = 'any' }) => purpose)).toContain('maskable')
  for (const { src } of icons) {
    const picture = await request.get(src)
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png'])
  }
  expect(shortcuts.map(({ url }: { url: string }) => url)).toEqual([
    '/aeds/nearest',
    '/notices',
    '/offline#shelters',
  ])
  for (const { url } of shortcuts) expect((await request.get(url)).status()).toBe(200)
})

test('the page for no network has nothing that axe finds, fits a phone, and stands without a script', async ({
  browser,
}) => {
  const { page } = await arrive(browser)
  await page.goto('/offline')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  const still = await browser.newContext({ javaScriptEnabled: false })
  const plain = await still.newPage()
  await plain.goto('/offline')
  await expect(plain.locator('#list h3').first()).toBeVisible()
  await expect(plain.locator('#near')).toBeHidden()
  await still.close()
})

test('without a network any page gives way to the kept one, which leads on', async ({ browser }) => {
  const { page, context } = await arrive(browser)
  await keep(page)
  const [notice] = await page.locator('h3').allTextContents()
  await cut(context)
  for (const path of ['/', '/notices', '/calendar?month=2026-11']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: '電波がないとき' })).toBeVisible()
    await expect(
      page.getByRole('heading', { level: 3, name: String(notice), exact: true }).first(),
    ).toBeVisible()
  }
  await expect(page.getByRole('link', { name: '近くのAEDをさがす' })).toHaveAttribute('href', '/aeds/nearest')
  await context.setOffline(false)
  await page.goto('/notices')
  await expect(page.getByRole('heading', { level: 1, name: 'お知らせ' })).toBeVisible()
})

test('sorts the shelters by distance without a network, and tells nobody where one is', async ({
  browser,
}) => {
  const { page, context } = await arrive(browser)
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ latitude: 34.8593571, longitude: 135.6757913, accuracy: 15 })
  await keep(page)
  await cut(context)
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  await page.goto('/offline')
  const before = await page.locator('#list h3').allTextContents()
  expect(before.length).toBeGreaterThan(20)
  await page.getByRole('button', { name: 'ここから近い順にする' }).click()
  await expect(page.locator('#list .away').first()).toHaveText(/^約\d+m（[北南]?[東西]?）$/)
  const far = await page.locator('#list .away').allTextContents()
  const metres = far.map((text) => Number(/\d+/.exec(text)?.[0]))
  expect(metres).toEqual([...metres].sort((a, b) => a - b))
  expect(await page.locator('#list h3').allTextContents()).not.toEqual(before)
  expect(asked.join(' ')).not.toContain('34.85')
})

test('keeps nothing of the directory of advice by itself', async ({ browser }) => {
  const { page, context } = await arrive(browser)
  await keep(page)
  await page.goto('/help')
  await cut(context)
  await expect(page.goto('/help')).rejects.toThrow()
  await context.setOffline(false)
  await page.goto('/offline')
  expect(await page.evaluate(() => caches.keys())).not.toContain('copy-1')
})

test('a newer portal loads nothing by itself; at a press the page is new and what was written stays', async ({
  browser,
}) => {
  const { page } = await arrive(browser)
  await keep(page)
  await page.goto('/exchange/new')
  const first = page.getByLabel('見出し')
  const long = page.getByLabel('くわしい内容')
  await expect(first).toBeVisible()
  // Until the page has come to life.
  await page.waitForTimeout(1500)
  await first.fill('街灯が切れています')
  await long.fill('駅の北側です。\n夜は暗いです。')
  await page.evaluate(() => {
    ;(window as unknown as { stood: boolean }).stood = true
  })
  // A worker of another release takes over; its text is the same, which the browser tells by its address.
  await page.evaluate(() => navigator.serviceWorker.register('/sw.js?release=2'))
  const bar = page.locator('#renew')
  await expect(bar).toContainText('ポータルが新しくなりました。')
  expect(await page.evaluate(() => (window as unknown as { stood?: boolean }).stood)).toBe(true)
  await expect(first).toHaveValue('街灯が切れています')
  await bar.getByRole('button', { name: 'このページを新しくする' }).click()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { stood?: boolean }).stood))
    .toBeUndefined()
  await expect(first).toHaveValue('街灯が切れています')
  await expect(long).toHaveValue('駅の北側です。\n夜は暗いです。')
})
