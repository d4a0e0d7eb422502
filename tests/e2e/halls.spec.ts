/** A hall in a browser: its officer knows the year alone, adds a diagnosis and a photo; a guest sees the public part. */
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { arrive } from './people'

const OWN = '/associations/kuzuhahanazono'

test('an officer corrects the record; a guest does not see what is private', async ({ browser }) => {
  const { page, context } = await arrive(browser, { as: 'chair', width: 1280 })
  await page.goto(OWN)
  await page.locator('main a[href^="/halls/"]:not([href*="new"])').first().click()
  const hall = new URL(page.url()).pathname
  await page.getByRole('link', { name: '記録を直す' }).click()
  const started = page.getByRole('group', { name: '着工' })
  await started.getByLabel('年').fill('昭和52')
  await started.getByLabel('日').fill('3')
  await page.getByRole('button', { name: '保存する' }).click()
  await expect(page.getByText('日がわかるときは、月も入力してください。').first()).toBeVisible()
  await started.getByLabel('日').fill('')
  await page.getByLabel('内部の覚え書き').fill('鍵は当番が持つ')
  await page.getByRole('button', { name: '保存する' }).click()
  await expect(page.getByText('1977年(昭和52年)')).toBeVisible()
  await expect(page.getByText('年までわかっています').first()).toBeVisible()

  await page.getByRole('link', { name: '耐震診断を加える' }).click()
  await page.getByLabel('診断した日').fill('2024-05-20')
  await page.getByLabel('診断の方法').selectOption('wood_precise')
  await page.getByLabel('評点・Is値').fill('0.58')
  await page.getByLabel('改修が必要').check()
  await page.getByRole('button', { name: '保存する' }).click()
  await expect(page.getByText('評点 0.58')).toBeVisible()

  await page.getByRole('link', { name: '写真・図面' }).click()
  const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#678' } })
    .jpeg()
    .toBuffer()
  await page.getByLabel('ファイル').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: picture })
  await page.getByLabel('説明').fill('正面の入口')
  await page.getByLabel('この写真を公開する').check()
  await page.getByRole('button', { name: '加える', exact: true }).click()
  await expect(page.getByRole('img', { name: '正面の入口' })).toBeVisible()
  await context.close()

  const guest = await arrive(browser, { width: 360, javaScript: false })
  await guest.page.goto(hall)
  await expect(guest.page.getByRole('img', { name: '正面の入口' })).toBeVisible()
  await expect(guest.page.getByText('1977年(昭和52年)')).toBeVisible()
  const text = await guest.page.locator('main').textContent()
  for (const secret of ['鍵は当番が持つ', '0.58', '登記名義人']) expect(text).not.toContain(secret)
  const wide = await guest.page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(360)
  await guest.page.goto(`${hall}/edit`)
  await expect(guest.page).toHaveURL(/\/sign-in/)
  await guest.context.close()
})

test('the city reads a ledger in, after a look at what would change; all without JavaScript', async ({
  browser,
}) => {
  const { page, context } = await arrive(browser, { as: 'reviewer', width: 360, javaScript: false })
  await page.goto('/desk/halls')
  await expect(page.getByRole('img', { name: /件の場所と状態/ })).toBeVisible()
  await page.getByRole('link', { name: 'CSVで読み込む' }).click()
  const content = Buffer.from('番号,施設名,校区,完成\n1,読み込んだ会館,樟葉,昭和50年\n2,,樟葉,\n')
  await page.getByLabel('CSVファイル').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: content })
  await page.getByLabel('台帳の名前').fill(`台帳${Date.now()}`)
  await page.getByRole('button', { name: '内容を確かめる' }).click()
  await expect(page.getByText('名前がありません。')).toBeVisible()
  await page.getByRole('button', { name: '1件を書き込む' }).click()
  await expect(page.getByText('新規1件、変更0件を書き込みました。')).toBeVisible()
  await context.close()
})
