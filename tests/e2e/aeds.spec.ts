/** AEDs in the browser: the map with tiles and without, by keyboard and on a telephone, and the list without a script. */
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'

const TILES = /cyberjapandata/
/** One grey point, as large as a tile is drawn */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkqP9fDwAEhgGAp1Lv0QAAAABJRU5ErkJggg==',
  'base64',
)

const withTiles = (page: Page) =>
  page.route(TILES, (route) => route.fulfill({ contentType: 'image/png', body: PICTURE }))

async function plainPage(browser: Browser) {
  return (
    await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } })
  ).newPage()
}

const axe = (page: Page) =>
  new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()

const drawn = (page: Page) => expect(page.locator('[data-live-map=drawn] .map-cluster').first()).toBeVisible()
const said = (page: Page) => page.locator('[data-map-status]')
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test('with tiles the map shows groups that say how many can be used now, and nothing covers the tiles', async ({
  page,
}) => {
  await withTiles(page)
  await page.goto('/aeds')
  await drawn(page)
  await expect(said(page)).toHaveText(/^地図に見えている範囲: AED \d+台。うち今使えるもの\d+台。$/)
  await expect(page.locator('.leaflet-tile-loaded').first()).toBeVisible()
  await expect(page.locator('.map-name')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^AED \d+台、うち今使えるもの\d+台/ }).first()).toBeVisible()
  await expect(page.locator('.leaflet-control-attribution a', { hasText: '地理院タイル' })).toHaveAttribute(
    'href',
    'https://maps.gsi.go.jp/development/ichiran.html',
  )
  await page.getByRole('checkbox', { name: '自治会館・集会所' }).check()
  await expect(page.locator('.map-group-other').first()).toBeVisible()
  // The script of the framework is not there, and Leaflet is on no other page.
  expect(
    await page.locator('script[src]').evaluateAll((all) => all.map((one) => one.getAttribute('src'))),
  ).toEqual([expect.stringMatching(/map\.browser/), expect.stringMatching(/sort-by-position/)])
})

for (const [name, fail] of [
  ['do not answer', (page: Page) => page.route(TILES, (route) => route.abort())],
  ['are not there', (page: Page) => page.route(TILES, (route) => route.fulfill({ status: 404 }))],
] as const) {
  test(`when tiles ${name} the city, its towns and shelters are drawn, and the page says so`, async ({
    page,
  }) => {
    await fail(page)
    await page.goto('/aeds')
    await drawn(page)
    await expect(page.getByText('背景の地図を読み込めませんでした。')).toBeVisible()
    expect(await page.locator('.map-name').count()).toBeGreaterThan(10)
    await expect(page.locator('.leaflet-overlay-pane path').first()).toBeVisible()
    expect(await page.locator('.map-name svg').count()).toBeGreaterThan(50)
    // Tiles that come later take the names away again.
    await page.unroute(TILES)
    await withTiles(page)
    await page.getByRole('button', { name: '地図を大きくする' }).click()
    await expect(page.getByText('背景の地図を読み込めませんでした。')).toHaveCount(0)
    await expect(page.locator('.map-name')).toHaveCount(0)
  })
}

test('by keyboard: into a group, to a pin and its popup, and back to the pin', async ({ page }) => {
  await withTiles(page)
  await page.goto('/aeds?q=楠葉花園町')
  const group = page.locator('.map-cluster').first()
  const pin = page.locator('.map-pin').first()
  await expect(pin.or(group).first()).toBeVisible()
  if (await group.isVisible()) {
    await group.focus()
    const answered = page.waitForResponse(/map\.json\?.*box=/)
    await page.keyboard.press('Enter')
    await (await answered).finished()
    // What was a group is pins now; the focus has gone on to something that is there.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-map-box]') !== null))
      .toBe(true)
  }
  await expect(pin).toBeVisible()
  await pin.focus()
  const name = (await page.locator('[data-map-box] :focus').getAttribute('aria-label')) ?? ''
  expect(name).toMatch(/(今使える|時間外|時間不明|使えません)/)
  await page.keyboard.press('Enter')
  const link = page.locator('.leaflet-popup-content a')
  await expect(link).toBeFocused()
  await expect(page.locator('.leaflet-popup-content')).toContainText('最終確認')
  await expect(page.locator('.leaflet-popup-content')).toContainText('架空のAED')
  // The popup may have moved the map, and its pins were asked for again.
  await page.waitForTimeout(800)
  await expect(link).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(link).toHaveCount(0)
  await expect(page.getByRole('button', { name, exact: true }).first()).toBeFocused()
  await page.keyboard.press('Space')
  await expect(link).toBeFocused()
  expect((await axe(page)).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual(
    [],
  )
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/aeds\/\d+$/)
})

test('a pin beyond the edge is reached by keyboard: the map moves there, and the focus stays on the pin', async ({
  page,
}) => {
  await withTiles(page)
  await page.goto('/aeds?q=楠葉花園町')
  await expect(page.locator('.map-pin').first()).toBeVisible()
  const answered = page.waitForResponse(/map\.json\?.*box=/)
  // Pins are there somewhat beyond the edges of what is shown.
  const name = await page.locator('[data-map-box]').evaluate((box) => {
    const frame = box.getBoundingClientRect()
    const outside = [...box.querySelectorAll<HTMLElement>('.map-pin')].find((pin) => {
      const { left, top } = pin.getBoundingClientRect()
      return left > frame.right || left < frame.left || top > frame.bottom || top < frame.top
    })
    outside?.focus()
    return outside?.getAttribute('aria-label')
  })
  expect(name).toBeTruthy()
  await answered
  await expect(page.getByRole('button', { name: String(name), exact: true }).first()).toBeFocused()
  await expect(page.locator('[data-map-box] :focus')).toBeInViewport()
})

test('a telephone without JavaScript finds what is near a town, and narrows it down', async ({ browser }) => {
  const page = await plainPage(browser)
  await page.goto('/aeds')
  await expect(page.getByText('このまちのAEDは、試用のために作った架空のものです。').first()).toBeVisible()
  await expect(page.getByText('お使いのブラウザーでは地図を動かせません。')).toBeVisible()
  await page.getByLabel('町の名前・住所・建物の名前').fill('枚方市楠葉花園町15-2')
  await page.getByRole('checkbox', { name: '小児対応' }).check()
  await page.getByRole('button', { name: 'さがす' }).click()
  await expect(page.getByRole('heading', { name: '「楠葉花園町」から近い順のAED' })).toBeVisible()
  const rows = page.locator('.aed-list > li')
  await expect(rows).toHaveCount(20)
  const metres = (await rows.locator('[data-distance]').allInnerTexts()).map((words) => {
    const [, value, unit] = /([\d.]+)(m|km)/.exec(words) ?? []
    return words === 'すぐそば' ? 0 : Number(value) * (unit === 'km' ? 1000 : 1)
  })
  expect(metres).toEqual([...metres].sort((a, b) => a - b))
  for (const words of await rows.allInnerTexts()) {
    expect(words).toContain('小児対応あり')
    expect(words).toMatch(/今使える|時間外|時間不明|使えません/)
    expect(words).toContain('架空のAED')
  }
  const first = String(await rows.locator('h3').first().textContent())
  await page.getByRole('link', { name: '次のページ' }).click()
  await expect(rows.locator('h3').first()).not.toHaveText(first)
  await expect(page.getByRole('checkbox', { name: '小児対応' })).toBeChecked()
  expect(await overflow(page)).toBe(0)
})

test('the pages of the list hold every AED once, those without a place when they are asked for', async ({
  browser,
}) => {
  const page = await plainPage(browser)
  await page.goto('/aeds?placeless=1')
  const total = String(await page.getByText('場所の分かるAED').textContent())
    .match(/\d+台/g)
    ?.map((n) => Number.parseInt(n, 10))
  const seen: string[] = []
  for (;;) {
    seen.push(
      ...(await page
        .locator('.aed-list h3 a')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''))),
    )
    const next = page.getByRole('link', { name: '次のページ' })
    if ((await next.count()) === 0) break
    const href = await next.getAttribute('href')
    await page.goto(String(href))
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBe((total?.[0] ?? 0) + (total?.[1] ?? 0))
})

test('the list is sorted from the device, and the position leaves it neither by name nor by number', async ({
  browser,
}) => {
  const here = { latitude: 34.8622, longitude: 135.6768 }
  const context = await browser.newContext({
    geolocation: here,
    permissions: ['geolocation'],
    viewport: { width: 360, height: 780 },
  })
  const page = await context.newPage()
  await withTiles(page)
  await page.goto('/aeds?outdoors=1')
  await drawn(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')))
  await page.getByRole('button', { name: '今いる場所から近い順に並べる' }).click()
  await expect(page.getByText(/今いる場所から近い順に、\d+台を並べました。/)).toBeVisible()
  expect(asked.map((url) => new URL(url).pathname + new URL(url).search)).toEqual(['/aeds?outdoors=1&all=1'])
  const distances = await page.locator('[data-distance]').allInnerTexts()
  expect(distances.length).toBeGreaterThan(5)
  expect(distances[0]).toMatch(/へ直線で[\d.]+(m|km)、歩いて約\d+分/)
  for (const words of await page.locator('.aed-list > li').allInnerTexts()) expect(words).toContain('屋外')
  expect(await overflow(page)).toBe(0)
  await context.close()
})

test('without a permission the list stays, and says what to do', async ({ page, context }) => {
  await withTiles(page)
  // Everything that is not named is refused.
  await context.grantPermissions([])
  await page.goto('/aeds')
  const before = await page.locator('.aed-list h3').allInnerTexts()
  await page.getByRole('button', { name: '今いる場所から近い順に並べる' }).click()
  await expect(page.getByText('今いる場所が分かりませんでした。町の名前でさがしてください。')).toBeVisible()
  expect(await page.locator('.aed-list h3').allInnerTexts()).toEqual(before)
})

test('filters hold on the map as in the list', async ({ page }) => {
  await withTiles(page)
  await page.goto('/aeds?tonight=1')
  await drawn(page)
  const list = await page.context().newPage()
  await list.goto('/aeds?tonight=1&all=1')
  // Another test takes in the AEDs of a city far away: they are on the list, and not on the map of this one.
  const places = await list
    .locator('.aed-list > li[data-place]')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-place')?.split(',')[0])))
  const listed = places.filter((latitude) => latitude > 34.7 && latitude < 34.9).length
  await list.close()
  // The map is asked once more when it has found its place.
  await expect(said(page)).toContainText(`AED ${listed}台`)
  expect(listed).toBeGreaterThan(10)
  for (const words of await page.locator('.aed-list > li').allInnerTexts())
    expect(words).not.toContain('時間不明')
})

test('the page meets WCAG as far as axe can tell at 360 pixels, and prints its credit', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await page.route(TILES, (route) => route.abort())
  await page.goto('/aeds?q=楠葉')
  await expect(page.locator('[data-live-map=drawn]')).toBeVisible()
  await expect(page.locator('.map-cluster').first()).toBeVisible()
  expect((await axe(page)).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual(
    [],
  )
  expect(await overflow(page)).toBe(0)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('https://maps.gsi.go.jp/development/ichiran.html')).toBeVisible()
  await expect(page.locator('.aed-list > li').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'さがす' })).toBeHidden()
})
