/** Associations in the browser: found without JavaScript, on the map by keyboard, and kept up by their officers. */
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'

const FIRST = '/associations/kuzuhahanazono'

async function signIn(page: Page, name: string, next: string) {
  await page.goto(`/sign-in?next=${next}`)
  const form = page.locator('form:has(input[type=password])')
  await form.locator('input[name=email]').fill(`${name}@demo.example`)
  await form.locator('input[type=password]').fill('hirakata-demo')
  await form.locator('button').first().click()
  await page.waitForURL((url) => url.pathname === next)
}

async function plainPage(browser: Browser) {
  return (
    await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } })
  ).newPage()
}

const axe = (page: Page) =>
  new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()

test('a telephone without JavaScript finds the association of an address, and reads its page', async ({
  browser,
}) => {
  const page = await plainPage(browser)
  await page.goto('/associations')
  await page.getByLabel('町の名前・自治会の名前・読み').fill('枚方市楠葉花園町15-2')
  await page.getByRole('button', { name: 'さがす' }).click()
  await expect(page.getByRole('heading', { level: 3, name: '楠葉花園町', exact: true })).toBeVisible()
  await page.getByRole('link', { name: '楠葉花園町自治会' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('楠葉花園町自治会')
  await expect(page.getByRole('img', { name: /「楠葉花園町自治会」の位置/ })).toBeVisible()
  await expect(page.getByText('架空のものです').last()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
})

test('the list goes on by pages, and its filters hold', async ({ page }) => {
  await page.goto('/associations?kind=council')
  await expect(page.getByRole('heading', { name: '見つかった自治会・協議会(44件)' })).toBeVisible()
  const seen = new Set<string>()
  for (let pageNumber = 1; pageNumber <= 3; pageNumber++) {
    for (const name of await page.locator('.notice-row h3').allInnerTexts()) seen.add(name)
    const next = page.getByRole('link', { name: '次のページ' })
    await expect(next).toHaveCount(pageNumber < 3 ? 1 : 0)
    if (pageNumber === 3) break
    const href = await next.getAttribute('href')
    await next.click()
    await page.waitForURL(String(href))
  }
  expect(seen.size).toBe(44)
})

test('the map says where things are without tiles, and is used with the keyboard', async ({ page }) => {
  await page.route(/cyberjapandata/, (route) => route.abort())
  await page.goto('/associations/map?q=花園')
  const pin = page.getByRole('button', { name: '楠葉花園町自治会' })
  await expect(pin.first()).toBeVisible()
  await expect(page.getByText('背景の地図を読み込めませんでした。')).toBeVisible()
  await expect(page.locator('.leaflet-control-attribution a', { hasText: '地理院タイル' })).toHaveAttribute(
    'href',
    'https://maps.gsi.go.jp/development/ichiran.html',
  )
  await pin.first().focus()
  await page.keyboard.press('Enter')
  const link = page.locator('.leaflet-popup-content a')
  await expect(link).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(pin.first()).toBeFocused()
  await page.keyboard.press('Enter')
  expect((await axe(page)).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual(
    [],
  )
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(FIRST)
})

test('the map page without JavaScript is the list', async ({ browser }) => {
  const page = await plainPage(browser)
  await page.goto('/associations/map?district=3')
  await expect(page.getByText('お使いのブラウザーでは地図を動かせません。')).toBeVisible()
  expect(await page.locator('.notice-row').count()).toBeGreaterThan(2)
})

test('a neighbourhood is chosen without an account, and asked back when the name is not enough', async ({
  browser,
}) => {
  const page = await plainPage(browser)
  await page.goto('/place')
  const town = page.getByLabel('お住まいの町の名前')
  await town.fill('どこにもない町')
  await page.getByRole('button', { name: 'この町にする' }).click()
  await expect(page.getByText('「どこにもない町」という町は見つかりませんでした。')).toBeVisible()
  await expect(town).toHaveValue('どこにもない町')
  await town.fill('香里ヶ丘')
  await page.getByRole('button', { name: 'この町にする' }).click()
  await page.getByRole('button', { name: '香里ケ丘六丁目(五常校区)' }).click()
  await expect(page.getByText('お住まいの地域を覚えました。')).toBeVisible()
  await page.goto('/place')
  await expect(page.getByText('今は「香里ケ丘六丁目」(五常校区)が選ばれています。')).toBeVisible()
})

test('two officers edit one page: the second sees both texts, and nothing is lost', async ({ browser }) => {
  const [one, two] = await Promise.all([browser.newContext(), browser.newContext()])
  const [chair, secretary] = await Promise.all([one.newPage(), two.newPage()])
  const edit = '/associations/kuzuhahanazono-group-2/edit'
  await signIn(chair, 'chair', edit)
  await signIn(secretary, 'secretary', edit)
  const text = (page: Page) => page.getByLabel('紹介', { exact: false }).first()
  const save = (page: Page) => page.getByRole('button', { name: '保存して公開する' }).click()
  await text(chair).fill('会長の文です。髙﨑𠮷🙂')
  await save(chair)
  await expect(chair.getByText('保存しました。')).toBeVisible()
  await text(secretary).fill('書記の文です。')
  await save(secretary)
  await expect(secretary.getByText('ほかの人が先に直しました')).toBeVisible()
  await expect(secretary.getByRole('cell', { name: '会長の文です。髙﨑𠮷🙂' })).toBeVisible()
  await expect(text(secretary)).toHaveValue('書記の文です。')
  await save(secretary)
  await expect(secretary.getByText('保存しました。')).toBeVisible()
  await expect(secretary.getByText('書記の文です。')).toBeVisible()
})

test('a contact is shown while its person agrees, and no longer', async ({ browser, page }) => {
  const guest = await plainPage(browser)
  const contact = '/associations/korigaoka-6'
  await signIn(page, 'otherchair', `${contact}/edit`)
  await page.getByLabel('連絡する人の氏名').fill('𠮷村 節子')
  await page.getByLabel('電話番号').fill('０７２ー０００ー７７７７')
  await page.getByRole('button', { name: '保存して公開する' }).click()
  await page.waitForURL(new RegExp(`${contact}\\?done=saved`))
  await expect(page.getByText('072-000-7777')).toBeVisible()
  await page.goto(`${contact}/edit`)
  const withdraw = page.getByRole('button', { name: '同意を取り消して、すぐに非公開にする' })
  if (await withdraw.isVisible()) await withdraw.click()
  await expect(page.getByText('今、同意の記録はありません。')).toBeVisible()
  await guest.goto(contact)
  await expect(guest.getByText('072-000-7777')).toHaveCount(0)

  const record = page.getByRole('button', { name: '同意を記録して公開する' })
  await record.click()
  await expect(page.getByText('本人の同意を確かめて、印を付けてください。').first()).toBeVisible()
  await page.getByRole('checkbox', { name: '電話' }).check()
  await page.getByRole('checkbox', { name: /公開に同意しました/ }).check()
  await record.click()
  await expect(page.getByText('𠮷村 節子さんの同意により公開しています。')).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('072-000-7777')).toBeVisible()
  await withdraw.click()
  await expect(page.getByText('今、同意の記録はありません。')).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('072-000-7777')).toHaveCount(0)
})

test('an officer adds a group; a guest is asked to sign in, and a foreign officer refused', async ({
  browser,
  page,
}) => {
  await signIn(page, 'otherchair', '/associations/korigaoka-6')
  await page.getByRole('link', { name: '班を加える' }).click()
  const address = page.url()
  await page.getByLabel('名前').fill(`香里ケ丘六丁目自治会 試しの班 ${Date.now()}`)
  await page.getByLabel('読み').fill('コウリガオカロクチョウメジチカイ タメシノハン')
  await page.getByRole('button', { name: '加える' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('試しの班')
  const guest = await plainPage(browser)
  await guest.goto(address)
  expect(new URL(guest.url()).pathname).toBe('/sign-in')
  const other = await (await browser.newContext()).newPage()
  await signIn(other, 'chair', '/')
  expect((await other.goto(address))?.status()).toBe(403)
})

for (const path of ['/associations', '/associations?q=くずは', FIRST, '/associations/hirakata', '/place']) {
  test(`${path} meets WCAG as far as axe can tell, also at 360 pixels`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 780 })
    await page.goto(path)
    expect((await axe(page)).violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual(
      [],
    )
  })
}
