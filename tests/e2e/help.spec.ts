/**
 * 相談窓口 in a real browser: what stays in the history, what leaves the page, the quick exit, and the copy on a device
 * that is made on wish and deleted again.
 */
import { expect, type Page, type Request, test } from '@playwright/test'

const OUTSIDE = 'https://www.jma.go.jp/**'

/** The page to which the exit leads, answered here: a test asks nobody outside. */
async function weather(page: Page) {
  await page
    .context()
    .route(OUTSIDE, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<title>天気</title>天気' }),
    )
}

const entries = (page: Page) => page.evaluate(() => history.length)

test('a visit leaves one line in the history, no word of the search, and no referrer', async ({ page }) => {
  const asked: Request[] = []
  page.on('request', (request) => asked.push(request))
  // What the front page asks for late, its icon, says where it comes from.
  await page.goto('/', { waitUntil: 'networkidle' })
  await page.goto('/help')
  const before = await entries(page)
  await page.getByRole('searchbox').fill('夫にどなられてこわい')
  await page.getByRole('button', { name: '探す' }).click()
  await expect(page.locator('#help-found')).toBeFocused()
  await page.locator('.help-row').getByRole('link', { name: 'DV相談ナビ' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DV相談ナビ')
  await expect(page).toHaveTitle(/^くらしの案内/)
  expect(await entries(page)).toBe(before)
  expect(page.url()).toMatch(/\/help$/)
  await page.getByRole('link', { name: '窓口の一覧へもどる' }).first().click()
  await expect(page.locator('.help-row').first()).toBeVisible()
  const ours = asked.filter((request) => new URL(request.url()).pathname.startsWith('/help'))
  expect(ours.length).toBeGreaterThan(2)
  for (const request of ours) expect(decodeURIComponent(request.url())).not.toContain('夫')
  const after = asked.slice(asked.indexOf(ours[0] as Request) + 1)
  for (const request of after) expect(request.headers().referer ?? '', request.url()).toBe('')
  await page.goBack()
  expect(new URL(page.url()).pathname).toBe('/')
})

test('the way out takes the place of the page, by button and by key', async ({ page }) => {
  await weather(page)
  for (const leave of [
    () => page.getByRole('link', { name: 'すぐ出る' }).click(),
    async () => {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    },
  ]) {
    await page.goto('/notices')
    await page.goto('/help')
    await expect(page.getByText('Escキー')).toBeAttached()
    await leave()
    await page.waitForURL(/jma\.go\.jp/)
    await page.goBack()
    await expect(page).toHaveURL(/\/notices$/)
  }
})

test('one press of Escape, or two with something between, stays', async ({ page }) => {
  await weather(page)
  await page.goto('/help')
  for (const key of ['Escape', 'a', 'Escape', 'Tab']) await page.keyboard.press(key)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(page.url()).toMatch(/\/help$/)
})

test('nothing is kept on the device until it is wished, and it is gone when it is deleted', async ({
  page,
}) => {
  await page.goto('/help')
  await expect(page.getByRole('button', { name: 'この端末に置く' })).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).not.toContain('copy-1')
  await page.getByRole('button', { name: 'この端末に置く' }).click()
  await expect(page.getByText('一覧をこの端末に置きました')).toBeVisible()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  await page.context().setOffline(true)
  await page.goto('/help')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/この端末に置いたもの/)
  await expect(page.getByRole('link', { name: '電話する 110', exact: true })).toHaveAttribute(
    'href',
    'tel:110',
  )
  await page.getByRole('button', { name: 'この端末から消す' }).click()
  await expect(page.getByText('この端末から一覧を消しました')).toBeVisible()
  expect(await page.evaluate(() => caches.keys())).not.toContain('copy-1')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the search, the situations and the way out work', async ({ page }) => {
    await weather(page)
    await page.goto('/help')
    await page.getByRole('searchbox').fill('ｲｼﾞﾒ')
    await page.getByRole('button', { name: '探す' }).click()
    expect(page.url()).toMatch(/\/help$/)
    await expect(page.locator('.help-row h3').first()).toContainText('いじめ')
    await page.getByRole('button', { name: 'お金がない' }).click()
    await expect(page.locator('#help-found')).toContainText('お金がない')
    await page.getByRole('link', { name: 'すぐ出る' }).click()
    await page.waitForURL(/jma\.go\.jp/)
  })
})
