/**
 * From an association's question to the notice with the answer, on a phone without JavaScript: the president asks, the
 * civic activity section sends it to a section, the section answers with a promise and keeps it; anybody reads the page
 * and the notice, and follows by mail.
 */
import { expect, type Page, test } from '@playwright/test'
import { arrive } from './people'

/** No page is wider than the phone. */
async function fits(page: Page) {
  const [width, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
  expect(width).toBeLessThanOrEqual(inner ?? 0)
}

/** A day so many days from today in Japan, as a date field takes it. */
const dayIn = (days: number) =>
  new Date(Date.now() + 9 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

test('an association asks, the city answers with a promise and keeps it, and everybody can read it', async ({
  browser,
}) => {
  test.setTimeout(600_000)
  const chair = await arrive(browser, { as: 'chair', javaScript: false })
  const reviewer = await arrive(browser, { as: 'reviewer', javaScript: false })
  const section = await arrive(browser, { as: 'section', javaScript: false })
  const guest = await arrive(browser, { javaScript: false })
  const title = `試しの質問 ${Date.now().toString(36)}`
  let matter = ''

  await test.step('the president asks in the name of the association', async () => {
    const { page } = chair
    await page.goto('/exchange/new')
    await fits(page)
    // Where there is only one way to ask, nobody has to choose it.
    const way = page.locator('input[type=radio][name=channel][value=association]')
    if (await way.count()) await way.check()
    await page.locator('[name=kind][value=question]').check()
    await page.locator('select[name=category]').selectOption('light')
    await page.locator('input[name=title]').fill(title)
    await page.locator('textarea[name=body]').fill('会館の横の明かりは、夜の何時まで点いていますか。')
    await page.locator('input[name=rules]').check()
    await page.locator('main form button[type=submit]').last().click()
    // この中にありませんか: none of those that are shown is this one.
    if (await page.locator('input[name=similar]').count()) {
      await page.locator('main form button[type=submit]').last().click()
    }
    await page.waitForURL(/\/exchange\/\d+\?done=/)
    matter = new URL(page.url()).pathname
    await fits(page)
  })

  await test.step('somebody without an account asks to be told by mail', async () => {
    await guest.page.goto(matter)
    await fits(guest.page)
    await expect(guest.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await guest.page.locator('main input[type=email]').fill(`follower-${Date.now()}@example.com`)
    await guest.page.locator('main form:has(input[type=email]) button[type=submit]').click()
    await guest.page.waitForURL(/done=/)
  })

  await test.step('the civic activity section sends it to a section, with the day that follows', async () => {
    const { page } = reviewer
    await page.goto(`/desk/exchange?queue=to_route&q=${encodeURIComponent(title)}`)
    await fits(page)
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('link', { name: '担当課へ回す' }).click()
    await fits(page)
    await page.getByRole('button', { name: '担当課へ回す' }).click()
    await expect(page.locator('.error-summary, [role=alert]').first()).toBeVisible()
    const option = page.locator('select[name=section] option', { hasText: /^道路河川補修課\(/ })
    await page.locator('select[name=section]').selectOption((await option.getAttribute('value')) ?? '')
    await page.getByRole('button', { name: '担当課へ回す' }).click()
    await page.waitForURL(/done=matter_routed/)
  })

  await test.step('the section answers, promises a day, and lets the district know', async () => {
    const { page } = section
    await page.goto('/desk/exchange')
    await fits(page)
    await page.goto(`/desk${matter}`)
    await page.getByRole('link', { name: '回答する' }).click()
    await fits(page)
    await page.locator('textarea[name=text]').fill('いまは夜9時までです。冬は10時までに延ばします。')
    await page.locator('input[name=how][value=answer_promise]').check()
    await page.getByRole('button', { name: '回答を公開する' }).click()
    // The promise has no day yet: what was typed stays, and the tick with it.
    await expect(page.locator('.error-summary, [role=alert]').first()).toBeVisible()
    await expect(page.locator('textarea[name=text]')).toHaveValue(/冬は10時/)
    await expect(page.locator('input[name=notice]')).toBeChecked()
    await page.locator('input[name=promise]').fill(dayIn(20))
    await page.getByRole('button', { name: '回答を公開する' }).click()
    await page.waitForURL(/done=matter_answered_noticed/)
    await page.getByRole('link', { name: '進み具合を知らせる' }).click()
    await page.locator('input[name=percent]').fill('５０')
    await page.locator('textarea[name=text]').fill('時計の設定を変える日を決めました。')
    await page.getByRole('button', { name: '進み具合を公開する' }).click()
    await page.waitForURL(/done=saved/)
  })

  await test.step('everybody reads the answer, its progress, and the notice', async () => {
    const { page } = guest
    await page.goto(matter)
    await fits(page)
    await expect(page.getByText('いまは夜9時までです').first()).toBeVisible()
    await expect(page.getByText('50%').first()).toBeVisible()
    await page.getByRole('link', { name: new RegExp(`${title}.*市の回答`) }).click()
    await page.waitForURL(/\/notices\/\d+/)
    await fits(page)
    await expect(page.getByText('いまは夜9時までです').first()).toBeVisible()
    await page.getByRole('link', { name: /経過を見る/ }).click()
    await page.waitForURL(new RegExp(`${matter}$`))
  })

  await test.step('it is done, and says so', async () => {
    const { page } = section
    await page.goto(`/desk${matter}/finish`)
    await page.locator('textarea[name=text]').fill('冬の時間に変えました。')
    await page.getByRole('button', { name: '完了にする' }).click()
    await page.waitForURL(/done=matter_closed/)
    await guest.page.reload()
    await expect(guest.page.getByText('冬の時間に変えました').first()).toBeVisible()
    await expect(guest.page.getByText('100%').first()).toBeVisible()
    await guest.page.goto(`/exchange?state=done&q=${encodeURIComponent(title)}`)
    await expect(guest.page.getByRole('link', { name: title })).toBeVisible()
  })
})
