/**
 * Coming forward on a phone without JavaScript and without an account: from the list to the association's answer and
 * back to nothing; and somebody who was named by a member, of whom nobody knows before they agree.
 */
import { expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

const HOME = 'kuzuhahanazono'

/** No page is wider than the phone. */
async function fits(page: Page) {
  const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(width).toBeLessThanOrEqual(inner ?? 0)
}

test('somebody hears of an opening, comes forward, is answered, and deletes everything', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const stranger = await arrive(browser, { javaScript: false })
  const officer = await arrive(browser, { as: 'chair', javaScript: false })
  const name = `雪野 ${Date.now()}`
  const { page } = stranger

  await page.goto(`/openings?association=${HOME}`)
  await fits(page)
  await page.getByRole('link', { name: /家でできます/ }).click()
  await fits(page)
  await page.getByRole('link', { name: 'もっと聞いてみたい' }).click()

  await test.step('what is missing is said, and what was typed stays', async () => {
    await page.getByLabel('お名前').fill(name)
    await page.getByRole('button', { name: '伝える' }).click()
    await expect(page.locator('.error-summary, [role=alert]').first()).toBeVisible()
    await expect(page.getByLabel('お名前')).toHaveValue(name)
    await fits(page)
  })

  await page.getByLabel('電話番号').fill('０７２-１１１-２２２２')
  await page.getByLabel('この使い方に同意します').check()
  await page.getByRole('button', { name: '伝える' }).click()
  await page.waitForURL(/\/interest\/[\w-]{43}/)
  await expect(page.getByLabel('電話番号')).toHaveValue('072-111-2222')
  await fits(page)

  await test.step('the president finds the name, and records that they called', async () => {
    await officer.page.goto(`/associations/${HOME}/interest`)
    await fits(officer.page)
    await officer.page.getByRole('link', { name }).click()
    await expect(officer.page.getByRole('link', { name: '072-111-2222' })).toBeVisible()
    await officer.page.getByRole('radio', { name: /^連絡しました/ }).check()
    await officer.page.getByRole('textbox', { name: /メモ/ }).fill('電話した')
    await officer.page.getByRole('button', { name: '記録する' }).click()
    await expect(officer.page.getByText('電話した', { exact: true })).toBeVisible()
  })

  await page.reload()
  await expect(page.getByText('会から連絡がありました')).toBeVisible()
  await page.getByText('取り下げて、すべて消す').click()
  await page.getByRole('button', { name: 'すべて消す' }).click()
  await page.waitForURL(/\/openings\?done=interest_deleted/)
  await officer.page.goto(`/associations/${HOME}/interest`)
  await expect(officer.page.getByText(name)).toHaveCount(0)
})

test('a member names another on paper, and nobody knows before that person agrees', async ({ browser }) => {
  test.setTimeout(180_000)
  const member = await arrive(browser, { as: 'resident', javaScript: false })
  const officer = await arrive(browser, { as: 'chair', javaScript: false })
  const named = await arrive(browser, { javaScript: false })
  const name = `泉 ${Date.now()}`
  // Of this opening alone: others of the association are at work in other tests.
  const desk = async () => {
    await officer.page.goto(`/associations/${HOME}/interest`)
    return officer.page.locator('main tr').filter({ hasText: '焼きそば係' }).allTextContents()
  }
  const before = await desk()
  expect(before.length).toBeGreaterThan(0)

  await member.page.goto(`/openings?association=${HOME}`)
  await member.page.getByRole('link', { name: /焼きそば係/ }).click()
  await member.page.getByRole('link', { name: 'ほかの人を推薦する' }).click()
  await member.page.getByLabel('紙を渡して聞く').check()
  await member.page.getByLabel('本人の迷惑にならない推薦です').check()
  await member.page.getByRole('button', { name: '推薦する' }).click()
  const paper = await member.page.getByText(/\/interest\/[\w-]{43}/).textContent()
  const address = new URL(paper ?? '').pathname

  await named.page.goto(address)
  await expect(
    named.page.getByText('あなたが答えるまで、会の人にも、ほかのだれにも見えません。'),
  ).toBeVisible()
  expect(await desk()).toEqual(before)

  await named.page.getByLabel('お名前').fill(name)
  await named.page.getByLabel('電話番号').fill('072-111-3333')
  await named.page.getByLabel('この使い方に同意します').check()
  await named.page.getByRole('button', { name: '話を聞いてみると伝える' }).click()
  await expect(named.page.getByText('会に伝えました。')).toBeVisible()
  expect((await desk()).join()).toContain(name)

  await named.page.getByText('取り下げて、すべて消す').click()
  await named.page.getByRole('button', { name: 'すべて消す' }).click()
  expect(await desk()).toEqual(before)
})
