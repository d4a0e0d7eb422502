/**
 * The turn of the year, lived through: on 31 March the old 会長 still speaks for the association and invites the next; on
 * 1 April the rights have gone over by themselves, and the new one finds what was left open. On a portal of its own,
 * whose clock is moved, without JavaScript and on a phone.
 */
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { openMailServer } from '../setup/mail-server'
import { freePort, type Portal, root, startPortal } from '../setup/portal'
import { signIn } from './people'

const HOME = 'kuzuhahanazono'
const HERE = `/associations/${HOME}`
const NEW_CHAIR = 'next-chair@people.example'
const DRAFT = '側溝の清掃のお願い(書きかけ)'

let mails: Awaited<ReturnType<typeof openMailServer>>
let portal: Portal
let port: string
const folder = path.join(root, '.data', `e2e-turn-${process.pid}`)

/** The 31 March with which the present fiscal year (年度) ends, as a year. */
function endingYear(): number {
  const japan = new Date(Date.now() + 9 * 3600_000)
  return japan.getUTCMonth() < 3 ? japan.getUTCFullYear() : japan.getUTCFullYear() + 1
}

/** The portal at an instant of Japan, on the same data. */
async function portalAt(instant: string): Promise<Portal> {
  const offset = Math.round((new Date(`${instant}+09:00`).getTime() - Date.now()) / 1000)
  return startPortal({
    PORT: port,
    DATA_DIR: folder,
    SMTP_URL: mails.url,
    CLOCK_OFFSET_SECONDS: String(offset),
  })
}

test.beforeAll(async () => {
  test.setTimeout(300_000)
  mails = await openMailServer()
  port = String(await freePort())
  portal = await portalAt(`${endingYear()}-03-31T12:00:00`)
})

test.afterAll(async () => {
  await portal.stop()
  await mails.close()
  rmSync(folder, { recursive: true, force: true })
})

async function arrive(browser: Browser, as?: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: portal.url,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 },
    locale: 'ja-JP',
  })
  const page = await context.newPage()
  if (as) await signIn(page, as)
  return page
}

/** What the form of a new notice would send. */
async function noticeFields(page: Page): Promise<Record<string, string>> {
  await page.goto('/notices/new')
  const form = page.locator('main form').filter({ has: page.locator('[name="title"]') })
  const pairs = await form.evaluate((element) =>
    [...new FormData(element as HTMLFormElement)].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : '',
    ]),
  )
  return Object.fromEntries(pairs)
}

/** Sends a notice past every page. @returns the status */
async function postDirectly(page: Page, fields: Record<string, string>, title: string): Promise<number> {
  const answer = await page.request.post(`${portal.url}/notices/new`, {
    form: {
      ...fields,
      title,
      body: '年度の変わり目の試験です。',
      submission: randomUUID(),
      intent: 'publish',
    },
    headers: { Origin: portal.url },
    maxRedirects: 0,
  })
  return answer.status()
}

/** Where the association's applications for subsidies go on, with what stands beside each. */
async function applications(page: Page): Promise<string[]> {
  await page.goto('/subsidies/applications')
  const links = page.locator('main a[href^="/subsidies/applications/"]')
  const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  return [...new Set(hrefs.filter((href) => /\/\d+$/.test(href)))].sort()
}

const statusOf = async (page: Page, at: string) => (await page.goto(at))?.status()

test('the old 会長 can no longer post, the new one can, and finds the open matters', async ({ browser }) => {
  test.setTimeout(300_000)
  const old = await arrive(browser, 'chair')
  const next = await arrive(browser)

  const fields = await test.step('on 31 March the old 会長 posts, by page and directly', async () => {
    expect(await statusOf(old, '/notices/new')).toBe(200)
    const sent = await noticeFields(old)
    expect(await postDirectly(old, sent, '3月31日のお知らせ')).toBe(302)
    await old.goto('/notices')
    await expect(old.getByRole('link', { name: '3月31日のお知らせ' }).first()).toBeVisible()
    return sent
  })

  const draft = await test.step('and leaves a draft half written', async () => {
    await old.goto('/notices/new')
    await old.getByLabel('件名').fill(DRAFT)
    await old.getByRole('button', { name: '下書きを保存する' }).click()
    await expect(old).toHaveURL(/done=draft_saved/)
    const href = await old.getByRole('link', { name: DRAFT }).first().getAttribute('href')
    expect(href).toMatch(/^\/notices\/\d+/)
    return href ?? ''
  })

  const open =
    await test.step('there are applications of the association, one of them half written', async () => {
      const found = await applications(old)
      expect(found.length).toBeGreaterThan(2)
      await expect(old.locator('main')).toContainText('作成中')
      await expect(old.locator('main')).toContainText('補正')
      return found
    })

  await test.step('the next 会長 is invited to the seat, and takes it for the day after', async () => {
    await old.goto(`${HERE}/officers`)
    await old
      .getByRole('link', { name: /^会長の任期を/ })
      .first()
      .click()
    await old.getByRole('link', { name: /招待/ }).first().click()
    await expect(old.locator('main [name="startsOn"]')).toHaveValue(`${endingYear()}-04-01`)
    await expect(old.locator('main [name="seat"]')).toHaveCount(1)
    await old.getByLabel('メールアドレス').fill(NEW_CHAIR)
    await old.getByRole('button', { name: '招待のメールを送る' }).click()
    await expect(old.getByText('招待のメールを送りました。')).toBeVisible()
    const letter = () => mails.received.find((mail) => mail.to === NEW_CHAIR)
    await expect.poll(() => letter()?.subject, { timeout: 60_000 }).toBeDefined()
    await next.goto(/https?:\/\/[^/\s]+(\/invitations\/[^\s]*)/.exec(letter()?.text ?? '')?.[1] ?? '')
    await next.getByLabel('氏(名字)').fill('大野')
    await next.getByLabel('名(名前)').fill('修')
    await next.getByLabel('氏の読み').fill('おおの')
    await next.getByLabel('名の読み').fill('おさむ')
    await next.getByRole('button', { name: 'アカウントを作って引き受ける' }).click()
    await expect(next.getByText('役職を引き受けました。')).toBeVisible()
  })

  await test.step('until midnight the next one has no right yet', async () => {
    expect(await statusOf(next, '/notices/new')).toBe(403)
    expect(await statusOf(next, draft)).toBe(404)
    expect(await postDirectly(next, fields, '早すぎるお知らせ')).toBe(403)
  })

  await portal.stop()
  portal = await portalAt(`${endingYear()}-04-01T09:00:00`)

  await test.step('on 1 April the old 会長 can no longer post, neither by page nor directly', async () => {
    expect(await statusOf(old, '/notices/new')).toBe(403)
    expect(await statusOf(old, `${draft}/edit`)).not.toBe(200)
    expect(await postDirectly(old, fields, '4月1日の前会長のお知らせ')).toBe(403)
    expect(await statusOf(old, `${HERE}/officers/next`)).toBe(403)
    const first = open[0] ?? ''
    expect([403, 404]).toContain(await statusOf(old, first))
    await old.goto('/notices')
    await expect(old.getByText('4月1日の前会長のお知らせ')).toHaveCount(0)
  })

  await test.step('the new one posts, by page and directly', async () => {
    expect(await statusOf(next, '/notices/new')).toBe(200)
    await next.getByLabel('件名').fill('新しい会長のごあいさつ')
    await next
      .getByRole('textbox', { name: /^本文/ })
      .fill('今年度の会長になりました。よろしくお願いします。')
    await next.getByRole('button', { name: /^公開する/ }).click()
    await expect(next).toHaveURL(/done=published/)
    expect(await postDirectly(next, await noticeFields(next), '4月1日のお知らせ')).toBe(302)
    const reader = await arrive(browser)
    await reader.goto('/notices')
    await expect(reader.getByRole('link', { name: '新しい会長のごあいさつ' }).first()).toBeVisible()
    await expect(reader.getByText('早すぎるお知らせ')).toHaveCount(0)
  })

  await test.step('and finds what was left open: the draft, the half-written application, the correction', async () => {
    await next.goto('/desk')
    await next.getByRole('link', { name: DRAFT }).first().click()
    expect(await statusOf(next, `${draft.replace(/\/edit$/, '')}/edit`)).toBe(200)
    await expect(next.getByLabel('件名')).toHaveValue(DRAFT)
    expect(await applications(next)).toEqual(open)
    await expect(next.locator('main')).toContainText('作成中')
    await expect(next.locator('main')).toContainText('補正')
    for (const at of open) expect(await statusOf(next, at), at).toBe(200)
  })

  await test.step('with the packs of the handover', async () => {
    expect(await statusOf(next, `${HERE}/handover`)).toBe(200)
    const packs = next.locator('main a[href*="/handover/"]')
    expect(await packs.count()).toBeGreaterThan(0)
    expect(await statusOf(next, (await packs.first().getAttribute('href')) ?? '')).toBe(200)
    expect([403, 404]).toContain(await statusOf(old, `${HERE}/handover`))
  })
})
