/**
 * An AED in the hands of its association: the officer checks it on a phone, somebody without an account and without
 * JavaScript reports that it is not there, with a photo; everybody sees that, until the officer answers.
 */
import { type Browser, expect, test } from '@playwright/test'
import sharp from 'sharp'
import { arrive } from './people'

/** An AED of the chair's own, as the chair's desk names it. */
async function ownAed(browser: Browser): Promise<string> {
  const { page, context } = await arrive(browser, { as: 'chair', javaScript: false })
  await page.goto('/desk/aeds?only=all')
  const hrefs = await page
    .locator('main table a')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))
  const [first] = hrefs.flatMap((href) => /^\/aeds\/(\d+)\/upkeep$/.exec(href)?.[1] ?? [])
  if (!first) throw new Error('The chair keeps no AED')
  await context.close()
  return first
}

/** No page is wider than the phone. */
const fits = (width: number, inner: number) => expect(width).toBeLessThanOrEqual(inner)

test('an AED is checked on a phone, reported missing by a stranger, and answered for', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const id = await ownAed(browser)
  const officer = await arrive(browser, { as: 'chair', javaScript: false })
  const stranger = await arrive(browser, { javaScript: false })

  await test.step('the label is a PDF, and its code leads a stranger to the page with the report at the top', async () => {
    const label = await officer.page.request.get(`/aeds/${id}/label`)
    expect(label.headers()['content-type']).toBe('application/pdf')
    expect((await stranger.page.request.get(`/aeds/${id}/label`)).url()).toContain('/sign-in')
    await stranger.page.goto(`/aeds/${id}?box=1`)
    await expect(stranger.page.getByText('このAEDに何かありましたか')).toBeVisible()
  })

  await test.step('the officer does the check', async () => {
    const { page } = officer
    await page.goto(`/aeds/${id}/check`)
    fits(await page.evaluate(() => document.documentElement.scrollWidth), 360)
    await page.getByRole('button', { name: '点検を記録する' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    for (const answer of ['正常', '期限内', '取り出せる', '見える'])
      await page.getByLabel(answer, { exact: true }).check()
    const box = await page.getByText('取り出せる', { exact: true }).locator('..').boundingBox()
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(44)
    await page.getByRole('button', { name: '点検を記録する' }).click()
    await expect(page.getByText('点検を記録しました。すべて正常です。')).toBeVisible()
    await expect(page.getByText('点検: すべて正常').first()).toBeVisible()
    fits(await page.evaluate(() => document.documentElement.scrollWidth), 360)
  })

  await test.step('a stranger reports that it is not there, with a photo', async () => {
    const { page } = stranger
    await page.getByRole('link', { name: 'このAEDについて知らせる' }).first().click()
    fits(await page.evaluate(() => document.documentElement.scrollWidth), 360)
    await page.getByLabel('AEDがない').check()
    await page.getByLabel('くわしく').fill('箱はありますが、中は空でした。')
    const picture = sharp({ create: { width: 800, height: 600, channels: 3, background: '#c66' } })
    const buffer = await picture.jpeg().toBuffer()
    await page
      .getByLabel('写真', { exact: false })
      .setInputFiles({ name: 'hako.jpg', mimeType: 'image/jpeg', buffer })
    await page.getByRole('button', { name: '知らせる' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('ありがとうございます')
    await page.getByRole('link', { name: 'AEDのページを見る' }).click()
    await expect(page.getByText('未確認の報告あり').first()).toBeVisible()
    await expect(page.getByText('箱はありますが')).toHaveCount(0)
  })

  await test.step('the officer reads it, sees the photo, and answers', async () => {
    const { page } = officer
    await page.goto(`/aeds/${id}/upkeep`)
    await page
      .locator('#reports')
      .getByRole('link', { name: /AEDがない/ })
      .first()
      .click()
    await expect(page.getByText('箱はありますが、中は空でした。')).toBeVisible()
    const photo = page.getByRole('img', { name: /報告に添えられた写真/ })
    const [path] = await Promise.all([photo.getAttribute('src')])
    expect((await page.request.get(path ?? '')).headers()['content-type']).toBe('image/webp')
    expect((await stranger.page.request.get(path ?? '')).url()).toContain('/sign-in')
    await page.getByLabel('答え・理由').fill('点検のため持ち出していました。今は戻っています。')
    await page.getByRole('button', { name: '決める' }).click()
    await expect(page.getByText('報告に答えました。')).toBeVisible()
  })

  await test.step('the mark has gone, the answer stands', async () => {
    const { page } = stranger
    await page.goto(`/aeds/${id}`)
    await expect(page.getByText('点検のため持ち出していました。今は戻っています。')).toBeVisible()
    await expect(page.getByText('箱はありますが')).toHaveCount(0)
  })

  await test.step('a fault is said at once, and taken back', async () => {
    await officer.page.goto(`/aeds/${id}/upkeep?do=fault`)
    await officer.page.getByRole('button', { name: '「使えません」と表示する' }).click()
    await expect(officer.page.getByText('「使えません」と表示しました。')).toBeVisible()
    await officer.page.getByRole('link', { name: '使える状態に戻す' }).click()
    await officer.page.getByRole('button', { name: '使える状態に戻す' }).click()
    await expect(officer.page.getByText('使える状態に戻しました。')).toBeVisible()
  })

  await officer.context.close()
  await stranger.context.close()
})
