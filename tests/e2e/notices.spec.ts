/** From an officer's form to a resident's phone, with and without JavaScript. */
import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import sharp from 'sharp'
import { arrive, ready, signIn } from './people'

for (const javaScript of [true, false]) {
  test.describe(javaScript ? 'with JavaScript' : 'without JavaScript', () => {
    test('an officer posts a notice with attachments, and a resident reads it on a phone', async ({
      browser,
    }, info) => {
      const photo = info.outputPath('写真.jpg')
      const text = info.outputPath('text.pdf')
      await sharp({ create: { width: 900, height: 600, channels: 3, background: '#88aacc' } })
        .jpeg()
        .toFile(photo)
      writeFileSync(text, 'これはPDFではない')
      const title = `髙﨑さんと𠮷野さんの避難訓練👍 ${javaScript}`
      const { page } = await arrive(browser, { as: 'secretary', javaScript })

      await page.goto('/notices/new')
      await ready(page, javaScript)
      await page.getByRole('button', { name: '公開する' }).click()
      await expect(page.getByText('エラー: 入力してください。')).toHaveCount(2)

      await page.getByLabel('件名').fill(title)
      await page.getByRole('textbox', { name: /^本文/ }).fill('## 集合\n\n- 中央公園\n- **九時**')
      if (javaScript) await expect(page.getByLabel('できあがりの見本').locator('strong')).toHaveText('九時')
      await page.getByLabel('していただくこと').fill('班長に申し込む')
      await page.getByLabel('ファイルを選ぶ').setInputFiles([photo, text])
      await page.getByRole('button', { name: '公開する' }).click()

      // One file is refused with its reason; the other and every word stay.
      await expect(page.getByRole('alert')).toContainText('「text.pdf」は受け取れません')
      await expect(page.getByLabel('件名')).toHaveValue(title)
      await expect(page.getByRole('link', { name: '写真.jpg' })).toBeVisible()
      await page.getByRole('button', { name: '公開する' }).click()
      await expect(page.getByText('お知らせを公開しました。')).toBeVisible()
      const address = page.url().split('?')[0] ?? ''

      const { page: reader } = await arrive(browser, { javaScript: false })
      await reader.goto('/notices')
      await reader.getByRole('link', { name: title }).click()
      await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title)
      await expect(reader.getByText('班長に申し込む')).toBeVisible()
      const picture = reader.getByRole('img', { name: /写真/ })
      await expect(picture).toBeVisible()
      // Pictures below the fold are loaded when they come into sight.
      await picture.scrollIntoViewIfNeeded()
      await expect
        .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
        .toBeGreaterThan(100)
      expect(await reader.locator('script:not([type="application/ld+json"])').count()).toBe(0)

      await page.goto(`${address}/withdraw`)
      await page.getByLabel('取り下げる理由').fill('雨のため')
      await page.getByRole('button', { name: '取り下げる' }).click()
      await expect(page.getByText('お知らせを取り下げました。')).toBeVisible()
      const gone = await reader.goto(address)
      expect(gone?.status()).toBe(410)
      await expect(reader.getByText('雨のため')).toBeVisible()
    })

    test('two officers who edit the same notice lose nothing', async ({ browser }) => {
      const first = await arrive(browser, { as: 'chair', javaScript, width: 1280 })
      await first.page.goto('/notices/new')
      await ready(first.page, javaScript)
      await first.page.getByLabel('件名').fill('はじめの題')
      await first.page.getByRole('textbox', { name: /^本文/ }).fill('はじめの文')
      await first.page.getByRole('button', { name: '下書きを保存する' }).click()
      await first.page.getByRole('link', { name: 'はじめの題' }).first().click()
      const second = await arrive(browser, { as: 'secretary', javaScript, width: 1280 })
      await second.page.goto(first.page.url())
      await ready(first.page, javaScript)
      await ready(second.page, javaScript)

      await second.page.getByLabel('件名').fill('書記の題')
      await second.page.getByRole('button', { name: '下書きを保存する' }).click()
      await expect(second.page.getByText('下書きを保存しました')).toBeVisible()
      await first.page.getByLabel('件名').fill('会長の題')
      await first.page.getByRole('button', { name: '下書きを保存する' }).click()

      await expect(first.page.getByText('ほかの役員が先に保存しました')).toBeVisible()
      await expect(first.page.locator('.compare')).toContainText('書記の題')
      await expect(first.page.locator('.compare')).toContainText('会長の題')
      await expect(first.page.getByLabel('件名')).toHaveValue('会長の題')
      await first.page.getByRole('button', { name: '下書きを保存する' }).click()
      await expect(first.page.getByText('下書きを保存しました')).toBeVisible()
    })

    test('a session that ends while writing gives the text back', async ({ browser }) => {
      const { page, context } = await arrive(browser, { as: 'secretary', javaScript })
      await page.goto('/notices/new')
      await ready(page, javaScript)
      await page.getByLabel('件名').fill('途中の題')
      await page.getByRole('textbox', { name: /^本文/ }).fill('途中の文')
      await context.clearCookies()
      await page.getByRole('button', { name: '公開する' }).click()
      await page.waitForURL(/\/sign-in\?next=/)
      await signIn(page, 'secretary')
      await expect(page).toHaveURL(/\/notices\/new/)
      await expect(page.getByLabel('件名')).toHaveValue('途中の題')
      await expect(page.getByRole('textbox', { name: /^本文/ })).toHaveValue('途中の文')
    })
  })
}

test('a double click makes one notice', async ({ browser }) => {
  const { page } = await arrive(browser, { as: 'secretary' })
  await page.goto('/notices/new')
  await ready(page, true)
  await page.getByLabel('件名').fill('一つだけの題')
  await page.getByRole('textbox', { name: /^本文/ }).fill('文')
  await page.getByRole('button', { name: '公開する' }).dblclick()
  await expect(page.getByText('お知らせを公開しました。')).toBeVisible()
  await page.goto('/desk')
  await expect(page.getByRole('link', { name: '一つだけの題' })).toHaveCount(1)
})

test('a scheduled notice is published by itself, on time', async ({ browser }) => {
  // Its minute may be a whole minute away.
  test.setTimeout(180_000)
  const { page } = await arrive(browser, { as: 'chair' })
  await page.goto('/notices/new')
  await ready(page, true)
  const at = new Date(Date.now() + 9 * 3600_000 + 61_000)
  await page.getByLabel('件名').fill('予約の題')
  await page.getByRole('textbox', { name: /^本文/ }).fill('文')
  await page.getByLabel('公開する日時').fill(at.toISOString().slice(0, 16))
  await page.getByRole('button', { name: '公開する' }).click()
  await expect(page.getByText('公開を予約しました')).toBeVisible()
  const address = page.url().split('?')[0] ?? ''
  const { page: reader } = await arrive(browser)
  expect((await reader.goto(address))?.status()).toBe(404)
  await expect
    .poll(async () => (await reader.goto(address))?.status(), { timeout: 90_000, intervals: [1000] })
    .toBe(200)
  expect(Date.now() + 9 * 3600_000).toBeLessThan(
    new Date(`${at.toISOString().slice(0, 16)}Z`).getTime() + 15_000,
  )
})

test('search finds what is written, in half and full width', async ({ browser }) => {
  const { page } = await arrive(browser, { javaScript: false })
  await page.goto('/notices')
  await page.getByLabel('ことばでさがす').fill('ＡＥＤ')
  await page.getByRole('button', { name: 'さがす' }).first().click()
  await expect(page.getByRole('heading', { name: /ＡＥＤ/ })).toBeVisible()
  expect(await page.locator('.notice-row').count()).toBeGreaterThan(0)
  await page.getByLabel('ことばでさがす').fill('災')
  await page.getByRole('button', { name: 'さがす' }).first().click()
  await expect(page.getByText('2文字以上のことばでさがしてください')).toBeVisible()
})

test('the language changes without JavaScript, and stays', async ({ browser }) => {
  const { page } = await arrive(browser, { javaScript: false })
  await page.goto('/notices?category=waste')
  await page.locator('.language-switch summary').click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page).toHaveURL(/\/notices\?category=waste/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Notices')
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test('a notice prints on A4 without the portal around it', async ({ browser }) => {
  const { page } = await arrive(browser)
  await page.goto('/notices')
  await page.locator('.notice-row a').first().click()
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.site-nav')).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  expect([...pdf.matchAll(/\/Type\s*\/Page\b/g)].length).toBeLessThanOrEqual(2)
})
